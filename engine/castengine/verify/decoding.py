"""Decoding the output: what cannot be decoded here will not play there.

What was encoded here is decoded from end to end. Copies are decoded in three places: their damage is the source's own,
and reading all of them would double the work of a remux.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

_SAMPLE: Final = ("-frames:v", "25", "-frames:a", "50")  # about a second
_SAMPLED_FROM: Final = 4  # seconds; what is shorter is decoded as a whole
_BEFORE_THE_END: Final = 1.0  # seconds
_OUT_OF_ORDER: Final = "non monotonically increasing dts"  # what ffmpeg says of pictures whose times go back
_SAID: Final = 200  # characters of ffmpeg's complaint kept in a finding
# Smoothing the edges of blocks is a third of the work and cannot fail: bits that are wrong are found before it.
_QUICKLY: Final = ("-skip_loop_filter", "all", "-noaccurate_seek")
# The film's own clock: on one of a tick a frame, pictures of a variable rate collide and look like an error.
_CLOCK: Final = ("-fps_mode", "passthrough", "-enc_time_base:v", "demux")


@dataclass(frozen=True, slots=True)
class _Decoded:
    anything: bool
    complaint: str


def check_decoding(
    film: Path,
    output: MediaInfo,
    encoded: frozenset[StreamIndex],
    tools: Tools,
    cancellation: Cancellation,
    on_report: Callable[[Report], None] | None = None,
) -> Iterator[Finding]:
    """``encoded``: indices of the output's streams that were encoded here. The others are copies: damage in them is
    the source's own, so it is only worth a warning as long as something decodes.

    ``on_report`` is told, from another thread, how far the first of ``encoded`` has come: the one that takes longest.
    """
    streams: tuple[VideoStream | AudioStream, ...] = (*output.video, *output.audio)
    longest = next((stream.index for stream in streams if stream.index in encoded), None)

    def decode(stream: VideoStream | AudioStream) -> _Decoded:
        starts = [] if stream.index in encoded else _samples(stream, output.duration)
        listener = on_report if stream.index == longest else None
        return _decode(_argv(tools.ffmpeg, film, stream.index, starts), cancellation, listener)

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


def _samples(stream: VideoStream | AudioStream, duration: Fraction | None) -> list[float]:
    """Where to look, in seconds; nowhere in particular when all of it is looked at."""
    lasts = stream.duration or duration
    if lasts is None or lasts <= _SAMPLED_FROM:
        return []
    start = float(stream.start_time or 0)
    end = start + float(lasts)
    return [start, (start + end) / 2, end - _BEFORE_THE_END]


def _argv(ffmpeg: Path, film: Path, stream: StreamIndex, starts: list[float]) -> list[str]:
    """All of the stream, or the second after the key frame before each of ``starts``.

    In one process, but each an input and an output by itself: the times of one must not make the others wait.
    """
    sample = _SAMPLE if starts else ()
    inputs = [word for start in starts or [0] for word in (*_QUICKLY, *source_input(film, start=start))]
    outputs = [
        ("-map", f"{number}:{stream}", *sample, *_CLOCK, "-f", "null", "-") for number in range(len(starts) or 1)
    ]
    return [*global_options(ffmpeg), *inputs, *(word for output in outputs for word in output)]


def _decode(argv: list[str], cancellation: Cancellation, on_report: Callable[[Report], None] | None = None) -> _Decoded:
    reports: list[Report] = []

    def keep(report: Report) -> None:
        reports.append(report)
        if on_report is not None:
            on_report(report)

    try:
        complaint = run_ffmpeg(argv, on_report=keep, cancellation=cancellation)
    except FfmpegFailed as error:
        complaint = error.detail or error.message
    return _Decoded(any(r.frame or r.out_time for r in reports), complaint)
