"""A film becomes a file that plays: encode beside the target, verify, publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from castengine.ahead import FilmAhead
from castengine.attempts import Attempt, is_worth_another, next_attempt, next_sound, without
from castengine.cancellation import Cancellation
from castengine.devices import find_device
from castengine.errors import ConversionError, DiskFull
from castengine.ffmpeg.film import kept_streams
from castengine.job import Job
from castengine.media import Disposition, MediaInfo, StreamIndex
from castengine.outcome import Outcome, OutcomeStatus, SidecarFile
from castengine.plan.actions import Copy, Delivery, Plan, Sidecar, TranscodeAudio
from castengine.plan.preferences import Preferences
from castengine.progress import Progress, ProgressScale
from castengine.publish import Piece, Workspace, as_conversion_error, base_name, publish, reaching_the_disk
from castengine.tools import Tools
from castengine.verify import Finding, SourceFile, check_noise, check_protection, undecodable, verify
from castengine.writing import (
    Written,
    costs,
    decodes,
    film_path,
    write_film,
    write_poster,
    write_rest,
    write_sidecars,
)


def convert(
    source: Path,
    media: MediaInfo,
    plan: Plan,
    *,
    directory: Path,
    stem: str,
    tools: Tools,
    preferences: Preferences | None = None,
    overwrite: bool = False,
    suffix: str = ".cast",
    on_progress: Callable[[Progress], None] | None = None,
    cancellation: Cancellation | None = None,
    stall_seconds: float = 120,
    ahead: FilmAhead | None = None,
) -> Outcome:
    """Carry out the plan and publish ``{stem}{suffix}.mp4`` (or ``.webm``) and its sidecars in ``directory``.

    What is published has been verified against the plan and its device and is on the disk; an existing name gets a
    number unless ``overwrite``. ``preferences``, those the plan was made with, say how a stream is encoded that turns
    out not to survive its copying. A plan that says "as it is" makes no copy, only sidecars. The source is only read.
    ``ahead``: a film that is being written for the same place since before the source was whole; it is taken where it
    is the one that the plan asks for, and passes.
    Raises ``ConversionError`` and its kinds, ``SourceError`` for what holds nothing to decode, ``Cancelled``,
    ``ToolMissing``, ``UnknownDevice``; nothing is left behind then, neither a file nor a process. ``on_progress`` is
    called from this thread, twice a second at most.
    """
    scale = ProgressScale(media.duration, costs(media, plan, apart=False), on_progress)
    stop = cancellation or Cancellation()
    job = Job(source, media, plan, tools, stop, stall_seconds, scale.converting)
    check_protection(_origin(job))
    with Workspace(directory, base_name(stem, suffix)) as workspace:
        if plan.delivery is Delivery.AS_IS:
            return _sidecars_only(job, workspace, scale, overwrite=overwrite)
        attempt = Attempt(plan, preferences=preferences or Preferences())
        made = _made_ahead(job, attempt, workspace, scale, ahead)
        return _film(job, workspace, scale, made or _made(job, workspace, scale, attempt), overwrite=overwrite)


def _film(job: Job, workspace: Workspace, scale: ProgressScale, made: _Made, *, overwrite: bool) -> Outcome:
    job.cancellation.check()
    scale.publish()
    pieces = [Piece(made.film, made.film.suffix), *_sidecar_pieces(made.written), *_poster_pieces(made.poster)]
    published = _publish(job, workspace, pieces, overwrite=overwrite)
    scale.published()
    copied = made.plan.delivery is Delivery.REMUX
    return Outcome(
        status=OutcomeStatus.COPIED if copied else OutcomeStatus.CONVERTED,
        output=published[0],
        sidecars=_sidecar_files(job, made.written, published[1:]),
        poster=published[-1] if made.poster else None,
        media=made.media,
        warnings=made.warnings,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A verified film under its temporary name. ``plan``: the one that led to it."""

    film: Path
    plan: Plan
    written: Written
    poster: Path | None
    media: MediaInfo
    warnings: tuple[Finding, ...]


def _made_ahead(
    job: Job, attempt: Attempt, workspace: Workspace, scale: ProgressScale, ahead: FilmAhead | None
) -> _Made | None:
    """The film that was written while its source came; ``None`` when there is none, or none that passes: whatever is
    wrong with it, another one is made of the whole source."""
    reading = ahead.reading(job, scale.catching_up) if ahead is not None else None
    if reading is None:
        return None
    workspace.adopt([reading.film, *reading.places.values()])
    try:
        return _checked(job, attempt, workspace, scale, reading.film, write_rest(job, workspace, reading))
    except ConversionError:
        reading.film.unlink()
        return None


def _made(job: Job, workspace: Workspace, scale: ProgressScale, attempt: Attempt) -> _Made:
    """The film by this attempt, or by the next that asks less. Raises the first failure when none leads to a film."""
    _check_space(job, workspace.directory)
    first, looked = None, False
    while True:
        try:
            scale.begin(costs(job.media, attempt.plan, apart=attempt.apart))
            return _attempted(replace(job, plan=attempt.plan), attempt, workspace, scale)
        except ConversionError as error:
            first = first or error
            if not is_worth_another(error):
                raise first from None
            # A look at one frame of each costs less than encoding a picture because its sound is dead.
            living = None if looked else _of_what_decodes(job, attempt, first)
            looked = True
            following = living or next_attempt(attempt, job.media, error)
            if following is None:
                raise first from None
            attempt = following


def _attempted(job: Job, attempt: Attempt, workspace: Workspace, scale: ProgressScale) -> _Made:
    film = film_path(workspace, job.plan)
    return _checked(job, attempt, workspace, scale, film, write_film(job, workspace, film, apart=attempt.apart))


def _checked(
    job: Job, attempt: Attempt, workspace: Workspace, scale: ProgressScale, film: Path, written: Written
) -> _Made:
    check_noise(_origin(job), job.plan, written.said)
    scale.verify()
    with reaching_the_disk(film):
        output, findings = verify(
            film,
            _origin(job),
            job.plan,
            find_device(job.plan.device),
            embedded=written.embedded,
            on_decoded=scale.verifying,
        )
        poster, lost = write_poster(job, workspace)
    return _Made(film, job.plan, written, poster, output, (*attempt.warnings, *written.warnings, *findings, *lost))


def _of_what_decodes(job: Job, attempt: Attempt, error: ConversionError) -> Attempt | None:
    """The attempt without its dead streams, with the next sound in the place of a dead one; ``None`` when all are
    alive. Raises ``SourceError`` when nothing is."""
    kept = kept_streams(attempt.plan)
    lost = frozenset(a.stream for a in kept if not decodes(job, a.stream))
    instead = _sound_instead(job, attempt, lost) if any(a.kind == "audio" and a.stream in lost for a in kept) else None
    if len(lost) == len(kept) and instead is None:
        raise undecodable(_origin(job), error) from None
    return without(attempt, lost, instead) if lost else None


def _sound_instead(job: Job, attempt: Attempt, lost: frozenset[StreamIndex]) -> Copy | TranscodeAudio | None:
    """The next sound of which something can be decoded."""
    dead = set(lost)
    while (sound := next_sound(attempt, job.media, dead)) is not None and not decodes(job, sound.stream):
        dead.add(sound.stream)
    return sound


def _origin(job: Job) -> SourceFile:
    return SourceFile(job.source, job.media, job.tools, job.cancellation)


def _sidecars_only(job: Job, workspace: Workspace, scale: ProgressScale, *, overwrite: bool) -> Outcome:
    written = write_sidecars(job, workspace, job.plan.only(Sidecar))
    poster, lost = write_poster(job, workspace)
    scale.publish()
    published = _publish(job, workspace, [*_sidecar_pieces(written), *_poster_pieces(poster)], overwrite=overwrite)
    scale.published()
    return Outcome(
        status=OutcomeStatus.ALREADY_PLAYS,
        output=None,
        sidecars=_sidecar_files(job, written, published),
        poster=published[-1] if poster else None,
        warnings=(*written.warnings, *lost),
    )


def _publish(job: Job, workspace: Workspace, pieces: list[Piece], *, overwrite: bool) -> list[Path]:
    if not pieces:
        return []
    return publish(pieces, directory=workspace.directory, base=workspace.base, overwrite=overwrite, keep=job.source)


def _sidecar_pieces(written: Written) -> list[Piece]:
    return [Piece(path, f".{action.suffix}.vtt") for action, path in written.sidecars]


def _poster_pieces(poster: Path | None) -> list[Piece]:
    return [Piece(poster, ".jpg")] if poster else []


def _sidecar_files(job: Job, written: Written, published: list[Path]) -> tuple[SidecarFile, ...]:
    places = published[: len(written.sidecars)]
    return tuple(
        _sidecar_file(job.media, action.stream, path)
        for (action, _), path in zip(written.sidecars, places, strict=True)
    )


def _sidecar_file(media: MediaInfo, index: StreamIndex, path: Path) -> SidecarFile:
    stream = media.stream(index)
    return SidecarFile(
        path=path,
        language=stream.language,
        forced=stream.has(Disposition.FORCED),
        hearing_impaired=stream.has(Disposition.HEARING_IMPAIRED),
        title=stream.title,
    )


def _check_space(job: Job, directory: Path) -> None:
    """A copy is as large as its source: better to say so now than after an hour of writing."""
    needed = job.media.size if job.plan.delivery is Delivery.REMUX else None
    with as_conversion_error(directory):
        free = shutil.disk_usage(directory).free
    if needed is not None and free < needed:
        raise DiskFull(
            f"The film needs {needed / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free.",
            detail=f"{directory}: {free} bytes free, {needed} needed",
            needs=needed,
        )
