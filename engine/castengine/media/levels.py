"""Levels by name: ``level`` as a codec writes it into its header, and as people write it."""

from __future__ import annotations

from castengine.media.streams import VideoStream

_H264_LEVEL_1B = 9  # H.264 Annex A: level_idc 9 in the High profiles


def level_name(stream: VideoStream) -> str | None:
    """``"4.1"`` for an H.264 stream of level 41; ``None`` when the header does not say or the codec has none."""
    if stream.level is None or stream.level < 0:
        return None
    if stream.codec == "h264":
        return "1b" if stream.level == _H264_LEVEL_1B else _dotted(*divmod(stream.level, 10))
    if stream.codec == "hevc":  # general_level_idc is 30 times the level
        return _dotted(*divmod(stream.level // 3, 10))
    if stream.codec == "vp9":
        return _dotted(*divmod(stream.level, 10))
    if stream.codec == "av1":  # AV1, A.3: seq_level_idx 0 is 2.0, four to a major number
        return _dotted(2 + stream.level // 4, stream.level % 4) if stream.level < 31 else None
    return None


def _dotted(major: int, minor: int) -> str:
    return f"{major}.{minor}"
