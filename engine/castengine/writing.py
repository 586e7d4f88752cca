"""Writing a film and its subtitles to temporary files. A subtitle that fails costs itself, never the film."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from castengine.cues import has_cues, mend
from castengine.errors import FfmpegFailed
from castengine.ffmpeg.argv import captions_argv, conversion_argv, first_frame_argv, poster_argv, sidecars_argv
from castengine.ffmpeg.captions import lay_out_film
from castengine.ffmpeg.index_room import index_room
from castengine.job import Job
from castengine.media import Container, MediaInfo, StreamIndex, SubtitleStream
from castengine.pace import costs_of
from castengine.plan.actions import Delivery, Plan, Poster, Sidecar
from castengine.preparation import Ready, beside, prepared
from castengine.publish import Workspace, as_conversion_error
from castengine.verify.findings import Finding, FindingCode
from castengine.write_back import written_back

_SAID = 200  # characters of ffmpeg's complaint kept in a finding
_NO_ROOM = "reserved_moov_size is too small"
_ENDINGS = {Container.MP4: ".mp4", Container.WEBM: ".webm"}


@dataclass(frozen=True, slots=True)
class Written:
    """``embedded``: how many subtitles are inside the film; ``said``: ffmpeg's complaints about it."""

    sidecars: tuple[tuple[Sidecar, Path], ...]
    embedded: int
    warnings: tuple[Finding, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one reading of the source: the film and, at their places, the subtitles beside it.

    ``said``: what ffmpeg complained of.
    """

    film: Path
    places: Mapping[StreamIndex, Path]
    said: str


def film_path(workspace: Workspace, plan: Plan) -> Path:
    return workspace.path(_ENDINGS.get(plan.container, ".mp4"))


def write_film(job: Job, workspace: Workspace, film: Path, *, apart: bool) -> Written:
    """The film, and in the same reading of the source its subtitles; or, ``apart``, those by themselves afterwards.

    Captions inside the picture are always read afterwards: a film is not risked for them. Raises what ``run_ffmpeg``
    raises, for the film.
    """
    together = [] if apart else read_together(job.media, job.plan)
    return write_rest(job, workspace, read_once(job, workspace, film, together))


def read_together(media: MediaInfo, plan: Plan) -> list[Sidecar]:
    """The subtitles that are read with the film."""
    return [action for action in plan.only(Sidecar) if carrier_of(media, action) is None]


def costs(media: MediaInfo, plan: Plan, *, apart: bool) -> tuple[float, ...]:
    """Of the runs over the film in :func:`write_film` and after it, see ``costs_of``."""
    texts = [a for a in plan.only(Sidecar) if carrier_of(media, a) is None]
    captions = len(plan.only(Sidecar)) - len(texts)
    are_apart = apart or plan.delivery is Delivery.AS_IS
    return costs_of(plan, captions=captions, texts=len(texts) if are_apart else 0)


def read_once(job: Job, workspace: Workspace, film: Path, together: Sequence[Sidecar]) -> Reading:
    """Raises what ``run_ffmpeg`` raises."""
    places = {action.stream: workspace.path(f".{action.stream}.vtt") for action in together}
    with prepared(job) as ready:
        return Reading(film, places, _run(job, film, places, ready, index_room(job.media, job.plan)))


def write_rest(job: Job, workspace: Workspace, reading: Reading) -> Written:
    """What is kept of a reading, and the subtitles that did not come with it."""
    together = [action for action in job.plan.only(Sidecar) if action.stream in reading.places]
    first = _written(job.media, [(action, reading.places[action.stream]) for action in together])
    later = write_sidecars(job, workspace, [a for a in job.plan.only(Sidecar) if a not in together])
    return Written(
        sidecars=(*first.sidecars, *later.sidecars),
        embedded=sum(action.embed for action in together),
        warnings=(*first.warnings, *later.warnings),
        said=reading.said,
    )


def carrier_of(media: MediaInfo, action: Sidecar) -> StreamIndex | None:
    """The picture that the subtitle is inside of; ``None``: it is a stream of its own."""
    stream = media.stream(action.stream)
    return stream.carrier if isinstance(stream, SubtitleStream) else None


def _run(job: Job, film: Path, places: Mapping[StreamIndex, Path], ready: Ready, room: int | None) -> str:
    """What ffmpeg complained of. Where the index does not fit into its room, the film is written once more."""
    with as_conversion_error(film.parent):
        if film.stat().st_size:  # of an attempt before this one
            os.truncate(film, 0)
    extras = replace(ready.extras, index_room=room, is_empty=True)
    source = job.source if job.feed is None else None
    argv = conversion_argv(job.tools.ffmpeg, source, job.media, job.plan, film, places, extras)
    try:
        # What is moved behind its index afterwards would reach the disk twice.
        with written_back(film) if room is not None else contextlib.nullcontext():
            return job.run(argv, cwd=ready.folder)
    except FfmpegFailed as error:
        if source is None or room is None or _NO_ROOM not in (error.detail or ""):
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


def write_sidecars(job: Job, workspace: Workspace, wanted: Iterable[Sidecar]) -> Written:
    """Each subtitle by itself, so that one that fails leaves the others alone."""
    pairs: list[tuple[Sidecar, Path]] = []
    lost: list[Finding] = []
    for action in wanted:
        path = workspace.path(f".{action.stream}.apart.vtt")
        try:
            _write_sidecar(job, action, path)
        except FfmpegFailed as error:
            said = (error.detail or error.message)[-_SAID:].strip()
            lost.append(Finding(FindingCode.SUBTITLE_LOST, {"stream": action.stream, "said": said}))
        else:
            pairs.append((action, path))
    written = _written(job.media, pairs)
    return replace(written, warnings=(*lost, *written.warnings))


def _write_sidecar(job: Job, action: Sidecar, path: Path) -> None:
    carrier = carrier_of(job.media, action)
    if carrier is None:
        job.run(sidecars_argv(job.tools.ffmpeg, job.source, job.media, {action.stream: path}, beside(job)))
        return
    with tempfile.TemporaryDirectory(prefix="castengine-") as name:
        lay_out_film(job.source, Path(name))
        job.run(captions_argv(job.tools.ffmpeg, job.media, carrier, path, beside(job)), cwd=Path(name))


def _written(media: MediaInfo, pairs: Iterable[tuple[Sidecar, Path]]) -> Written:
    """What of it is worth keeping: files with lines."""
    filled: list[tuple[Sidecar, Path]] = []
    empty: list[Finding] = []
    for action, path in pairs:
        if has_cues(path):
            mend(path, media.stream(action.stream))
            filled.append((action, path))
        else:
            empty.append(Finding(FindingCode.SUBTITLE_EMPTY, {"stream": action.stream}))
    return Written(sidecars=tuple(filled), embedded=0, warnings=tuple(empty))
