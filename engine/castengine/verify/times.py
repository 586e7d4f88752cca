"""How long the output lasts, against how long the source lasts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from castengine.cancellation import Cancellation
from castengine.errors import FfmpegFailed
from castengine.ffmpeg.argv import reading_argv
from castengine.ffmpeg.film import Kept, kept_streams
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import AudioStream, MediaInfo, StreamIndex, VideoStream
from castengine.plan.actions import Plan
from castengine.tools import Tools
from castengine.verify.facts import kept_of
from castengine.verify.findings import Finding, FindingCode

_LEAST_TOLERANCE = Fraction(3, 2)  # seconds: what containers round, decoders delay and encoders pad
_TOLERANCE = Fraction(2, 100)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source that can be read again."""

    path: Path
    media: MediaInfo
    tools: Tools
    cancellation: Cancellation

    def readable_seconds(self, stream: StreamIndex) -> Fraction:
        """How much of a stream is really there: all packets are read, none decoded."""
        reports: list[Report] = []
        argv = reading_argv(self.tools.ffmpeg, self.path, stream)
        with contextlib.suppress(FfmpegFailed):  # how far it came is the answer
            run_ffmpeg(argv, on_report=reports.append, cancellation=self.cancellation)
        return max((r.out_time for r in reports if r.out_time is not None), default=Fraction(0))


def check_times(source: SourceFile, plan: Plan, output: MediaInfo) -> Iterator[Finding]:
    """Durations as promised, unless the source does not hold what it promises itself."""
    lasts = _lasts(output)
    yield from _check_duration(source, plan, lasts)
    yield from _check_ends(source, plan, output, lasts)


def _lasts(output: MediaInfo) -> Fraction:
    """When picture and sound have ended; a subtitle may stay longer, so the container's word is only second best."""
    ends = [*map(end_of, output.video), *map(end_of, output.audio)]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else output.duration or Fraction(0)


def tolerance(seconds: Fraction) -> Fraction:
    return max(_LEAST_TOLERANCE, seconds * _TOLERANCE)


def end_of(stream: VideoStream | AudioStream) -> Fraction | None:
    """When a stream ends, in seconds of the film."""
    return None if stream.duration is None else stream.duration + (stream.start_time or 0)


def _check_duration(source: SourceFile, plan: Plan, lasts: Fraction) -> Iterator[Finding]:
    expected = source.media.duration
    if expected is None or _about(lasts, expected):
        return
    readable = max(source.readable_seconds(action.stream) for action in kept_streams(plan))
    if not _about(lasts, readable):
        yield Finding(FindingCode.DURATION, {"seconds": float(lasts), "expected": float(readable)})
    elif readable < expected and not _is_explained(source, plan, readable, expected):
        yield Finding(FindingCode.SOURCE_TRUNCATED, {"seconds": float(readable), "expected": float(expected)})


def _about(seconds: Fraction, expected: Fraction) -> bool:
    return abs(seconds - expected) <= tolerance(expected)


def _is_explained(source: SourceFile, plan: Plan, readable: Fraction, expected: Fraction) -> bool:
    """A stated duration may count the empty time before the film, or a longer stream that was left out."""
    if _about(readable + (source.media.start_time or 0), expected):
        return True
    kept = {action.stream for action in kept_streams(plan)}
    left_out = (s.index for s in source.media.streams if s.index not in kept and s.kind != "attachment")
    return any(_about(source.readable_seconds(index), expected) for index in left_out)


def _check_ends(source: SourceFile, plan: Plan, output: MediaInfo, lasts: Fraction) -> Iterator[Finding]:
    """A stream may end before the others only when it does so in the source."""
    pairs: list[tuple[Kept, VideoStream | AudioStream]] = [
        *zip(kept_of(VideoStream, source.media, plan), output.video, strict=True),
        *zip(kept_of(AudioStream, source.media, plan), output.audio, strict=True),
    ]
    for action, stream in pairs:
        end = end_of(stream)
        if end is None or lasts - end <= tolerance(lasts):
            continue
        expected = source.readable_seconds(action.stream)
        if expected - end > tolerance(expected):
            params = {"stream": stream.index, "seconds": float(end), "expected": float(expected)}
            yield Finding(FindingCode.ENDS_EARLY, params)
