"""Decoding the output: what cannot be decoded here will not play there.

What was encoded here is decoded from end to end. Copies are decoded in three places: their damage is the source's own,
and reading all of them would double the work of a remux.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from castengine.cancellation import Cancellation
from castengine.errors import FfmpegFailed
from castengine.ffmpeg.argv import global_options, source_input
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import AudioStream, MediaInfo, StreamIndex, VideoStream
from castengine.tools import Tools
from castengine.verify.findings import Finding, FindingCode

_SAMPLE: Final = 1.0  # seconds
_OUT_OF_ORDER: Final = "non monotonically increasing dts"  # what ffmpeg says of pictures whose times go back
_SAID: Final = 200  # characters of ffmpeg's complaint kept in a finding
# Smoothing the edges of blocks is a third of the work and cannot fail: bits that are wrong are found before it.
_QUICKLY: Final = ("-skip_loop_filter", "all")


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: float
    seconds: float | None  # None: to the end


@dataclass(frozen=True, slots=True)
class _Decoded:
    anything: bool
    complaint: str


def check_decoding(
    film: Path, output: MediaInfo, encoded: frozenset[StreamIndex], tools: Tools, cancellation: Cancellation
) -> Iterator[Finding]:
    """``encoded``: indices of the output's streams that were encoded here. The others are copies: damage in them is
    the source's own, so it is only worth a warning as long as something decodes."""
    streams: tuple[VideoStream | AudioStream, ...] = (*output.video, *output.audio)

    def decode(stream: VideoStream | AudioStream) -> _Decoded:
        stretches = _stretches(stream, output.duration, is_encoded=stream.index in encoded)
        return _decode(_argv(tools.ffmpeg, film, stream.index, stretches), cancellation)

    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(decode, streams))
    for stream, decoded in zip(streams, results, strict=True):
        if not decoded.anything:
            yield Finding(FindingCode.NOTHING_DECODES, {"stream": stream.index})
        elif decoded.complaint:
            yield _complaint(stream.index, decoded.complaint, is_encoded=stream.index in encoded)


def _complaint(index: StreamIndex, said: str, *, is_encoded: bool) -> Finding:
    if not is_encoded and all(_OUT_OF_ORDER in line for line in said.strip().splitlines()):
        return Finding(FindingCode.FRAME_TIMES, {"stream": index})
    code = FindingCode.DECODE_ERRORS if is_encoded else FindingCode.SOURCE_DAMAGED
    return Finding(code, {"stream": index, "said": said[-_SAID:].strip()})


def _stretches(stream: VideoStream | AudioStream, duration: Fraction | None, *, is_encoded: bool) -> list[_Stretch]:
    lasts = stream.duration or duration
    if is_encoded or lasts is None or lasts <= 4 * _SAMPLE:
        return [_Stretch(0, None)]
    start = float(stream.start_time or 0)
    end = start + float(lasts)
    return [
        _Stretch(start, _SAMPLE),
        _Stretch((start + end) / 2, _SAMPLE),
        _Stretch(end - _SAMPLE, None),
    ]


def _argv(ffmpeg: Path, film: Path, stream: StreamIndex, stretches: list[_Stretch]) -> list[str]:
    """Each stretch is an input of its own, in one process."""
    inputs = [word for stretch in stretches for word in (*_QUICKLY, *_length(stretch), *_input(film, stretch))]
    maps = [word for number in range(len(stretches)) for word in ("-map", f"{number}:{stream}")]
    # The film's own clock: on one of a tick a frame, pictures of a variable rate collide and look like an error.
    return [*global_options(ffmpeg), *inputs, *maps, "-fps_mode", "passthrough", *_CLOCK, "-f", "null", "-"]


_CLOCK: Final = ("-enc_time_base:v", "demux")


def _length(stretch: _Stretch) -> list[str]:
    return [] if stretch.seconds is None else ["-t", f"{stretch.seconds:g}"]


def _input(film: Path, stretch: _Stretch) -> list[str]:
    return source_input(film, start=stretch.start)


def _decode(argv: list[str], cancellation: Cancellation) -> _Decoded:
    reports: list[Report] = []
    try:
        complaint = run_ffmpeg(argv, on_report=reports.append, cancellation=cancellation)
    except FfmpegFailed as error:
        complaint = error.detail or error.message
    return _Decoded(any(r.frame or r.out_time for r in reports), complaint)
