"""Streams that can be played or decoded at all."""

from __future__ import annotations

from castengine.media import AudioStream, VideoStream
from castengine.plan.reasons import Reason, ReasonCode


def is_described(stream: AudioStream) -> bool:
    """Whether a decoder saw any of it: what has neither channels nor a rate is mostly announced only."""
    return stream.channels is not None and stream.sample_rate is not None


def defect_of(stream: VideoStream | AudioStream) -> Reason | None:
    """Why nothing can be made of the stream, or ``None`` when something can."""
    if stream.encrypted:
        return Reason(ReasonCode.ENCRYPTED)
    has_size = not isinstance(stream, VideoStream) or (stream.width > 0 and stream.height > 0)
    if stream.codec is None or not has_size:
        return unreadable(stream)
    return None


def unreadable(stream: VideoStream | AudioStream) -> Reason:
    return Reason(ReasonCode.STREAM_UNREADABLE, {"codec": stream.codec or stream.codec_tag or "unknown"})
