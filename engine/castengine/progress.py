"""How far a conversion is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from castengine.ffmpeg.progress import Report

_LEAST_INTERVAL = 0.4  # seconds between two reports of the same stage


class Stage(StrEnum):
    CONVERTING = "converting"
    VERIFYING = "verifying"
    PUBLISHING = "publishing"


_STARTS = {Stage.CONVERTING: 0.0, Stage.VERIFYING: 0.97, Stage.PUBLISHING: 0.99}


@dataclass(frozen=True, slots=True)
class Progress:
    """``fraction`` of the whole conversion, 0 to 1, never falling; 1 only once everything is published.

    ``None``: not known (a film that does not tell its duration has no fraction).
    """

    stage: Stage
    fraction: float | None = None
    fps: float | None = None
    speed: float | None = None  # film seconds per second
    eta_seconds: float | None = None  # until the converting is done
    out_time: Fraction | None = None  # seconds of film written
    size: int | None = None  # bytes written


class ProgressScale:
    """Puts ffmpeg's reports and the stages after them on one scale."""

    def __init__(self, duration: Fraction | None, listener: Callable[[Progress], None] | None) -> None:
        self._duration = duration if duration and duration > 0 else None
        self._listener = listener
        self._highest = 0.0
        self._told = float("-inf")

    def converting(self, report: Report) -> None:
        now = time.monotonic()
        if now - self._told < _LEAST_INTERVAL:
            return
        self._told = now
        self._tell(
            Progress(
                stage=Stage.CONVERTING,
                fraction=self._fraction(report.out_time),
                fps=report.fps,
                speed=report.speed,
                eta_seconds=self._eta(report),
                out_time=report.out_time,
                size=report.size,
            )
        )

    def stage(self, stage: Stage) -> None:
        self._highest = max(self._highest, _STARTS[stage])
        self._tell(Progress(stage=stage, fraction=self._highest))

    def published(self) -> None:
        self._tell(Progress(stage=Stage.PUBLISHING, fraction=1.0, eta_seconds=0.0))

    def _tell(self, progress: Progress) -> None:
        if self._listener is not None:
            self._listener(progress)

    def _fraction(self, out_time: Fraction | None) -> float | None:
        if self._duration is None:
            return None
        done = float(min((out_time or Fraction(0)) / self._duration, Fraction(1)))
        self._highest = max(self._highest, done * _STARTS[Stage.VERIFYING])
        return self._highest

    def _eta(self, report: Report) -> float | None:
        if self._duration is None or report.out_time is None or not report.speed or report.speed <= 0:
            return None
        return max(float(self._duration - report.out_time), 0.0) / report.speed
