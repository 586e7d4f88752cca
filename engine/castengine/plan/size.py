"""Wishes about size: what they mean for a film that is there, and what they leave for its picture."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from castengine.errors import InvalidPreferences
from castengine.media import MediaInfo, VideoStream
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode

_MEGABYTE: Final = 1_000_000  # bytes
_TOLERANCE: Final = Fraction(105, 100)  # no encoder hits a size exactly; within it a film is as wished
_PACKAGING: Final = Fraction(99, 100)  # what the container leaves for the streams
_LEAST_PICTURE: Final = 50_000  # bits per second: less shows nothing


def size_wishes(media: MediaInfo, video: VideoStream, preferences: Preferences) -> Iterator[Reason]:
    """Why a film that would play is too large for its owner."""
    wished = preferences.target_size
    if wished is not None and (media.size or 0) > wished * _MEGABYTE * _TOLERANCE:
        yield Reason(ReasonCode.USER_WISH, {"option": "target_size"})
    highest = preferences.max_bit_rate
    if highest is not None and _bit_rate(media, video) > highest * 1000 * _TOLERANCE:
        yield Reason(ReasonCode.USER_WISH, {"option": "max_bit_rate"})


def picture_budget(media: MediaInfo, sound_bit_rate: int, preferences: Preferences) -> int | None:
    """Bits per second for the picture of a film of the wished size; ``None`` without such a wish.

    Raises :class:`InvalidPreferences` when nobody knows how long the film is, or it cannot be that small.
    """
    if preferences.target_size is None:
        return None
    if not media.duration:
        raise InvalidPreferences(
            "The option 'target_size' needs to know how long the film is, and the file does not say.",
            hint="Leave the option out, or limit the bit rate instead.",
        )
    budget = int(preferences.target_size * _MEGABYTE * 8 * _PACKAGING / media.duration) - sound_bit_rate
    if budget < _LEAST_PICTURE:
        least = -int(-(_LEAST_PICTURE + sound_bit_rate) * media.duration / 8 / _PACKAGING // _MEGABYTE)
        raise InvalidPreferences(
            f"The option 'target_size' asks for {preferences.target_size} MB, too little for a film of this length.",
            hint=f"Ask for {least} MB or more.",
        )
    return budget


def _bit_rate(media: MediaInfo, video: VideoStream) -> Fraction:
    """Of the picture; of the whole file where the stream does not say."""
    if video.bit_rate or media.bit_rate:
        return Fraction(video.bit_rate or media.bit_rate or 0)
    return Fraction((media.size or 0) * 8) / media.duration if media.duration else Fraction(0)
