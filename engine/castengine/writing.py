"""Writing a film and its subtitles to temporary files. A subtitle that fails costs itself, never the film."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from castengine.errors import FfmpegFailed
from castengine.ffmpeg.argv import conversion_argv, first_frame_argv, poster_argv, sidecars_argv
from castengine.ffmpeg.film import kept_streams
from castengine.ffmpeg.index_room import index_room
from castengine.job import Job
from castengine.media import StreamIndex
from castengine.plan.actions import Poster, Sidecar
from castengine.preparation import Ready, prepared
from castengine.publish import Workspace, as_conversion_error
from castengine.verify.findings import Finding, FindingCode

_SAID = 200  # characters of ffmpeg's complaint kept in a finding
_CUE = b" --> "
_NO_ROOM = "reserved_moov_size is too small"


@dataclass(frozen=True, slots=True)
class Written:
    """``embedded``: how many subtitles are inside the film; ``said``: ffmpeg's complaints about it."""

    sidecars: tuple[tuple[Sidecar, Path], ...]
    embedded: int
    warnings: tuple[Finding, ...]
    said: str = ""


def write_film(job: Job, workspace: Workspace, film: Path, *, apart: bool) -> Written:
    """The film, and in the same reading of the source its subtitles; or, ``apart``, those by themselves afterwards.

    Raises what ``run_ffmpeg`` raises, for the film.
    """
    wanted = () if apart else job.plan.only(Sidecar)
    places = {action.stream: workspace.path(f".{action.stream}.vtt") for action in wanted}
    with prepared(job) as ready:
        said = _run(job, film, places, ready, index_room(job.media, job.plan))
    if apart:
        return replace(write_sidecars(job, workspace), said=said)
    pairs = [(action, places[action.stream]) for action in wanted]
    written = _written(pairs, embedded=sum(action.embed for action in wanted), warnings=[])
    return replace(written, said=said)


def _run(job: Job, film: Path, places: Mapping[StreamIndex, Path], ready: Ready, room: int | None) -> str:
    """What ffmpeg complained of. Where the index does not fit into its room, the film is written once more."""
    with as_conversion_error(film.parent):
        if film.stat().st_size:  # of an attempt before this one
            os.truncate(film, 0)
    extras = replace(ready.extras, index_room=room, is_empty=True)
    argv = conversion_argv(job.tools.ffmpeg, job.source, job.media, job.plan, film, places, extras)
    try:
        return job.run(argv, cwd=ready.folder)
    except FfmpegFailed as error:
        if room is None or _NO_ROOM not in (error.detail or ""):
            raise
    return _run(job, film, places, ready, None)


def write_poster(job: Job, workspace: Workspace) -> tuple[Path | None, tuple[Finding, ...]]:
    """The cover of the film, where the plan wants one; one that cannot be read costs itself."""
    for action in job.plan.only(Poster):
        picture = workspace.path(".jpg")
        try:
            job.look(poster_argv(job.tools.ffmpeg, job.source, action.stream, picture))
        except FfmpegFailed as error:
            said = (error.detail or error.message)[-_SAID:].strip()
            return None, (Finding(FindingCode.POSTER_LOST, {"stream": action.stream, "said": said}),)
        return picture, ()
    return None, ()


def decodes(job: Job, stream: StreamIndex) -> bool:
    """Whether at least one frame of the source's stream can be decoded."""
    try:
        job.look(first_frame_argv(job.tools.ffmpeg, job.source, stream))
    except FfmpegFailed:
        return False
    return True


def _sidecar_argv(job: Job, action: Sidecar, path: Path) -> list[str]:
    beside = [kept.stream for kept in kept_streams(job.plan)]
    return sidecars_argv(job.tools.ffmpeg, job.source, job.media, {action.stream: path}, beside)


def write_sidecars(job: Job, workspace: Workspace) -> Written:
    """Each subtitle by itself, so that one that fails leaves the others alone."""
    pairs: list[tuple[Sidecar, Path]] = []
    lost: list[Finding] = []
    for action in job.plan.only(Sidecar):
        path = workspace.path(f".{action.stream}.apart.vtt")
        try:
            job.run(_sidecar_argv(job, action, path))
        except FfmpegFailed as error:
            said = (error.detail or error.message)[-_SAID:].strip()
            lost.append(Finding(FindingCode.SUBTITLE_LOST, {"stream": action.stream, "said": said}))
        else:
            pairs.append((action, path))
    return _written(pairs, embedded=0, warnings=lost)


def _written(pairs: Iterable[tuple[Sidecar, Path]], *, embedded: int, warnings: list[Finding]) -> Written:
    filled = [(action, path, _has_cues(path)) for action, path in pairs]
    empty = [Finding(FindingCode.SUBTITLE_EMPTY, {"stream": action.stream}) for action, _, full in filled if not full]
    return Written(
        sidecars=tuple((action, path) for action, path, full in filled if full),
        embedded=embedded,
        warnings=(*warnings, *empty),
    )


def _has_cues(path: Path) -> bool:
    with path.open("rb") as file:
        return any(_CUE in line for line in file)
