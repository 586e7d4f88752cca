"""What the first decoded frame of a stream tells and its header does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from castengine.media import Color, DynamicRange, FieldOrder, MediaInfo, StreamIndex, VideoStream
from castengine.probe.color import color_of, dynamic_range_of, has_dolby_vision_frames, has_hdr10_plus
from castengine.probe.fields import Json, mapping, mappings, positive, whole

_CAPTIONED: Final = frozenset({"h264", "mpeg2video"})  # of broadcasts
_CAPTIONS: Final = "ATSC A53 Part 4 Closed Captions"


def needs_a_frame(stream: VideoStream) -> bool:
    """Only a frame tells of HDR10+, of many a transfer function, of H.264's reference frames, and of captions."""
    may_be_hdr = stream.dynamic_range is not DynamicRange.SDR or (stream.bit_depth or 0) >= 10
    return not stream.encrypted and (may_be_hdr or stream.codec in _CAPTIONED)


def has_frame_of(report: object, index: StreamIndex) -> bool:
    """Whether ffprobe's ``frames`` hold one of the stream ``index``."""
    return _frame_of(report, index) is not None


def with_first_frame(media: MediaInfo, index: StreamIndex, report: object) -> MediaInfo:
    """The same file, with what ffprobe's ``frames`` and ``streams`` say about the stream ``index``."""
    frame = _frame_of(report, index)
    if frame is None:
        return media
    references, captions = _reference_frames(report, index), _has_captions(report, index)
    streams = tuple(
        replace(_seen(stream, frame, references), closed_captions=captions)
        if isinstance(stream, VideoStream) and stream.index == index
        else stream
        for stream in media.streams
    )
    return replace(media, streams=streams)


def _frame_of(report: object, index: StreamIndex) -> Json | None:
    frames = mappings(mapping(report).get("frames"))
    return next((frame for frame in frames if whole(frame.get("stream_index")) == index), None)


def _has_captions(report: object, index: StreamIndex) -> bool:
    frames = (f for f in mappings(mapping(report).get("frames")) if whole(f.get("stream_index")) == index)
    return any(
        data.get("side_data_type") == _CAPTIONS for frame in frames for data in mappings(frame.get("side_data_list"))
    )


def _reference_frames(report: object, index: StreamIndex) -> int | None:
    """Of H.264 and after a frame only: otherwise ffprobe says 1, which is no more than its default."""
    streams = mappings(mapping(report).get("streams"))
    found = next((s for s in streams if whole(s.get("index")) == index and s.get("codec_name") == "h264"), {})
    return positive(found.get("refs"))


def _seen(stream: VideoStream, frame: Json, references: int | None) -> VideoStream:
    color = _merged(color_of(frame), stream.color)
    dynamic_range = dynamic_range_of(
        stream.codec, stream.bit_depth, color, stream.dolby_vision, hdr10_plus=has_hdr10_plus(frame)
    )
    if stream.dolby_vision is None and has_dolby_vision_frames(frame) and color.transfer is None:
        dynamic_range = DynamicRange.DOLBY_VISION  # profile 5 whose container lost the record: no other has no transfer
    return replace(
        stream,
        color=color,
        dynamic_range=dynamic_range,
        field_order=stream.field_order or _field_order(frame),
        reference_frames=references,
    )


def _merged(first: Color, second: Color) -> Color:
    return Color(
        primaries=first.primaries or second.primaries,
        transfer=first.transfer or second.transfer,
        matrix=first.matrix or second.matrix,
        range=first.range or second.range,
    )


def _field_order(frame: Json) -> FieldOrder | None:
    if frame.get("interlaced_frame") != 1:
        return None
    return FieldOrder.TOP_FIRST if frame.get("top_field_first") == 1 else FieldOrder.BOTTOM_FIRST
