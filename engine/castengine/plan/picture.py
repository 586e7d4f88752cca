"""The picture: how large it is shown, and how large and fast it may be for a device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from castengine.devices import VideoMode
from castengine.media import VideoStream

_NEARLY: Final = Fraction(1, 200)  # 544:545 pixels are square to every eye
_ABSURD_SHAPE: Final = 20  # no pixel is twenty times as wide as high: then the file is wrong, not the picture
_SMALLEST: Final = 16  # pixels a side: one block, less than that decoders refuse
_LEAST_OF_RATE: Final = Fraction(4, 5)  # a rate is halved only when that leaves most of what the device can show


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """``frame_rate`` is ``None`` where the source's may stay."""

    size: Size
    frame_rate: Fraction | None
    mode: VideoMode


def has_square_pixels(stream: VideoStream) -> bool:
    return abs(_pixel_shape(stream) - 1) <= _NEARLY


def displayed_size(stream: VideoStream) -> Size:
    """In square pixels, as a viewer sees it: stretched and turned."""
    width = stream.width if has_square_pixels(stream) else max(1, round(stream.width * _pixel_shape(stream)))
    if stream.rotation in (90, 270):
        return Size(stream.height, width)
    return Size(width, stream.height)


def best_picture(stream: VideoStream, modes: Sequence[VideoMode], max_height: int | None) -> Picture:
    """Of the modes, the one that leaves most pixels in each second; of equals, the first."""
    pictures = [_picture_in(stream, mode, max_height) for mode in modes]
    return max(pictures, key=lambda p: _pixels_a_second(p, stream))


def limited_rate(rate: Fraction | None, highest: int) -> Fraction | None:
    """The rate to make of ``rate``, or ``None`` when it may stay.

    Whole fractions (50 to 25, 59.94 to 29.97) keep motion even: every n-th frame stays.
    """
    if rate is None or rate <= highest:
        return None
    divided = rate / ceil(rate / highest)
    return divided if divided >= highest * _LEAST_OF_RATE else Fraction(highest)


def _picture_in(stream: VideoStream, mode: VideoMode, max_height: int | None) -> Picture:
    height = min(mode.height, max_height or mode.height)
    size = _fitted(displayed_size(stream), mode.width, height)
    return Picture(size, limited_rate(stream.believed_frame_rate, mode.frame_rate), mode)


def _pixels_a_second(picture: Picture, stream: VideoStream) -> Fraction:
    rate = picture.frame_rate or stream.believed_frame_rate or Fraction(picture.mode.frame_rate)
    return picture.size.width * picture.size.height * rate


def _fitted(size: Size, max_width: int, max_height: int) -> Size:
    """Never larger than it is, aspect ratio kept, even."""
    scale = min(Fraction(1), Fraction(max_width, size.width), Fraction(max_height, size.height))
    return Size(_even(size.width * scale, max_width), _even(size.height * scale, max_height))


def _even(length: Fraction, most: int) -> int:
    return max(_SMALLEST, min(round(length / 2) * 2, most // 2 * 2))


def _pixel_shape(stream: VideoStream) -> Fraction:
    shape = stream.sample_aspect_ratio
    return shape if Fraction(1, _ABSURD_SHAPE) <= shape <= _ABSURD_SHAPE else Fraction(1)
