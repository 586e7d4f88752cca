"""ffprobe's JSON -> :class:`MediaInfo`. Pure; never raises, whatever the JSON holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from castengine.media import Chapter, Color, Container, DynamicRange, MediaInfo, Stream, StreamIndex, VideoStream
from castengine.probe.color import color_of, dynamic_range_of, has_dolby_vision_frames, has_hdr10_plus
from castengine.probe.fields import Json, mapping, mappings, number, positive, tags, text, whole
from castengine.probe.streams import parse_stream

_CONTAINERS: Final = {
    "avi": Container.AVI,
    "mpegts": Container.MPEG_TS,
    "mpeg": Container.MPEG_PS,
    "ogg": Container.OGG,
    "mp3": Container.MP3,
    "wav": Container.WAV,
    "flac": Container.FLAC,
    "aac": Container.ADTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What the file's bytes say and ffprobe does not."""

    size: int | None = None
    is_webm: bool = False
    index_in_front: bool | None = None
    fragmented: bool = False


def parse_media(report: object, facts: FileFacts) -> MediaInfo:
    """``report``: ffprobe's answer with ``format``, ``streams`` and ``chapters``, all of which may be missing."""
    document = mapping(report)
    shape = mapping(document.get("format"))
    streams = _streams(document)
    format_name = text(shape.get("format_name")) or ""
    boxes = facts if format_name.startswith("mov,") else FileFacts()
    return MediaInfo(
        container=_container(format_name, tags(shape), facts),
        format_name=format_name,
        streams=streams,
        size=facts.size if facts.size is not None else positive(shape.get("size")),
        duration=_duration(shape, streams),
        start_time=number(shape.get("start_time")),
        bit_rate=positive(shape.get("bit_rate")),
        title=tags(shape).get("title"),
        chapters=_chapters(document),
        index_in_front=boxes.index_in_front,
        fragmented=boxes.fragmented,
    )


def has_frame_of(report: object, index: StreamIndex) -> bool:
    return _frame_of(report, index) is not None


def with_first_frame(media: MediaInfo, index: StreamIndex, report: object) -> MediaInfo:
    """The same file, with what ffprobe's ``frames`` say about the color of the stream ``index``."""
    frame = _frame_of(report, index)
    if frame is None:
        return media
    streams = tuple(_colored(s, frame) if isinstance(s, VideoStream) and s.index == index else s for s in media.streams)
    return replace(media, streams=streams)


def last_moment(report: object) -> Fraction | None:
    """The end of the last of ffprobe's ``packets``, in seconds."""
    ends = (_packet_end(packet) for packet in mappings(mapping(report).get("packets")))
    return max((end for end in ends if end is not None and end > 0), default=None)


def _frame_of(report: object, index: StreamIndex) -> Json | None:
    frames = mappings(mapping(report).get("frames"))
    return next((frame for frame in frames if whole(frame.get("stream_index")) == index), None)


def _streams(document: Json) -> tuple[Stream, ...]:
    """A second stream of the same index, which only broken JSON has, is left out."""
    found: dict[int, Stream] = {}
    for position, raw in enumerate(mappings(document.get("streams"))):
        stream = parse_stream(raw, position)
        found.setdefault(stream.index, stream)
    return tuple(found.values())


def _container(format_name: str, named: dict[str, str], facts: FileFacts) -> Container:
    if format_name.startswith("matroska"):
        return Container.WEBM if facts.is_webm else Container.MATROSKA
    if format_name.startswith("mov,"):
        brand = named.get("major_brand")
        return Container.QUICKTIME if brand is None or brand == "qt" else Container.MP4
    return _CONTAINERS.get(format_name, Container.OTHER)


def _duration(shape: Json, streams: Sequence[Stream]) -> Fraction | None:
    whole_file = number(shape.get("duration"))
    if whole_file is not None and whole_file > 0:
        return whole_file
    return max((s.duration for s in streams if s.duration is not None), default=None)


def _chapters(document: Json) -> tuple[Chapter, ...]:
    chapters = (_chapter(raw) for raw in mappings(document.get("chapters")))
    return tuple(chapter for chapter in chapters if chapter is not None)


def _chapter(raw: Json) -> Chapter | None:
    start, end = number(raw.get("start_time")), number(raw.get("end_time"))
    if start is None:
        return None
    return Chapter(start, max(start, end if end is not None else start), tags(raw).get("title"))


def _colored(stream: VideoStream, frame: Json) -> VideoStream:
    color = _merged(color_of(frame), stream.color)
    dynamic_range = dynamic_range_of(
        stream.codec, stream.bit_depth, color, stream.dolby_vision, hdr10_plus=has_hdr10_plus(frame)
    )
    if stream.dolby_vision is None and has_dolby_vision_frames(frame) and color.transfer is None:
        dynamic_range = DynamicRange.DOLBY_VISION  # profile 5 whose container lost the record: no other has no transfer
    return replace(stream, color=color, dynamic_range=dynamic_range)


def _merged(first: Color, second: Color) -> Color:
    return Color(
        primaries=first.primaries or second.primaries,
        transfer=first.transfer or second.transfer,
        matrix=first.matrix or second.matrix,
        range=first.range or second.range,
    )


def _packet_end(packet: Json) -> Fraction | None:
    start = number(packet.get("pts_time"))
    return None if start is None else start + (number(packet.get("duration_time")) or 0)
