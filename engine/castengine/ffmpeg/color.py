"""Which color the picture to make has, and how the source's color gets there.

A receiver that finds no color tags guesses by the picture's size, and not all guess alike; so what is made here always
says what it is. Known BT.601 pictures stay BT.601 (converting them would cost precision and gain nothing); everything
that H.264 receivers do not know (BT.2020, SMPTE 240M, RGB) becomes BT.709.
"""

from __future__ import annotations

from dataclasses import dataclass

from castengine.media import Color, DynamicRange, VideoStream
from castengine.plan.actions import VideoTarget

HD_HEIGHT = 720  # from here on untagged video is BT.709 by convention
_PAL_HEIGHTS = frozenset({288, 576})


@dataclass(frozen=True, slots=True)
class ColorTags:
    """ITU-T H.273 names as ffmpeg's ``setparams`` takes them. The range is always limited ("tv")."""

    primaries: str
    transfer: str
    matrix: str


BT709 = ColorTags("bt709", "bt709", "bt709")
BT601_625 = ColorTags("bt470bg", "smpte170m", "bt470bg")
BT601_525 = ColorTags("smpte170m", "smpte170m", "smpte170m")

BT2100_PQ = ColorTags("bt2020", "smpte2084", "bt2020nc")
BT2100_HLG = ColorTags("bt2020", "arib-std-b67", "bt2020nc")

_KEPT = {"bt709": BT709, "bt470bg": BT601_625, "smpte170m": BT601_525}
_RGB_FORMATS = ("rgb", "bgr", "gbr", "argb", "abgr", "0rgb", "0bgr", "pal8", "x2rgb", "x2bgr", "mono")


def target_color(stream: VideoStream, target: VideoTarget) -> ColorTags:
    """The color of the picture to make."""
    if target.dynamic_range is DynamicRange.SDR:
        return BT709 if target.tone_map else output_color(stream)
    return BT2100_HLG if target.dynamic_range is DynamicRange.HLG else BT2100_PQ


def output_color(stream: VideoStream) -> ColorTags:
    """The color of the SDR picture made of this stream."""
    if is_rgb(stream):
        return BT709
    matrix = stream.color.matrix
    return _by_size(stream) if matrix is None else _KEPT.get(matrix, BT709)


def assumed_color(stream: VideoStream) -> Color:
    """The stream's color with every gap filled by convention, so that no filter has to guess for itself."""
    if is_rgb(stream):
        return stream.color
    tags = _hdr_color(stream) or _KEPT.get(stream.color.matrix or "") or _wide_or_by_size(stream)
    return Color(
        primaries=stream.color.primaries or tags.primaries,
        transfer=stream.color.transfer or tags.transfer,
        matrix=stream.color.matrix or tags.matrix,
        range=stream.color.range,
    )


def is_rgb(stream: VideoStream) -> bool:
    return stream.color.matrix == "gbr" or (stream.pixel_format or "").startswith(_RGB_FORMATS)


def needs_gamut_conversion(stream: VideoStream) -> bool:
    """SDR in BT.2020: more than another matrix, the primaries differ too."""
    return (stream.color.matrix or "").startswith("bt2020") or stream.color.primaries == "bt2020"


def _hdr_color(stream: VideoStream) -> ColorTags | None:
    if stream.dynamic_range is DynamicRange.SDR:
        return None
    hlg = stream.dynamic_range is DynamicRange.HLG or (
        stream.dolby_vision is not None and stream.dolby_vision.compatibility_id == 4
    )
    return BT2100_HLG if hlg else BT2100_PQ


def _wide_or_by_size(stream: VideoStream) -> ColorTags:
    if needs_gamut_conversion(stream):
        return ColorTags("bt2020", "bt2020-10", "bt2020nc")
    return _by_size(stream)


def _by_size(stream: VideoStream) -> ColorTags:
    if stream.height >= HD_HEIGHT or stream.width >= 1280:
        return BT709
    return BT601_625 if stream.height in _PAL_HEIGHTS else BT601_525
