"""Color and dynamic range out of ffprobe's JSON of a stream or of a frame."""

from __future__ import annotations

from typing import Final

from castengine.media import Color, DolbyVision, DynamicRange
from castengine.probe.fields import Json, mappings, text, whole

_PQ: Final = "smpte2084"
_HLG: Final = "arib-std-b67"
_DOLBY_VISIONS_OWN: Final = "ipt-c2"  # the matrix of profile 5 where the picture itself says so
_HDR10_PLUS: Final = "HDR Dynamic Metadata SMPTE2094-40 (HDR10+)"
_RPU: Final = "Dolby Vision Metadata"
_RECORD: Final = "DOVI configuration record"

# Codecs in which 8-bit HDR has been seen, made by careless converters. In the others (MPEG-4 Part 2 with a PQ tag
# in its Matroska header) the tag is wrong and the picture is SDR.
_CODECS_WITH_HDR: Final = frozenset({"h264", "hevc", "vvc", "vp9", "av1"})
# Profiles of which even a record that forgets to say so has a base layer for everybody.
_HAVE_A_BASE: Final = frozenset({4, 7, 8, 9})
_LEAST_HDR_DEPTH: Final = 10


def color_of(part: Json) -> Color:
    return Color(
        primaries=text(part.get("color_primaries")),
        transfer=text(part.get("color_transfer")),
        matrix=text(part.get("color_space")),
        range=text(part.get("color_range")),
    )


def dolby_vision_of(stream: Json) -> DolbyVision | None:
    record = next((d for d in mappings(stream.get("side_data_list")) if d.get("side_data_type") == _RECORD), None)
    profile = whole(record.get("dv_profile")) if record else None
    if record is None or profile is None:
        return None
    return DolbyVision(profile, whole(record.get("dv_level")), whole(record.get("dv_bl_signal_compatibility_id")) or 0)


def has_hdr10_plus(part: Json) -> bool:
    return _has_side_data(part, _HDR10_PLUS)


def has_dolby_vision_frames(frame: Json) -> bool:
    return _has_side_data(frame, _RPU)


def dynamic_range_of(
    codec: str | None, bit_depth: int | None, color: Color, dolby_vision: DolbyVision | None, *, hdr10_plus: bool
) -> DynamicRange:
    """Of the base layer, which is what a device without Dolby Vision shows."""
    if dolby_vision is not None and dolby_vision.compatibility_id == 0 and dolby_vision.profile not in _HAVE_A_BASE:
        return DynamicRange.DOLBY_VISION
    if color.matrix == _DOLBY_VISIONS_OWN:
        return DynamicRange.DOLBY_VISION
    if codec not in _CODECS_WITH_HDR and (bit_depth or 0) < _LEAST_HDR_DEPTH:
        return DynamicRange.SDR
    if color.transfer == _HLG:
        return DynamicRange.HLG
    if color.transfer == _PQ:
        return DynamicRange.HDR10_PLUS if hdr10_plus else DynamicRange.HDR10
    return DynamicRange.SDR


def _has_side_data(part: Json, kind: str) -> bool:
    return any(data.get("side_data_type") == kind for data in mappings(part.get("side_data_list")))
