"""Looks into text subtitles, for what no header says: how their letters are written, and what would be lost as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from castengine.media import MediaInfo, StreamIndex, SubtitleStream
from castengine.probe.encodings import encoding_of
from castengine.probe.fields import mapping, mappings, text, whole
from castengine.probe.hexdump import bytes_of
from castengine.probe.styling import has_effects
from castengine.probe.teletext import page_of

# Packets of these are the text itself; those of mov_text have binary parts around it.
_LETTERS: Final = frozenset({"subrip", "text", "ass", "ssa"})
_STYLED: Final = frozenset({"ass", "ssa"})
_PLACES: Final = (Fraction(1, 20), Fraction(2, 5), Fraction(7, 10))  # of the film
_SECONDS: Final = 120  # at each place
_SHORT: Final = 600  # seconds: read whole


def needs_reading(media: MediaInfo) -> bool:
    return any(_is_letters(stream) or _is_teletext(stream) for stream in media.subtitles)


def places_to_read(media: MediaInfo) -> str:
    """ffprobe's ``-read_intervals``: all of a short film, three stretches of a long one."""
    duration = media.duration
    if not any(_is_letters(stream) for stream in media.subtitles):
        return "%+#1"
    if duration is None or duration <= _SHORT:
        return f"%+{_SHORT}"
    return ",".join(f"{float(duration * place):.0f}%+{_SECONDS}" for place in _PLACES)


def with_texts(media: MediaInfo, report: object) -> MediaInfo:
    """The same file; ``report``: ffprobe's ``packets`` and ``streams`` with their data (``-show_data``)."""
    lines, headers = _lines(report), _headers(report)
    streams = tuple(_read(s, lines, headers) if isinstance(s, SubtitleStream) else s for s in media.streams)
    return replace(media, streams=streams)


def _is_letters(stream: SubtitleStream) -> bool:
    return stream.codec in _LETTERS and not stream.encrypted


def _is_teletext(stream: SubtitleStream) -> bool:
    return stream.codec == "dvb_teletext" and not stream.encrypted


def _headers(report: object) -> dict[StreamIndex, bytes]:
    streams = [(whole(s.get("index")), text(s.get("extradata"))) for s in mappings(mapping(report).get("streams"))]
    return {StreamIndex(index): bytes_of(dump) for index, dump in streams if index is not None and dump is not None}


def _lines(report: object) -> dict[StreamIndex, list[bytes]]:
    found: dict[StreamIndex, list[bytes]] = {}
    for packet in mappings(mapping(report).get("packets")):
        index, dump = whole(packet.get("stream_index")), text(packet.get("data"))
        if index is not None and dump is not None:
            found.setdefault(StreamIndex(index), []).append(bytes_of(dump))
    return found


def _read(
    stream: SubtitleStream, lines: Mapping[StreamIndex, Sequence[bytes]], headers: Mapping[StreamIndex, bytes]
) -> SubtitleStream:
    if _is_teletext(stream):
        return replace(stream, page=page_of(headers.get(stream.index, b"")))
    own = lines.get(stream.index)
    if not own or not _is_letters(stream):
        return stream
    encoding = encoding_of(own, stream.language)
    styled = has_effects(own) if stream.codec in _STYLED else None
    return replace(stream, encoding=encoding, styled=styled)
