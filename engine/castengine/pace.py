"""How long a conversion will still take, told from how it has gone so far. Decides on numbers alone, reads no clock.

A conversion is a row of runs over the whole film: a first pass where there are two, the writing, readings for subtitles
that do not come with it, the decoding of what was written. What each of them costs beside the writing was measured with
films of 640x360 and 960x540 on two cores.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean, median
from typing import Final

from castengine.ffmpeg.encoders import takes_two_passes
from castengine.plan.actions import Delivery, Plan, TranscodeVideo, VideoTarget

FIRST_PASS: Final = 0.6
_CAPTIONS: Final = 1.5  # times a check: the source is decoded as a whole, edges of blocks too
_CAPTIONS_OF_COPIES: Final = 20.0  # packets are copied in no time, and captions are in pictures
_TEXTS: Final = 0.05  # read without decoding
_TEXTS_OF_COPIES: Final = 0.7
_CHECKING_COPIES: Final = 0.15
_CHECKING_SOUND: Final = 0.25
_CHECKING_PICTURE: Final = {
    "ultrafast": 0.5, "superfast": 0.35, "veryfast": 0.24, "faster": 0.2, "fast": 0.16, "medium": 0.13, "slow": 0.1,
    "slower": 0.07, "veryslow": 0.04,
}  # fmt: skip
_CHECKING_OTHERS: Final = {"libx265": 0.09, "libsvtav1": 0.15}
_CHECKING_HARDWARES: Final = 0.6  # an encoder of its own writes faster than the processor decodes
_SURE_FROM: Final = 0.1  # of a run, whose own pace is trusted from then on
_LONGEST_STEP: Final = 3.0  # seconds between two reports; what is longer was a pause
_LEAST_STEP: Final = 1e-6  # of a run: less is no pace to tell anything from
_LATELY: Final = 0.1  # of the time at work: what it is that others' work has changed the pace of
_LEAST_LATELY: Final = 10.0  # seconds: single reports tell nothing
_SLICES: Final = 5  # of lately: the middle one of their paces is taken, so that a hitch is none
_STEADY: Final = 0.5  # below that of the mean pace the middle one says only that ffmpeg reports in bursts
_SLOWEST: Final = 4.0  # times as slow as so far a machine becomes; ffmpeg that reports less than that is about to
_SCENES, _CHANGE = math.log(1.1), math.log(1.4)
"""Scenes differ, which evens out over a film. A pace that differs by more than that is the machine's, and stays."""


def costs_of(plan: Plan, *, captions: int = 0, texts: int = 0) -> tuple[float, ...]:
    """Of each run, the time it takes beside the writing of the film; the last one is the verification.

    ``captions``, ``texts``: readings of the source for subtitles inside its picture, and for others that are written
    apart from the film.
    """
    pictures = [action.target for action in plan.only(TranscodeVideo)]
    first = (FIRST_PASS,) if any(map(takes_two_passes, pictures)) else ()
    checking = _checking(plan, pictures)
    is_copied = plan.delivery is not Delivery.TRANSCODE
    afterwards = [_CAPTIONS_OF_COPIES if is_copied else _CAPTIONS * checking] * captions
    afterwards += [_TEXTS_OF_COPIES if is_copied else _TEXTS] * texts
    return (*first, *([] if plan.delivery is Delivery.AS_IS else [1.0]), *afterwards, checking)


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
        """Seconds."""
        pace, _ = self._pace()
        return (1 - self.share) / pace if pace > 0 else None

    def lasts(self) -> float | None:
        """Seconds that such a run takes from its beginning to its end as things are now, which is the better known the
        more is done."""
        pace, changed = self._pace()
        if pace <= 0:
            return None
        sure = max(changed, self.share)
        return sure / pace + (1 - sure) * (self.spent + (1 - self.share) / pace)

    def _pace(self) -> tuple[float, float]:
        """Share a second, and how much another one than so far (0: the same, 1: quite another).

        Films change, and so do machines: the more is done, the more counts the pace of the later half; and where the
        latest pace is quite another one, it counts.
        """
        so_far, lately = self._pace_so_far(), self._pace_lately()
        if so_far <= 0 or lately <= 0:
            return so_far, 0.0
        lately = max(lately, so_far / _SLOWEST)
        changed = min(max((abs(math.log(lately / so_far)) - _SCENES) / (_CHANGE - _SCENES), 0.0), 1.0)
        return (1 - changed) * so_far + changed * lately, changed

    def _pace_so_far(self) -> float:
        half = self.steps[bisect_left(self.steps, (self.spent / 2, 0.0), hi=len(self.steps) - 1)]
        late = self.share / 2
        return (1 - late) * self._pace_since(self.steps[0]) + late * self._pace_since(half)

    def _pace_lately(self) -> float:
        """0 while there is nothing but the latest."""
        lately = max(_LATELY * self.spent, _LEAST_LATELY)
        if lately >= self.spent:
            return 0.0
        cuts = [self._share_at(self.spent - lately * n / _SLICES) for n in range(_SLICES, -1, -1)]
        paces = [(later - earlier) * _SLICES / lately for earlier, later in pairwise(cuts)]
        usual, together = median(paces), fmean(paces)
        return usual if usual > _STEADY * together else together

    def _share_at(self, spent: float) -> float:
        """Between two steps as if all had gone evenly; after the last one nothing has been done."""
        after = bisect_right(self.steps, (spent, 1.0))
        if after == len(self.steps):
            return self.share
        (since, had), (until, has) = self.steps[after - 1], self.steps[after]
        return had + (has - had) * (spent - since) / (until - since) if until > since else has

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
        if share > self._run.share + _LEAST_STEP:
            self._run.steps.append((self._run.spent, share))

    def had_done(self, share: float, seconds: float) -> None:
        """``share`` of the present run was done in so many seconds before anything was told; said again, it is nothing
        new."""
        if len(self._run.steps) == 1:
            self._run.spent += seconds
            self._run.steps.append((self._run.spent, share))

    def verify(self, now: float) -> None:
        """The last run begins."""
        self._run.spent += self._since_last(now)
        while self._number < len(self._runs) - 1:
            self._next()

    def _next(self) -> None:
        lasted = self._run.lasts() or self._run.spent
        if lasted > 0:
            self._per_cost = lasted / self._run.cost
        self._number += 1

    def _since_last(self, now: float) -> float:
        step, self._last = now - self._last, now
        return min(step, _LONGEST_STEP)

    def fraction(self) -> float:
        """Of all the work, publishing apart."""
        done = sum(run.cost for run in self._runs[: self._number]) + self._run.cost * self._run.share
        return done / sum(run.cost for run in self._runs)

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
        lasts = (own is not None and run.lasts()) or run.spent + left
        return left + lasts / run.cost * sum(later.cost for later in self._runs[self._number + 1 :])

    def _expected(self) -> float | None:
        """Of the present run, by the one before."""
        return None if self._per_cost is None else max(self._run.cost * self._per_cost - self._run.spent, 0)
