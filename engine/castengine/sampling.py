"""Converting short stretches of a film to learn what the whole will cost on this host."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from castengine.cancellation import Cancellation
from castengine.convert import convert
from castengine.errors import Cancelled, CastEngineError
from castengine.ffmpeg.argv import sample_argv
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import MediaInfo
from castengine.plan.actions import BurnIn, Drop, Plan, TranscodeVideo
from castengine.probe import probe_headers
from castengine.progress import Progress
from castengine.tools import Tools
from castengine.verify.decoding import check_decoding
from castengine.verify.facts import encoded_streams
from castengine.verify.packets import bytes_between

_SHORT: Final = 1.0  # seconds of film: what it costs to start, until the encoder has all the pictures it looks ahead at
_PATIENCE: Final = 6.0  # seconds a stretch; a slower host tells enough in this time
_PATIENCE_FOR_ALL: Final = 20.0  # seconds
_NEARLY: Final = 0.9  # of a stretch: the encoder's last frames are not in its reports


@dataclass(frozen=True, slots=True)
class Film:
    """What is asked about. ``is_unwanted``: whether nobody waits for the answer any more."""

    source: Path
    media: MediaInfo
    plan: Plan
    tools: Tools
    is_unwanted: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Sample:
    """What ``film`` seconds of film cost, in seconds and bytes.

    ``starting``: what does not grow with the film; ``work``: what does; ``checking`` and ``syncing``: what comes after,
    at the same time. ``size``: ``None`` when nobody knows.
    ``picture``: bytes of the source's pictures in this stretch, where they could be counted.
    """

    film: float
    starting: float
    work: float
    probing: float
    checking: float
    syncing: float
    size: int | None
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    film: float = 0.0
    work: float = 0.0
    ended: bool = False


def take_sample(film: Film, scratch: Path, start: float, length: float) -> Sample | None:
    """``None`` when the stretch cannot be converted. Raises ``Cancelled`` when nobody wants it, ``ToolMissing``."""
    argv = functools.partial(_argv, film, scratch, start)
    try:
        short = _timed(argv(min(_SHORT, length / 4)), film.is_unwanted)
        long = _timed(argv(length), film.is_unwanted) if short.ended else short
        if long.film <= 0:
            return None
        is_whole = long.film >= length * _NEARLY
        after = _after(film, scratch) if is_whole else (0.0, 0.0, 0.0)
    except Cancelled:
        raise
    except CastEngineError:
        return None
    work = _growing(short, long)
    size = scratch.stat().st_size if is_whole else _size_of_a_part(film, scratch, long.film)
    return Sample(long.film, max(long.work - work, 0.0), work, *after, size, _picture(film, start, long.film))


def _growing(short: _Run, long: _Run) -> float:
    """Of the seconds of work, those that grow with the film. Where hardly more than the beginning was done in all the
    time that there was, all of them: what it costs to start is nothing beside it."""
    more = long.film - short.film
    return max((long.work - short.work) * long.film / more, long.work / 4) if more >= short.film else long.work


def take_whole(film: Film, directory: Path) -> tuple[float, int] | None:
    """Seconds of the very conversion, with its checks and second tries, and bytes of its result, which is written to
    ``directory``. ``None`` when it fails or takes longer than anybody waits; raised: as ``take_sample``."""
    began, stop = time.monotonic(), Cancellation()

    def hear(_: Progress) -> None:
        if time.monotonic() - began > _PATIENCE_FOR_ALL or film.is_unwanted():
            stop.cancel()

    try:
        done = convert(
            *(film.source, film.media, film.plan),
            directory=directory,
            stem="whole",
            tools=film.tools,
            on_progress=hear,
            cancellation=stop,
        )
    except Cancelled:
        if film.is_unwanted():
            raise
        return None
    except (CastEngineError, OSError):  # the film may have gone
        return None
    return time.monotonic() - began, done.output.stat().st_size if done.output else 0


def _argv(film: Film, scratch: Path, start: float, seconds: float) -> list[str]:
    plan = _without_lettering(film.plan)
    return sample_argv(film.tools.ffmpeg, film.source, film.media, plan, scratch, start=start, seconds=seconds)


def _without_lettering(plan: Plan) -> Plan:
    """Drawing subtitles costs next to nothing, preparing it for a sample would."""
    actions = tuple(Drop(a.stream, (), a.kind) if isinstance(a, BurnIn) else a for a in plan.actions)
    return replace(plan, actions=actions)


def _after(film: Film, scratch: Path) -> tuple[float, float, float]:
    """Seconds to probe, to check and to bring to the disk what was written, as a conversion does at its end."""
    began = time.monotonic()
    output = probe_headers(scratch, film.tools)
    probed = time.monotonic()
    encoded = encoded_streams(film.media, film.plan, output)
    # Beside what was encoded, which is decoded from end to end, copies are looked at in no time.
    streams = [stream for stream in output.streams if stream.index in encoded or not encoded]
    list(check_decoding(scratch, replace(output, streams=tuple(streams)), encoded, film.tools, Cancellation()))
    checked = time.monotonic()
    with scratch.open("rb") as file:
        os.fsync(file.fileno())
    return probed - began, checked - probed, time.monotonic() - checked


def _size_of_a_part(film: Film, scratch: Path, seconds: float) -> int | None:
    """What ``seconds`` of film weigh in a stretch that was cut short: told to end, ffmpeg closes its file properly."""
    try:
        written = probe_headers(scratch, film.tools).duration
    except CastEngineError:
        return None
    return round(scratch.stat().st_size * seconds / float(written)) if written else None


def _picture(film: Film, start: float, seconds: float) -> int | None:
    encoded = film.plan.only(TranscodeVideo)
    return bytes_between(film.source, film.tools, encoded[0].stream, start, seconds) if encoded else None


def _timed(argv: list[str], is_unwanted: Callable[[], bool]) -> _Run:
    """Run it to its end, or for as long as there is patience."""
    began = time.monotonic()
    stop, last = Cancellation(), _Run()

    def hear(report: Report) -> None:
        nonlocal last
        elapsed = time.monotonic() - began
        last = _Run(float(report.out_time or 0), elapsed)
        if elapsed > _PATIENCE or is_unwanted():
            stop.cancel()

    try:
        run_ffmpeg(argv, on_report=hear, cancellation=stop, stall_seconds=5 * _PATIENCE)
    except Cancelled:
        if is_unwanted():
            raise
        return last
    return replace(last, work=time.monotonic() - began, ended=True)
