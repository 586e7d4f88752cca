"""One picture that shows what a film is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from castengine.errors import FfmpegFailed
from castengine.ffmpeg.argv import still_argv
from castengine.ffmpeg.filters import still_filters
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import MediaInfo, VideoStream
from castengine.publish import Workspace, as_conversion_error
from castengine.tools import Tools

_INTO_THE_FILM = Fraction(1, 10)
_DARKEST = 30  # mean luma, 16 is black
_STALL_SECONDS = 60.0


def take_still(
    source: Path, media: MediaInfo, destination: Path, tools: Tools, width: int = 640, *, is_whole: bool = True
) -> Path | None:
    """Write a JPEG, ``width`` pixels wide, of the first picture after a tenth of the film that is not nearly black.

    ``None``, and no file, when the film has no picture that can be decoded. Only key frames are looked at, so it is
    quick for any length. Where only the beginning is there (not ``is_whole``), its first picture that is not nearly
    black, or none. Replaces ``destination``. Raises ``ConversionError`` when that cannot be written.
    """
    if not media.video:
        return None
    with Workspace(destination.parent, "still") as workspace:
        picture = workspace.path(".jpg")
        attempts = _attempts(media) if is_whole else [(0.0, _DARKEST)]
        if not any(_take(source, media.video[0], picture, tools, width, *attempt) for attempt in attempts):
            return None
        with as_conversion_error(destination.parent):
            picture.replace(destination)
    return destination


def _take(
    source: Path, stream: VideoStream, picture: Path, tools: Tools, width: int, start: float, darkest: int | None
) -> bool:
    chain = still_filters(stream, width, darkest)
    argv = still_argv(tools.ffmpeg, source, stream.index, picture, start=start, chain=chain)
    with suppress(FfmpegFailed):  # it decodes ahead, and fails at what is missing with the picture written
        run_ffmpeg(argv, stall_seconds=_STALL_SECONDS)
    return picture.exists() and picture.stat().st_size > 0


def _attempts(media: MediaInfo) -> Iterator[tuple[float, int | None]]:
    """Where to start, and the least mean luma asked for."""
    tenth = float((media.duration or 0) * _INTO_THE_FILM)
    yield tenth, _DARKEST
    yield 0.0, _DARKEST
    yield 0.0, None
