"""How long a conversion will take on this host, and how large its result will be.

Told from short stretches of the film, converted as the film would be: neither the processor's speed nor how hard the
pictures are can be known otherwise. A film that takes no longer than such a stretch is converted as a whole.
"""

from __future__ import annotations

import functools
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from castengine.media import AudioStream, Disposition, MediaInfo, VideoStream
from castengine.plan.actions import Copy, Delivery, Plan, TranscodeAudio, TranscodeVideo
from castengine.plan.as_json import plan_as_json
from castengine.sampling import Film, Sample, take_sample, take_whole
from castengine.tools import Tools
from castengine.writing import costs

# Of the film. Beginnings and ends are titles: so first these three, then more in between as long as there is time.
_PLACES: Final = (0.15, 0.5, 0.8, 0.33, 0.65, 0.92, 0.07, 0.24, 0.41, 0.58, 0.73, 0.86)
_FIRST: Final = 3
_THINKING: Final = 8.0  # seconds, beyond which no further place is looked at
_MOST_PART: Final = 0.45  # of the film in all stretches together
_STRETCH: Final = 4.0  # seconds of film a place: two groups of pictures
_STRETCH_BYTES: Final = 40e6  # of a copy: fewer take no time to speak of
_WHOLE: Final = 5.0  # seconds of work: a film that takes no longer is converted instead of sampled
_COPYING: Final = 120e6  # bytes per second of a disk, where nothing can be measured
_FIXED: Final = 0.3  # seconds: looking at the output, syncing it to the disk
_SOUND: Final = 64_000  # bits per second of a channel
_HEADERS: Final = 2000  # bytes of an MP4 of a picture and a sound without what grows with them: measured with one frame
_MOST_CHANGE: Final = 1.5  # by which the pictures of a stretch may be easier or harder than all


@dataclass(frozen=True, slots=True)
class Estimate:
    """``seconds`` of work on this host; ``bytes`` of the result."""

    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class _Question:
    """What an answer is remembered for: two are the same when the file and what is done with it are."""

    source: Path
    version: tuple[int, int]  # size and time of change
    work: str  # the plan, as text
    film: Film = field(compare=False)


def estimate(
    source: Path, media: MediaInfo, plan: Plan, tools: Tools, *, is_unwanted: Callable[[], bool] = lambda: False
) -> Estimate | None:
    """``None`` for what cannot be known: a film that does not say how long it is, or of which no sample succeeds.

    Takes some seconds for a film that has to be encoded, and is remembered as long as the file stays the same.
    ``is_unwanted`` is asked every half second. Raises ``Cancelled`` when it says so, ``ToolMissing``.
    """
    if plan.delivery is Delivery.AS_IS:
        return Estimate(0.0, media.size or 0)
    film = Film(source, media, plan, tools, is_unwanted)
    work = json.dumps(plan_as_json(plan), sort_keys=True)
    found = _sampled(_Question(source, _version_of(source), work, film)) if _lasts(media) else None
    if found is None and plan.delivery is Delivery.REMUX:
        return _of_a_copy(_copied_bytes(media, plan))
    return found


def _lasts(media: MediaInfo) -> float:
    """Seconds; 0 when nobody knows."""
    return max(float(media.duration or 0), 0.0)


def _works(film: Film) -> float:
    """Seconds of film that there is work for: a sound that goes on after the picture is next to none."""
    media, plan = film.media, film.plan
    pictures = [media.stream(action.stream) for action in plan.only(TranscodeVideo)]
    ends = [float(p.duration + (p.start_time or 0)) for p in pictures if p.duration and p.duration > 0]
    return min([_lasts(media), *ends])


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
    film, duration = question.film, _works(question.film)
    with tempfile.TemporaryDirectory(prefix="castengine-") as name:
        samples = [] if _is_small_copy(film) else _samples(film, Path(name) / "sample.mp4", duration)
        *runs, _ = costs(film.media, film.plan, apart=False)
        is_quick = not samples or _work(samples) * duration * sum(runs) <= _WHOLE
        whole = take_whole(film, Path(name)) if is_quick else None
    if whole:
        return Estimate(*whole)
    if not samples:
        return None
    seconds = _work(samples) * duration * sum(runs) + _once(samples) + _after(film.plan, samples, duration)
    size = _known_bytes(film.media, film.plan) or _size(film, samples)
    return None if size is None else Estimate(seconds, size)


def _samples(film: Film, scratch: Path, duration: float) -> list[Sample]:
    """One is enough to see that the film as a whole takes no longer than a stretch; of others, the more the truer."""
    found: list[Sample] = []
    began = time.monotonic()
    for number, (start, length) in enumerate(_stretches(film, duration)):
        if number >= _FIRST and (not found or time.monotonic() - began > _THINKING):
            break
        sample = take_sample(film, scratch, start, length)
        if sample:
            found.append(sample)
            if _work(found) * duration <= _WHOLE:
                break
    return found


def _is_small_copy(film: Film) -> bool:
    return not film.plan.only(TranscodeVideo) and (film.media.size or 0) <= _STRETCH_BYTES


def _stretches(film: Film, duration: float) -> Iterable[tuple[float, float]]:
    is_encoded = bool(film.plan.only(TranscodeVideo))
    part = 0.0 if is_encoded else _STRETCH_BYTES / max(film.media.size or 1, 1)
    length = min(max(_STRETCH, part * duration), duration * 0.15)
    most = max(int(_MOST_PART * duration / length), _FIRST)
    return [(duration * place, length) for place in _PLACES[:most]]


def _work(samples: Sequence[Sample]) -> float:
    """Seconds of work for a second of film."""
    return sum(s.work for s in samples) / sum(s.film for s in samples)


def _once(samples: Sequence[Sample]) -> float:
    """Seconds that a film costs however long it is. Seeking makes most samples start slower than the film will."""
    return min(s.starting for s in samples) + min(s.probing for s in samples)


def _after(plan: Plan, samples: Sequence[Sample], duration: float) -> float:
    """Seconds of checking what was encoded from end to end, of copies in places; the disk is reached meanwhile."""
    more = duration / sum(s.film for s in samples)
    is_encoded = bool(plan.only(TranscodeVideo) or plan.only(TranscodeAudio))
    opening = min(s.probing for s in samples)  # which is in each check as well, and does not grow with the film
    decoding = sum(max(s.checking - s.probing, 0.0) for s in samples) * more
    checking = opening + decoding if is_encoded else max(s.checking for s in samples)
    return max(checking, sum(s.syncing for s in samples) * more)


def _size(film: Film, samples: Sequence[Sample]) -> int | None:
    """As the samples, corrected by how much of the source's picture they held: bits go where pictures are hard."""
    whole = [s for s in samples if s.size is not None]
    if not whole:
        return None
    sound = _sound_bits(film.media, film.plan) / 8
    rate = sum(max((s.size or 0) - _HEADERS, 0) for s in whole) / sum(s.film for s in whole)
    picture = max(rate - sound, 0.0)
    return round((picture * _change(film, whole) + rate - picture) * _works(film)) + _HEADERS


def _sound_bits(media: MediaInfo, plan: Plan) -> int:
    """A second, of the result, as far as copies say theirs: so much is the same wherever one looks."""
    copied = [media.stream(action.stream) for action in plan.only(Copy)]
    return sum(a.target.bit_rate for a in plan.only(TranscodeAudio)) + sum(
        stream.bit_rate or 0 for stream in copied if isinstance(stream, AudioStream)
    )


def _change(film: Film, samples: Sequence[Sample]) -> float:
    """How much harder the pictures of the film are than those of the samples."""
    whole, counted = _picture_bytes(film.media, film.plan), [s.picture for s in samples if s.picture]
    if whole is None or len(counted) < len(samples):
        return 1.0
    sampled = sum(counted) / sum(s.film for s in samples)
    return min(max(whole / _works(film) / sampled, 1 / _MOST_CHANGE), _MOST_CHANGE)


def _picture_bytes(media: MediaInfo, plan: Plan) -> float | None:
    """Of the encoded picture in the source; ``None`` where it is not the only one or nobody knows."""
    streams = [s for s in media.streams if isinstance(s, VideoStream | AudioStream)]
    wanted = {action.stream for action in plan.only(TranscodeVideo)}
    picture = [s for s in streams if s.index in wanted]
    rest = [s for s in streams if s.index not in wanted and not s.has(Disposition.ATTACHED_PIC)]
    if len(picture) != 1:
        return None
    if picture[0].bit_rate:
        return picture[0].bit_rate * _lasts(media) / 8
    if media.size is None:
        return None
    return max(media.size - sum(map(_bit_rate, rest)) * _lasts(media) / 8, 0.0) or None


def _bit_rate(stream: VideoStream | AudioStream) -> int:
    """Matroska often does not tell it; of most sounds a guess is good enough beside a picture."""
    channels = stream.channels or 2 if isinstance(stream, AudioStream) else 0
    return stream.bit_rate or channels * _SOUND


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
