"""Looks at the pictures where headers are known to lie about fields: a few frames, in three places."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from castengine.demuxers import INPUT_GUARDS
from castengine.media import FieldOrder, MediaInfo, Stream, VideoStream
from castengine.probe.field_facts import FieldFacts, field_facts
from castengine.process import OutputTooLarge, ProcessTimedOut, run_captured
from castengine.tools import Tools

_SECONDS: Final = 15.0  # for one place; a damaged file must not keep us
_FRAMES: Final = 40  # eight rounds of 3:2 pulldown, two fifths of a second of television
_FIRST_LOOK: Final = 12  # enough to see that a header is right
_PLACES: Final = (Fraction(1, 3), Fraction(1, 2), Fraction(3, 4))  # of the film: behind the titles

_MAY_BE_INTERLACED: Final = frozenset(
    {
        *("h264", "hevc", "mpeg1video", "mpeg2video", "mpeg4", "msmpeg4v3", "vc1", "wmv3", "dvvideo", "dvcpro", "cavs"),
        *("mjpeg", "prores", "dnxhd", "rawvideo", "v210", "huffyuv", "ffvhuff", "ffv1", "utvideo", "cfhd", "jpeg2000"),
    }
)
_TRUSTED: Final = frozenset({"hevc"})  # says of each picture how it was coded, and is silent of progressive ones
_TELEVISION: Final = (Fraction(24), Fraction(31))  # frames per second, above and up to: cinema is 24 or less
_NTSC: Final = (Fraction(29), Fraction(31))
_SHORT: Final = 6  # seconds
_LEAST_LINES: Final = 200  # television never had fewer, and in small pictures lines move too much to tell
_SURE: Final = 0.7  # of the moving frames: so many have to contradict a header that says progressive
_COLUMNS: Final = 48
_MOST_ROWS: Final = 480  # from the middle of the picture


def with_measured_fields(media: MediaInfo, source: Path, tools: Tools) -> MediaInfo:
    """The same file, its doubtful pictures looked at. What cannot be decoded stays as the headers say."""
    streams = tuple(_looked_at(s, media, source, tools) if needs_a_look(s) else s for s in media.streams)
    return replace(media, streams=streams)


def needs_a_look(stream: Stream) -> bool:
    """Whether the stream could be interlaced at all, and its header could be wrong about it."""
    if not isinstance(stream, VideoStream) or stream.is_cover_art or stream.encrypted:
        return False
    if stream.codec not in _MAY_BE_INTERLACED or stream.height < _LEAST_LINES:
        return False
    if stream.is_interlaced:
        return True
    rate = stream.believed_frame_rate
    is_television = rate is None or _TELEVISION[0] < rate <= _TELEVISION[1]
    return is_television and stream.codec not in _TRUSTED


def _looked_at(stream: Stream, media: MediaInfo, source: Path, tools: Tools) -> Stream:
    if not isinstance(stream, VideoStream):
        return stream
    places = _moments(media)
    if stream.field_order is FieldOrder.PROGRESSIVE:
        glance = _facts_at(places[0], _FIRST_LOOK, stream, source, tools)
        if glance.top_first + glance.bottom_first + glance.better_mixed == 0:
            return stream
    facts = _facts_at(places[0], _FRAMES, stream, source, tools)
    if facts.frames == 0 and places[0] > 0:  # there is no key frame to begin at
        return _judged(stream, _facts_at(Fraction(0), _FRAMES, stream, source, tools))
    for place in places[1:]:
        facts += _facts_at(place, _FRAMES, stream, source, tools)
    return _judged(stream, facts)


def _judged(stream: VideoStream, facts: FieldFacts) -> VideoStream:
    rate = stream.believed_frame_rate
    is_ntsc = rate is not None and _NTSC[0] <= rate <= _NTSC[1]
    if is_ntsc and facts.is_telecined:
        return replace(stream, measured_field_order=facts.field_order, telecined=True)
    says_progressive = stream.field_order is FieldOrder.PROGRESSIVE
    if says_progressive and facts.top_first + facts.bottom_first < facts.moving * _SURE:
        return stream
    return replace(stream, measured_field_order=facts.field_order)


def _moments(media: MediaInfo) -> tuple[Fraction, ...]:
    """Seconds from the start; of a film of a few seconds, or of unknown length, its beginning."""
    if media.duration is None or media.duration < _SHORT:
        return (Fraction(0),)
    return tuple(media.duration * place for place in _PLACES)


def _facts_at(moment: Fraction, frames: int, stream: VideoStream, source: Path, tools: Tools) -> FieldFacts:
    try:
        answer = run_captured(samples_argv(moment, frames, stream, source, tools), timeout=_SECONDS)
    except (ProcessTimedOut, OutputTooLarge):
        return FieldFacts()
    return field_facts(answer.stdout, _COLUMNS, _rows(stream))


def samples_argv(moment: Fraction, frames: int, stream: VideoStream, source: Path, tools: Tools) -> list[str]:
    """Luma of some columns, every line of them untouched.

    Not sought exactly: any frames near the moment will do, and those behind the nearest key frame cost least.
    """
    rows = _rows(stream)
    chain = f"format=gray,crop=iw:{rows}:0:{(stream.height - rows) // 4 * 2},scale={_COLUMNS}:{rows}:flags=neighbor"
    return [
        *(os.fspath(tools.ffmpeg), "-hide_banner", "-nostdin", "-loglevel", "error", "-noautorotate"),
        *(*INPUT_GUARDS, "-noaccurate_seek", "-ss", f"{float(moment):.3f}", "-i", f"file:{source}"),
        *("-map", f"0:{stream.index}", "-fps_mode", "passthrough", "-frames:v", str(frames)),
        *("-vf", chain, "-f", "rawvideo", "-"),
    ]


def _rows(stream: VideoStream) -> int:
    return min(stream.height, _MOST_ROWS)
