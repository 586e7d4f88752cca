"""How far a conversion is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from castengine.ffmpeg.progress import Report
from castengine.pace import Pace

_LEAST_INTERVAL = 0.4  # seconds between two reports of the same stage
_PUBLISHING = 0.99
_OF_THE_REST = 0.98  # one attempt may have of what is left of the scale: its check may fail at the very end


class Stage(StrEnum):
    CONVERTING = "converting"
    VERIFYING = "verifying"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Progress:
    """``fraction`` of the whole conversion, 0 to 1, never falling; 1 only once everything is published.

    ``None``: not known (a film that does not tell its duration has no fraction until it is published).
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

    def __init__(
        self,
        duration: Fraction | None,
        costs: Sequence[float],
        listener: Callable[[Progress], None] | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``costs``: of the runs of the first attempt, see ``costs_of``."""
        self._duration = duration if duration and duration > 0 else None
        self._listener = listener
        self._clock = clock
        self._highest = 0.0
        self._told = float("-inf")
        self.begin(costs)

    def begin(self, costs: Sequence[float]) -> None:
        """Another attempt: it goes on where the scale stands, because nobody wants to see work undone."""
        self._from = self._highest
        self._pace = Pace(costs, self._clock())

    def converting(self, report: Report) -> None:
        self._report(Stage.CONVERTING, report)

    def catching_up(self, report: Report) -> None:
        """``converting``, of work that had begun before anybody asked."""
        if report.speed and (share := self._share(report.out_time)) is not None:
            self._pace.had_done(share, float(report.out_time or 0) / report.speed)
        self.converting(report)

    def verifying(self, report: Report) -> None:
        """``report`` of the decoding of the result, which may come as often as one likes."""
        self._report(Stage.VERIFYING, replace(report, fps=None, speed=None, size=None))

    def verify(self) -> None:
        self._pace.verify(self._clock())
        self._stage(Stage.VERIFYING, self._pace.left())

    def publish(self) -> None:
        self._highest = max(self._highest, _PUBLISHING)
        self._stage(Stage.PUBLISHING, 0.0)

    def published(self) -> None:
        self._tell(Progress(stage=Stage.PUBLISHING, fraction=1.0, eta_seconds=0.0))

    def _report(self, stage: Stage, report: Report) -> None:
        now = self._clock()
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
        known = self._duration is not None or stage is Stage.PUBLISHING
        fraction = self._fraction() if known else None
        self._tell(Progress(stage=stage, fraction=fraction, eta_seconds=left if known else None))

    def _tell(self, progress: Progress) -> None:
        if self._listener is not None:
            self._listener(progress)

    def _share(self, out_time: Fraction | None) -> float | None:
        if self._duration is None:
            return None
        return float(min((out_time or Fraction(0)) / self._duration, Fraction(1)))

    def _fraction(self) -> float:
        reached = self._from + (_PUBLISHING - self._from) * _OF_THE_REST * self._pace.fraction()
        self._highest = max(self._highest, reached)
        return self._highest
