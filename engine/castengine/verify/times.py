"""When picture and sound begin and end, against the source: nothing is lost, and nothing is out of step.

What headers say is compared first, because that costs nothing. Only where it differs is the source measured: its last
packets, then all of them, and last what of them can be decoded, which alone is what a conversion can give back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Final

from castengine.ffmpeg.film import Kept, kept_streams
from castengine.media import AudioStream, Container, MediaInfo, StreamIndex, VideoStream
from castengine.plan.actions import Copy, Plan
from castengine.verify.facts import kept_of
from castengine.verify.findings import Finding, FindingCode
from castengine.verify.packets import Ending, endings, first_frames
from castengine.verify.source import SourceFile

_START: Final = Fraction(20, 1000)  # seconds between picture and sound that are not noticed (ITU-R BT.1359: 45)
_END: Final = Fraction(50, 1000)
_LEAST_PROMISE: Final = Fraction(3, 2)  # seconds: what containers round
_PROMISE: Final = Fraction(2, 100)
_SLOWEST: Final = 5  # frames a second; slower ones, as of slide shows, are measured by when the last one begins
_TAGGED: Final = frozenset({Container.MATROSKA, Container.WEBM})
_RUN_UP: Final = 1024  # samples, of AAC-LC
_AAC_FRAMES: Final = 2 * 1024  # samples: what the encoder puts before the sound and after it


@dataclass(frozen=True, slots=True)
class _Pair:
    """A stream of the output and what it was made of."""

    action: Kept
    source: VideoStream | AudioStream
    output: VideoStream | AudioStream

    @property
    def is_encoded(self) -> bool:
        return not isinstance(self.action, Copy)

    @property
    def tolerance(self) -> Fraction:
        """Seconds by which the end may differ: a frame or 50 ms."""
        if isinstance(self.output, AudioStream):
            rate = self.output.sample_rate or 48000
            return max(_END, Fraction(_AAC_FRAMES, rate)) if self.is_encoded else _END
        rates = [_rate(self.output), _rate(self.source)]
        return max([_END, *(1 / max(rate, Fraction(_SLOWEST)) for rate in rates if rate)])


class Clocks:
    """Source and output side by side; what has to be measured is measured once."""

    def __init__(self, source: SourceFile, plan: Plan, film: Path, output: MediaInfo) -> None:
        self.source, self.plan, self.film, self.output = source, plan, film, output

    @cached_property
    def pairs(self) -> list[_Pair]:
        media = self.source.media
        kept = [*kept_of(VideoStream, media, self.plan), *kept_of(AudioStream, media, self.plan)]
        # Silence that was added belongs to no stream of the source, and comes last.
        made: list[VideoStream | AudioStream] = [*self.output.video, *self.output.audio]
        pairs = ((action, media.stream(action.stream), stream) for action, stream in zip(kept, made, strict=False))
        return [_Pair(action, s, o) for action, s, o in pairs if isinstance(s, VideoStream | AudioStream)]

    @property
    def source_start(self) -> Fraction:
        return self.source.media.start_time or Fraction(0)

    @cached_property
    def source_frames(self) -> dict[StreamIndex, Fraction]:
        return first_frames(self.source.path, self.source.tools)

    @cached_property
    def output_frames(self) -> dict[StreamIndex, Fraction]:
        return first_frames(self.film, self.source.tools)

    @cached_property
    def source_endings(self) -> dict[StreamIndex, Ending]:
        stated = self.source.media.duration
        if stated is None:
            return {}
        return endings(self.source.path, self.source.tools, stated + self.source_start)

    @cached_property
    def all_source_endings(self) -> dict[StreamIndex, Ending]:
        return endings(self.source.path, self.source.tools, None)

    @cached_property
    def output_endings(self) -> dict[StreamIndex, Ending]:
        return endings(self.film, self.source.tools, lasts(self.output))

    def shifts(self) -> Iterator[Fraction]:
        """What may have to be taken from a time of the source to get the output's: by the headers, and by frames."""
        yield self.source_start
        first = self.pairs[0]
        if first.source.start_time is not None:
            yield first.source.start_time - (first.output.start_time or 0)
        source, output = self.source_frames.get(first.source.index), self.output_frames.get(first.output.index)
        if source is not None and output is not None:
            yield source - output


def check_times(source: SourceFile, plan: Plan, film: Path, output: MediaInfo) -> Iterator[Finding]:
    clocks = Clocks(source, plan, film, output)
    yield from _check_starts(clocks)
    yield from _check_ends(clocks)
    yield from _check_promise(clocks)


def lasts(output: MediaInfo) -> Fraction:
    """When picture and sound have ended; a subtitle may stay longer, so the container's word is only second best."""
    ends = [*map(end_of, output.video), *map(end_of, output.audio)]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else output.duration or Fraction(0)


def end_of(stream: VideoStream | AudioStream) -> Fraction | None:
    """When a stream ends, in seconds of the film."""
    return None if stream.duration is None else stream.duration + (stream.start_time or 0)


def _check_starts(clocks: Clocks) -> Iterator[Finding]:
    """Sound against picture: as far apart as in the source, whichever of the two comes first."""
    first, *others = clocks.pairs
    for pair in others:
        made = _difference(pair.output.start_time, first.output.start_time)
        stated = _difference(pair.source.start_time, first.source.start_time)
        if made is None or stated is None or abs(made - stated) <= _START or _is_padded(pair, made, stated):
            continue
        real = _difference(clocks.source_frames.get(pair.source.index), clocks.source_frames.get(first.source.index))
        heard = _difference(clocks.output_frames.get(pair.output.index), clocks.output_frames.get(first.output.index))
        if real is None or heard is None:
            continue
        if min(abs(made - real), abs(heard - real)) > _START and not _is_padded(pair, heard, real):
            params = {"stream": pair.output.index, "seconds": _ms(heard), "expected": _ms(real)}
            yield Finding(FindingCode.OUT_OF_STEP, params)


def _is_padded(pair: _Pair, made: Fraction, expected: Fraction) -> bool:
    """A late sound that was encoded here may begin with silence instead; its end tells whether it is in step.

    A copied one may show the decoder's run-up, which its first container had a note to skip.
    """
    if not isinstance(pair.output, AudioStream) or made > expected:
        return False
    return pair.is_encoded or expected - made <= Fraction(_RUN_UP, pair.output.sample_rate or 48000) + _START


def _check_ends(clocks: Clocks) -> Iterator[Finding]:
    wrong = [(pair, expected) for pair in clocks.pairs if (expected := _wrong_end(clocks, pair)) is not None]
    for pair, expected in wrong:
        made = end_of(pair.output) or lasts(clocks.output)
        params = {"stream": pair.output.index, "seconds": _ms(made), "expected": _ms(expected)}
        if len(wrong) == len(clocks.pairs):
            yield Finding(FindingCode.DURATION, params)
        else:
            yield Finding(FindingCode.ENDS_EARLY if made < expected else FindingCode.ENDS_LATE, params)


def _wrong_end(clocks: Clocks, pair: _Pair) -> Fraction | None:
    """When the stream should have ended, if it does not end then."""
    measures: tuple[Callable[[Clocks, _Pair], Iterator[tuple[Fraction, Fraction]]], ...] = (
        _by_headers,
        _by_last_packets,
        _by_all_packets,
        _by_decoding,
    )
    expected: Fraction | None = None
    for measure in measures:
        for made, ends in measure(clocks, pair):
            for shift in clocks.shifts():
                if abs(made - (ends - shift)) <= pair.tolerance:
                    return None
                expected = ends - shift if expected is None else expected
                expected = ends - shift if measure is _by_decoding else expected
    return expected


def _by_headers(clocks: Clocks, pair: _Pair) -> Iterator[tuple[Fraction, Fraction]]:
    """Made and expected. Matroska's tag DURATION is the end for some writers and the length for others."""
    made, media = end_of(pair.output) or clocks.output.duration, clocks.source.media
    if made is None:
        return
    if pair.source.duration is not None:
        yield made, pair.source.duration + (pair.source.start_time or clocks.source_start)
        if media.container in _TAGGED:
            yield made, pair.source.duration
    elif media.duration is not None:
        yield made, media.duration + clocks.source_start


def _by_last_packets(clocks: Clocks, pair: _Pair) -> Iterator[tuple[Fraction, Fraction]]:
    yield from _compared(clocks, pair, clocks.source_endings)


def _by_all_packets(clocks: Clocks, pair: _Pair) -> Iterator[tuple[Fraction, Fraction]]:
    yield from _compared(clocks, pair, clocks.all_source_endings)


def _compared(clocks: Clocks, pair: _Pair, found: dict[StreamIndex, Ending]) -> Iterator[tuple[Fraction, Fraction]]:
    """How long the last frame is shown is often no more than somebody's guess; when it begins is none."""
    source, output = found.get(pair.source.index), clocks.output_endings.get(pair.output.index)
    if source is not None and output is not None:
        yield output.end, source.end
        yield output.last, source.last


def _by_decoding(clocks: Clocks, pair: _Pair) -> Iterator[tuple[Fraction, Fraction]]:
    made = end_of(pair.output)
    if made is not None:
        yield made, clocks.source.decodable_seconds(pair.source.index) + clocks.source_start


def _check_promise(clocks: Clocks) -> Iterator[Finding]:
    """A source that is shorter than it says is told, unless a stream that was left out lasts so long."""
    promised, there = clocks.source.media.duration, lasts(clocks.output)
    if promised is None or there >= promised - max(_LEAST_PROMISE, promised * _PROMISE):
        return
    if not _is_explained(clocks, promised, there):
        yield Finding(FindingCode.SOURCE_TRUNCATED, {"seconds": _ms(there), "expected": _ms(promised)})


def _is_explained(clocks: Clocks, promised: Fraction, there: Fraction) -> bool:
    """A stated duration may count the empty time before the film, or a longer stream that was left out."""
    tolerance = max(_LEAST_PROMISE, promised * _PROMISE)
    if abs(there + clocks.source_start - promised) <= tolerance:
        return True
    kept = {action.stream for action in kept_streams(clocks.plan)}
    rest = (s.index for s in clocks.source.media.streams if s.index not in kept and s.kind != "attachment")
    return any(clocks.source.readable_seconds(index) >= promised - tolerance for index in rest)


def _difference(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def _rate(stream: VideoStream | AudioStream) -> Fraction | None:
    return stream.believed_frame_rate if isinstance(stream, VideoStream) else None


def _ms(seconds: Fraction) -> float:
    return round(float(seconds), 3)
