"""Decoding the output: what cannot be decoded here will not play there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from castengine.cancellation import Cancellation
from castengine.errors import FfmpegFailed
from castengine.ffmpeg.argv import decode_argv
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import AudioStream, MediaInfo, StreamIndex, VideoStream
from castengine.tools import Tools
from castengine.verify.findings import Finding, FindingCode

_WHOLE = Fraction(600)  # seconds: what was encoded here and is not longer than this is decoded from end to end
_SAMPLE = 4.0  # seconds
_OUT_OF_ORDER = "non monotonically increasing dts"  # what ffmpeg says of pictures whose times go back
_SAID = 200  # characters of ffmpeg's complaint kept in a finding


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: float
    seconds: float | None  # None: to the end


def check_decoding(
    film: Path, output: MediaInfo, encoded: frozenset[StreamIndex], tools: Tools, cancellation: Cancellation
) -> Iterator[Finding]:
    """``encoded``: indices of the output's streams that were encoded here. The others are copies: damage in them is
    the source's own, so it is only worth a warning as long as something decodes."""
    streams: tuple[VideoStream | AudioStream, ...] = (*output.video, *output.audio)
    for stream in streams:
        is_encoded = stream.index in encoded
        stretches = _stretches(stream, output.duration, is_encoded=is_encoded)
        argvs = [decode_argv(tools.ffmpeg, film, stream.index, start=s.start, seconds=s.seconds) for s in stretches]
        yield from _check_stream(stream.index, argvs, cancellation, is_encoded=is_encoded)


def _check_stream(
    index: StreamIndex, argvs: list[list[str]], cancellation: Cancellation, *, is_encoded: bool
) -> Iterator[Finding]:
    said: list[str] = []
    for number, argv in enumerate(argvs):
        decoded, complaint = _decode(argv, cancellation)
        if number == 0 and not decoded:
            yield Finding(FindingCode.NOTHING_DECODES, {"stream": index})
            return
        said += [complaint] if complaint else []
    if said:
        yield _complaint(index, said[0], is_encoded=is_encoded)


def _complaint(index: StreamIndex, said: str, *, is_encoded: bool) -> Finding:
    if not is_encoded and all(_OUT_OF_ORDER in line for line in said.strip().splitlines()):
        return Finding(FindingCode.FRAME_TIMES, {"stream": index})
    code = FindingCode.DECODE_ERRORS if is_encoded else FindingCode.SOURCE_DAMAGED
    return Finding(code, {"stream": index, "said": said[-_SAID:].strip()})


def _stretches(stream: VideoStream | AudioStream, duration: Fraction | None, *, is_encoded: bool) -> list[_Stretch]:
    start = float(stream.start_time or 0)
    if duration is None or (is_encoded and duration <= _WHOLE):
        return [_Stretch(0, None)]
    end = float(stream.duration or duration) + start
    if end - start <= 3 * _SAMPLE:
        return [_Stretch(0, None)]
    return [
        _Stretch(start, _SAMPLE),
        _Stretch((start + end) / 2, _SAMPLE),
        _Stretch(end - _SAMPLE, None),
    ]


def _decode(argv: list[str], cancellation: Cancellation) -> tuple[bool, str]:
    """Whether anything came out, and what ffmpeg complained about."""
    reports: list[Report] = []
    try:
        complaint = run_ffmpeg(argv, on_report=reports.append, cancellation=cancellation)
    except FfmpegFailed as error:
        complaint = error.detail or error.message
    return any(r.frame or r.out_time for r in reports), complaint
