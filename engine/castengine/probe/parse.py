"""ffprobe's JSON -> :class:`MediaInfo`. Pure; never raises, whatever the JSON holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from castengine.media import Chapter, Container, MediaInfo, Stream
from castengine.probe.fields import Json, mapping, mappings, number, positive, tags, text
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


def last_moment(report: object) -> Fraction | None:
    """The end of the last of ffprobe's ``packets``, in seconds."""
    ends = (_packet_end(packet) for packet in mappings(mapping(report).get("packets")))
    return max((end for end in ends if end is not None and end > 0), default=None)


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


def _packet_end(packet: Json) -> Fraction | None:
    start = number(packet.get("pts_time"))
    return None if start is None else start + (number(packet.get("duration_time")) or 0)
