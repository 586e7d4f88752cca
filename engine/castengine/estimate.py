"""How long a conversion will take on this host, and how large its result will be.

Told from short stretches of the film, encoded as the film would be: neither the processor's speed nor how hard the
pictures are can be known otherwise.
"""

from __future__ import annotations

import functools
import json
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from castengine.cancellation import Cancellation
from castengine.errors import Cancelled, ConversionError
from castengine.ffmpeg.argv import decode_argv, sample_argv
from castengine.ffmpeg.encoders import takes_two_passes
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import MediaInfo, StreamIndex
from castengine.plan.actions import BurnIn, Copy, Delivery, Drop, Plan, TranscodeAudio, TranscodeVideo
from castengine.plan.as_json import plan_as_json
from castengine.tools import Tools

_PLACES: Final = (0.15, 0.5, 0.8)  # of the film: beginnings and ends are titles
_STRETCH: Final = 4.0  # seconds of film a place: two groups of pictures
_SHORT: Final = 0.2  # seconds of film: what it costs to start
_PATIENCE: Final = 6.0  # seconds a place; a slower host tells enough in this time
_FEWEST: Final = 12.0  # seconds of film; shorter ones are sampled as a whole
_COPYING: Final = 120e6  # bytes per second: write, move the index to the front, read again; a disk, not a cache
_FIXED: Final = 1.0  # seconds: looking at the output, syncing it to the disk
_TWO_PASSES: Final = 1.6  # as long as one: the first decides less but decodes as much


@dataclass(frozen=True, slots=True)
class Estimate:
    """``seconds`` of work on this host; ``bytes`` of the result."""

    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class _Sample:
    """What so many seconds of film cost, in seconds of work and in bytes."""

    film: float
    work: float
    size: int


@dataclass(frozen=True, slots=True)
class _Question:
    """What an answer is remembered for: two are the same when the file and what is done with it are."""

    source: Path
    version: tuple[int, int]  # size and time of change
    work: str  # the plan, as text
    media: MediaInfo = field(compare=False)
    plan: Plan = field(compare=False)
    tools: Tools = field(compare=False)
    is_unwanted: Callable[[], bool] = field(compare=False)


def estimate(
    source: Path, media: MediaInfo, plan: Plan, tools: Tools, *, is_unwanted: Callable[[], bool] = lambda: False
) -> Estimate | None:
    """``None`` for what cannot be known: a film that does not say how long it is, or of which no sample succeeds.

    Takes some seconds for a film that has to be encoded, and is remembered as long as the file stays the same.
    ``is_unwanted`` is asked every half second. Raises ``Cancelled`` when it says so, ``ToolMissing``.
    """
    if plan.delivery is Delivery.AS_IS:
        return Estimate(0.0, media.size or 0)
    if plan.delivery is Delivery.REMUX:
        return _of_a_copy(_copied_bytes(media, plan))
    if not media.duration or media.duration <= 0:
        return None
    work = json.dumps(plan_as_json(plan), sort_keys=True)
    return _sampled(_Question(source, _version_of(source), work, media, plan, tools, is_unwanted))


_NOTHING: Final = _Sample(0.0, 0.0, 0)
_NEARLY: Final = 0.9  # of a stretch: the encoder's last frames are not in its reports


def _of_a_copy(size: int) -> Estimate:
    return Estimate(_FIXED + size / _COPYING, size)


def _version_of(source: Path) -> tuple[int, int]:
    try:
        stat = source.stat()
    except OSError:  # the samples will fail, and say nothing
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


@functools.lru_cache(maxsize=128)
def _sampled(question: _Question) -> Estimate | None:
    media, plan = question.media, question.plan
    duration = float(media.duration or 0)
    with tempfile.TemporaryDirectory(prefix="castengine-") as name:
        taken = [_sample(question, Path(name) / "sample.mp4", start, length) for start, length in _stretches(duration)]
    samples = [sample for sample in taken if sample]
    film, work = sum(s.film for s in samples), sum(s.work for s in samples)
    if film <= 0:
        return None
    passes = _TWO_PASSES if any(takes_two_passes(a.target) for a in plan.only(TranscodeVideo)) else 1.0
    size = _known_bytes(media, plan) or round(sum(s.size for s in samples) / film * duration)
    return Estimate(_FIXED + work / film * duration * passes, size)


def _stretches(duration: float) -> Iterable[tuple[float, float]]:
    if duration <= _FEWEST:
        return [(0.0, duration)]
    return [(duration * place, min(_STRETCH, duration * 0.15)) for place in _PLACES]


def _without_lettering(plan: Plan) -> Plan:
    """Drawing subtitles costs next to nothing, preparing it for a sample would."""
    actions = tuple(Drop(a.stream, (), a.kind) if isinstance(a, BurnIn) else a for a in plan.actions)
    return replace(plan, actions=actions)


def _sample(question: _Question, film: Path, start: float, length: float) -> _Sample | None:
    ffmpeg, unwanted = question.tools.ffmpeg, question.is_unwanted
    plan = _without_lettering(question.plan)
    argv = functools.partial(sample_argv, ffmpeg, question.source, question.media, plan, film, start=start)
    try:
        short = _timed(argv(seconds=_SHORT), unwanted)
        long = _timed(argv(seconds=length), unwanted)
        is_whole = long.film >= length * _NEARLY
        checked = [decode_argv(ffmpeg, film, StreamIndex(0))] if is_whole and plan.only(TranscodeVideo) else []
        checking = sum(_timed(look, unwanted).work for look in checked)
    except ConversionError:
        return None
    if long.film <= 0:
        return None
    size = film.stat().st_size if is_whole else long.size
    started = max(long.work - short.work, long.work / 4) * long.film / max(long.film - _SHORT, _SHORT)
    return _Sample(long.film, started + checking, size)


def _timed(argv: list[str], is_unwanted: Callable[[], bool]) -> _Sample:
    """Run it to its end, or for as long as there is patience."""
    began = time.monotonic()
    stop, last = Cancellation(), _NOTHING

    def hear(report: Report) -> None:
        nonlocal last
        elapsed = time.monotonic() - began
        last = _Sample(float(report.out_time or 0), elapsed, report.size or 0)
        if elapsed > _PATIENCE or is_unwanted():
            stop.cancel()

    try:
        run_ffmpeg(argv, on_report=hear, cancellation=stop, stall_seconds=5 * _PATIENCE)
    except Cancelled:
        if is_unwanted():
            raise
        return last
    return replace(last, work=time.monotonic() - began)


def _known_bytes(media: MediaInfo, plan: Plan) -> int | None:
    """Where the picture is copied, or its rate was wished, the size follows without a sample."""
    duration = float(media.duration or 0)
    rates = [a.target.bit_rate for a in plan.only(TranscodeVideo)]
    sound = sum(a.target.bit_rate for a in plan.only(TranscodeAudio)) * duration / 8
    if rates:
        return None if None in rates else round(sum(rate or 0 for rate in rates) * duration / 8 + sound)
    is_copied = any(a.kind == "video" for a in plan.only(Copy))
    return round(_copied_bytes(media, plan) + sound) if is_copied else None


def _copied_bytes(media: MediaInfo, plan: Plan) -> int:
    """The whole file less the tracks that are not copied, as far as they say how large they are."""
    copied = {action.stream for action in plan.only(Copy)}
    left = sum((s.bit_rate or 0) * float(media.duration or 0) / 8 for s in media.streams if s.index not in copied)
    whole = media.size or 0
    return max(whole - round(left), whole // 10)
