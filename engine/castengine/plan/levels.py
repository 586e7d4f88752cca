"""Levels: what a stream needs from a decoder, computed from the stream instead of believed from its header.

Headers lie in both directions: encoders write 5.1 on small pictures because somebody set it once, and converters
write 4.1 on 4K because somebody asked for it. So a stream's level here is the lowest one that holds its frame size,
frame rate, reference frames and bit rate. The header is asked only when the frame rate is not known.
"""

from __future__ import annotations

from castengine.devices import VideoSupport
from castengine.media import VideoStream
from castengine.media.level_limits import Demand, is_above, level_for, level_rank
from castengine.media.levels import level_name


def level_of(stream: VideoStream) -> str | None:
    """The level that a stream really needs; ``None`` when it is beyond all levels."""
    computed = level_for(stream.codec or "", demand_of(stream))
    claimed = level_name(stream)
    if computed is None or stream.believed_frame_rate or claimed is None:
        return computed
    return max(computed, claimed, key=lambda name: level_rank(stream.codec or "", name))


def overstated_level(stream: VideoStream, support: VideoSupport | None) -> str | None:
    """The level that the header claims, when it is over the device's although the pictures need no more than that.

    Receivers ask their decoder for the claimed level before they look at a picture, and some are refused. Only H.264
    and HEVC can be corrected without encoding.
    """
    claimed = level_name(stream)
    if support is None or support.level is None or claimed is None or stream.codec not in ("h264", "hevc"):
        return None
    is_too_high = is_above(support.codec, claimed, support.level)
    return claimed if is_too_high and not is_above(support.codec, level_of(stream), support.level) else None


def demand_of(stream: VideoStream) -> Demand:
    return Demand(
        width=stream.width,
        height=stream.height,
        frame_rate=stream.believed_frame_rate,
        reference_frames=stream.reference_frames,
        bit_rate=stream.bit_rate,
    )
