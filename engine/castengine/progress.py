"""How far a conversion is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from castengine.ffmpeg.progress import Report
from castengine.pace import Pace, costs_of
from castengine.plan.actions import Plan

_LEAST_INTERVAL = 0.4  # seconds between two reports of the same stage
_PUBLISHING = 0.99


class Stage(StrEnum):
    CONVERTING = "converting"
    VERIFYING = "verifying"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Progress:
    """``fraction`` of the whole conversion, 0 to 1, never falling; 1 only once everything is published.

    ``None``: not known (a film that does not tell its duration has no fraction).
    """

    stage: Stage
    fraction: float | None = None
    fps: float | None = None
    speed: float | None = None  # film seconds per second
    eta_seconds: float | None = None  # until everything is published
    out_time: Fraction | None = None  # seconds of film written
    size: int | None = None  # bytes written


class ProgressScale:
    """Puts ffmpeg's reports and the stages after them on one scale. Used from one thread."""

    def __init__(self, plan: Plan, duration: Fraction | None, listener: Callable[[Progress], None] | None) -> None:
        self._duration = duration if duration and duration > 0 else None
        self._listener = listener
        self._highest = 0.0
        self._told = float("-inf")
        self.begin(plan)

    def begin(self, plan: Plan) -> None:
        """An attempt by this plan, the first or another."""
        self._pace = Pace(costs_of(plan), time.monotonic())

    def converting(self, report: Report) -> None:
        self._report(Stage.CONVERTING, report)

    def verifying(self, report: Report) -> None:
        """``report`` of the decoding of the result, which may come as often as one likes."""
        self._report(Stage.VERIFYING, replace(report, fps=None, speed=None, size=None))

    def verify(self) -> None:
        self._pace.verify(time.monotonic())
        self._stage(Stage.VERIFYING, self._pace.left())

    def publish(self) -> None:
        self._highest = _PUBLISHING
        self._stage(Stage.PUBLISHING, 0.0)

    def published(self) -> None:
        self._tell(Progress(stage=Stage.PUBLISHING, fraction=1.0, eta_seconds=0.0))

    def _report(self, stage: Stage, report: Report) -> None:
        now = time.monotonic()
        if now - self._told < _LEAST_INTERVAL:
            return
        self._told = now
        share = self._share(report.out_time)
        if share is not None:
            self._pace.tell(now, share)
        self._tell(
            Progress(
                stage=stage,
                fraction=None if share is None else self._fraction(),
                fps=report.fps,
                speed=report.speed,
                eta_seconds=None if share is None else self._pace.left(),
                out_time=report.out_time,
                size=report.size,
            )
        )

    def _stage(self, stage: Stage, left: float | None) -> None:
        known = self._duration is not None
        self._tell(Progress(stage=stage, fraction=self._fraction(), eta_seconds=left if known else None))

    def _tell(self, progress: Progress) -> None:
        if self._listener is not None:
            self._listener(progress)

    def _share(self, out_time: Fraction | None) -> float | None:
        if self._duration is None:
            return None
        return float(min((out_time or Fraction(0)) / self._duration, Fraction(1)))

    def _fraction(self) -> float:
        self._highest = max(self._highest, self._pace.fraction())
        return self._highest
