"""How a picture's fields lie, seen in the pictures themselves. Pure.

Two fields of the same moment fit together; those of different moments leave a comb where something moves. So each
frame is compared with the frames that its fields would make with the fields of the frame before:

* progressive: its own two fields fit, both mixtures comb alike;
* top field first: its top field is as near in time to the bottom field before it as to its own, so that mixture combs
  no more than the frame itself, while the other one spans three fields and combs much more; bottom first: the reverse;
* 3:2 pulldown: in two frames of five a mixture fits and the frame itself does not.

(ffmpeg's ``idet`` compares the two mixtures only with each other, and takes progressive pictures with a slow vertical
movement for interlaced ones.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from castengine.media import FieldOrder

_VISIBLE: Final = 0.1  # combing a sample, in twice the steps of 8-bit luma: less is noise
_MUCH_LESS: Final = 1 / 2  # three fields against one are a third; what moves up or down by lines blurs it
_NOTICEABLY: Final = 1 / 5
_LEAST: Final = 6  # frames that move; fewer may be chance
_LEAST_OF_PULLDOWN: Final = 15  # three rounds
_PULLED_DOWN: Final = (0.25, 0.5)  # of the moving frames: two of five, with room for what does not move
_ROUND: Final = 5  # frames
_OUT_OF_RHYTHM: Final = 0.2  # of those in it: cuts change the beat


@dataclass(frozen=True, slots=True)
class _Fields:
    top: bytes
    bottom: bytes


@dataclass(frozen=True, slots=True)
class _Fit:
    """How much more than the frame itself a mixture combs, a sample: with the bottom, or the top field before it."""

    bottom_before: float
    top_before: float

    @property
    def is_moving(self) -> bool:
        return max(abs(self.bottom_before), abs(self.top_before)) >= _VISIBLE

    @property
    def fits_better_mixed(self) -> bool:
        least, most = sorted((self.bottom_before, self.top_before))
        return least <= -_VISIBLE and -least > _NOTICEABLY * abs(most)

    @property
    def order(self) -> FieldOrder | None:
        least, most = sorted((self.bottom_before, self.top_before))
        if most < _VISIBLE:
            return None
        if least > most * _MUCH_LESS:
            return FieldOrder.PROGRESSIVE
        return FieldOrder.TOP_FIRST if self.bottom_before < self.top_before else FieldOrder.BOTTOM_FIRST


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """Numbers of frames, all but ``frames`` of those that moved. Facts of several places add up."""

    frames: int = 0
    moving: int = 0
    top_first: int = 0
    bottom_first: int = 0
    progressive: int = 0
    better_mixed: int = 0
    in_rhythm: int = 0  # of the ones before

    def __add__(self, other: FieldFacts) -> FieldFacts:
        return FieldFacts(
            self.frames + other.frames,
            self.moving + other.moving,
            self.top_first + other.top_first,
            self.bottom_first + other.bottom_first,
            self.progressive + other.progressive,
            self.better_mixed + other.better_mixed,
            self.in_rhythm + other.in_rhythm,
        )

    @property
    def field_order(self) -> FieldOrder | None:
        """``None``: too little moves to tell."""
        interlaced = self.top_first + self.bottom_first
        if self.is_telecined or (interlaced >= _LEAST and interlaced > self.progressive):
            return FieldOrder.TOP_FIRST if self.top_first >= self.bottom_first else FieldOrder.BOTTOM_FIRST
        return FieldOrder.PROGRESSIVE if self.progressive >= _LEAST else None

    @property
    def is_telecined(self) -> bool:
        if self.moving < _LEAST_OF_PULLDOWN:
            return False
        least, most = _PULLED_DOWN
        strays = self.better_mixed - self.in_rhythm
        return least <= self.in_rhythm / self.moving <= most and strays <= self.in_rhythm * _OUT_OF_RHYTHM


def field_facts(pictures: bytes, width: int, height: int) -> FieldFacts:
    """``pictures``: luma of consecutive frames, a byte a sample, rows from the top; a rest at the end is ignored."""
    frames = [_fields(picture, width) for picture in _frames(pictures, width * height)]
    fits = [_fit(before, now, width) for before, now in pairwise(frames)]
    orders = [fit.order for fit in fits]
    mixed = [fit.fits_better_mixed for fit in fits]
    return FieldFacts(
        frames=len(frames),
        moving=sum(fit.is_moving for fit in fits),
        top_first=orders.count(FieldOrder.TOP_FIRST),
        bottom_first=orders.count(FieldOrder.BOTTOM_FIRST),
        progressive=orders.count(FieldOrder.PROGRESSIVE),
        better_mixed=sum(mixed),
        in_rhythm=_in_rhythm(mixed),
    )


def _frames(pictures: bytes, size: int) -> Iterator[bytes]:
    return (pictures[start : start + size] for start in range(0, len(pictures) - size + 1, size))


def _fields(picture: bytes, width: int) -> _Fields:
    rows: Sequence[bytes] = [picture[start : start + width] for start in range(0, len(picture), width)]
    return _Fields(b"".join(rows[0::2]), b"".join(rows[1::2]))


def _fit(before: _Fields, now: _Fields, width: int) -> _Fit:
    own = _combing(now.top, now.bottom, width)
    return _Fit(
        bottom_before=_combing(now.top, before.bottom, width) - own,
        top_before=_combing(before.top, now.bottom, width) - own,
    )


def _combing(top: bytes, bottom: bytes, width: int) -> float:
    """How much the lines of one field stand out between those of the other, a sample."""
    differences = [abs(2 * b - a - c) for a, b, c in zip(top, bottom, top[width:], strict=False)]
    return sum(differences) / max(len(differences), 1)


def _in_rhythm(mixed: Sequence[bool]) -> int:
    """Of the frames that fit better mixed, those that come as pulldown makes them: two neighbours in each five."""
    beats = [sum(mixed[beat::_ROUND]) for beat in range(_ROUND)]
    return max(one + other for one, other in pairwise([*beats, beats[0]]))
