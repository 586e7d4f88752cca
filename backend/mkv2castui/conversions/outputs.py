"""The results of a conversion as rows."""

from __future__ import annotations

from pathlib import Path

from mkv2castui.conversions import storage
from mkv2castui.conversions.engine import Container, Outcome, SidecarFile
from mkv2castui.conversions.models import Job, Output, OutputKind

_CONTENT_TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
    ".jpg": "image/jpeg",
}
_ORIGINALS = {
    Container.MP4: "video/mp4",
    Container.WEBM: "video/webm",
    Container.MATROSKA: "video/x-matroska",
    Container.MPEG_TS: "video/mp2t",
    Container.OGG: "audio/ogg",
    Container.MP3: "audio/mpeg",
    Container.WAV: "audio/wav",
    Container.FLAC: "audio/flac",
    Container.ADTS: "audio/aac",
}
_UNKNOWN = "application/octet-stream"


def outputs_of(job: Job, outcome: Outcome, results: storage.Results) -> list[Output]:
    """The film (or the original, when it plays as it is), then its sidecars and its poster. Nothing is stored."""
    film = _original(job) if outcome.output is None else _film(job, outcome.output, results)
    sidecars = [_sidecar(job, n, file, results) for n, file in enumerate(outcome.sidecars, start=1)]
    posters = [] if outcome.poster is None else [_poster(job, 1 + len(sidecars), outcome.poster, results)]
    return [film, *sidecars, *posters]


def _kind(job: Job) -> OutputKind:
    """Sound alone is sound, whatever holds it."""
    streams = job.media["streams"] if job.media else []
    pictures = [s for s in streams if s["kind"] == "video" and not s["is_cover_art"]]
    return OutputKind.VIDEO if pictures else OutputKind.AUDIO


def _film(job: Job, path: Path, results: storage.Results) -> Output:
    content_type = _CONTENT_TYPES.get(path.suffix, _UNKNOWN)
    if _kind(job) is OutputKind.AUDIO:
        content_type = content_type.replace("video/", "audio/")
    return Output(
        job=job,
        position=0,
        kind=_kind(job),
        path=results.path_of(path),
        name=path.name,
        size=path.stat().st_size,
        content_type=content_type,
    )


def _original(job: Job) -> Output:
    assert job.input_size is not None  # only uploaded films are converted
    container = job.media["container"] if job.media else Container.OTHER
    content_type = _ORIGINALS.get(container, _UNKNOWN)
    if _kind(job) is OutputKind.AUDIO:
        content_type = content_type.replace("video/", "audio/")
    return Output(
        job=job,
        position=0,
        kind=_kind(job),
        path=storage.SOURCE,
        name=job.filename,
        size=job.input_size,
        content_type=content_type,
    )


def _sidecar(job: Job, position: int, file: SidecarFile, results: storage.Results) -> Output:
    return Output(
        job=job,
        position=position,
        kind=OutputKind.SUBTITLE,
        path=results.path_of(file.path),
        name=file.path.name,
        size=file.path.stat().st_size,
        content_type=_CONTENT_TYPES.get(file.path.suffix, _UNKNOWN),
        language=file.language or "",
        forced=file.forced,
        hearing_impaired=file.hearing_impaired,
        title=(file.title or "")[:255],
    )


def _poster(job: Job, position: int, path: Path, results: storage.Results) -> Output:
    return Output(
        job=job,
        position=position,
        kind=OutputKind.POSTER,
        path=results.path_of(path),
        name=path.name,
        size=path.stat().st_size,
        content_type=_CONTENT_TYPES[".jpg"],
    )
