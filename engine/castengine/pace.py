"""How long a conversion will still take, told from how it has gone so far. Decides on numbers alone, reads no clock.

A conversion is a row of runs over the whole film: a first pass where there are two, the writing, the decoding of what
was written. What each of them costs beside the writing was measured with films of 640x360 and 960x540 on two cores.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from castengine.ffmpeg.encoders import takes_two_passes
from castengine.plan.actions import Delivery, Plan, TranscodeVideo, VideoTarget

_FIRST_PASS: Final = 0.6
_CHECKING_COPIES: Final = 0.15
_CHECKING_SOUND: Final = 0.25
_CHECKING_PICTURE: Final = {
    "ultrafast": 0.5, "superfast": 0.35, "veryfast": 0.24, "faster": 0.2, "fast": 0.16, "medium": 0.13, "slow": 0.1,
    "slower": 0.07, "veryslow": 0.04,
}  # fmt: skip
_CHECKING_OTHERS: Final = {"libx265": 0.09, "libsvtav1": 0.15}
_CHECKING_HARDWARES: Final = 0.6  # an encoder of its own writes faster than the processor decodes
_PUBLISHING: Final = 0.01
_SURE_FROM: Final = 0.1  # of a run, whose own pace is trusted from then on
_LONGEST_STEP: Final = 3.0  # seconds between two reports; what is longer was a pause


def costs_of(plan: Plan) -> tuple[float, ...]:
    """Of each run, the time it takes beside the writing of the film; the last one is the verification."""
    pictures = [action.target for action in plan.only(TranscodeVideo)]
    first = (_FIRST_PASS,) if any(map(takes_two_passes, pictures)) else ()
    return (*first, 1.0, _checking(plan, pictures))


def _checking(plan: Plan, pictures: Sequence[VideoTarget]) -> float:
    if pictures:
        return max(map(_checking_picture, pictures))
    return _CHECKING_COPIES if plan.delivery is not Delivery.TRANSCODE else _CHECKING_SOUND


def _checking_picture(target: VideoTarget) -> float:
    if not target.is_software:
        return _CHECKING_HARDWARES
    return _CHECKING_OTHERS.get(target.encoder, _CHECKING_PICTURE.get(target.preset, _CHECKING_PICTURE["medium"]))


@dataclass(slots=True)
class _Run:
    """``spent``: seconds at work. ``steps``: of those, and the share of the run that was done by then."""

    cost: float
    spent: float = 0.0
    steps: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])

    @property
    def share(self) -> float:
        return self.steps[-1][1]

    def left(self) -> float | None:
        """Seconds. Films change, and so do machines: the more is done, the more counts the pace of the later half."""
        half = self.steps[bisect_left(self.steps, (self.spent / 2, 0.0), hi=len(self.steps) - 1)]
        lately = self.share / 2
        pace = (1 - lately) * self._pace_since(self.steps[0]) + lately * self._pace_since(half)
        return (1 - self.share) / pace if pace > 0 else None

    def _pace_since(self, step: tuple[float, float]) -> float:
        seconds = self.spent - step[0]
        return (self.share - step[1]) / seconds if seconds > 0 else 0.0


class Pace:
    """Told the shares of one conversion's runs, with the moments (seconds of any steady clock)."""

    def __init__(self, costs: Sequence[float], now: float) -> None:
        self._runs = [_Run(cost) for cost in costs]
        self._number = 0
        self._last = now
        self._per_cost: float | None = None  # seconds, by the run before

    @property
    def _run(self) -> _Run:
        return self._runs[self._number]

    def tell(self, now: float, share: float) -> None:
        """``share`` of the present run, 0 to 1. One that falls back is another run's."""
        if share < self._run.share / 2 and self._number < len(self._runs) - 2:
            self._next()
        self._run.spent += self._since_last(now)
        if share > self._run.share:
            self._run.steps.append((self._run.spent, share))

    def verify(self, now: float) -> None:
        """The last run begins."""
        self._run.spent += self._since_last(now)
        while self._number < len(self._runs) - 1:
            self._next()

    def _next(self) -> None:
        if self._run.spent > 0:
            self._per_cost = self._run.spent / self._run.cost
        self._number += 1

    def _since_last(self, now: float) -> float:
        step, self._last = now - self._last, now
        return min(step, _LONGEST_STEP)

    def fraction(self) -> float:
        """Of all the work, below 1."""
        done = sum(run.cost for run in self._runs[: self._number]) + self._run.cost * self._run.share
        return done / (sum(run.cost for run in self._runs) * (1 + _PUBLISHING))

    def left(self) -> float | None:
        """Seconds until everything is done, or ``None`` before anything can be said."""
        run, own, expected = self._run, self._run.left(), self._expected()
        if own is None or expected is None:
            left = expected if own is None else own
        else:
            sure = min(run.share / _SURE_FROM, 1)
            left = sure * own + (1 - sure) * expected
        if left is None:
            return None
        return left + (run.spent + left) / run.cost * sum(later.cost for later in self._runs[self._number + 1 :])

    def _expected(self) -> float | None:
        """Of the present run, by the one before."""
        return None if self._per_cost is None else max(self._run.cost * self._per_cost - self._run.spent, 0)
