"""One picture that shows what a film is."""

from __future__ import annotations

from collections.abc import Iterator
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


def take_still(source: Path, media: MediaInfo, destination: Path, tools: Tools, width: int = 640) -> Path | None:
    """Write a JPEG, ``width`` pixels wide, of the first picture after a tenth of the film that is not nearly black.

    ``None``, and no file, when the film has no picture that can be decoded. Only key frames are looked at, so it is
    quick for any length. Replaces ``destination``. Raises ``ConversionError`` when that cannot be written.
    """
    if not media.video:
        return None
    with Workspace(destination.parent, "still") as workspace:
        picture = workspace.path(".jpg")
        if not _take(source, media, media.video[0], picture, tools, width):
            return None
        with as_conversion_error(destination.parent):
            picture.replace(destination)
    return destination


def _take(source: Path, media: MediaInfo, stream: VideoStream, picture: Path, tools: Tools, width: int) -> bool:
    for start, darkest in _attempts(media):
        chain = still_filters(stream, width, darkest)
        argv = still_argv(tools.ffmpeg, source, stream.index, picture, start=start, chain=chain)
        try:
            run_ffmpeg(argv, stall_seconds=_STALL_SECONDS)
        except FfmpegFailed:
            continue
        if picture.stat().st_size > 0:
            return True
    return False


def _attempts(media: MediaInfo) -> Iterator[tuple[float, int | None]]:
    """Where to start, and the least mean luma asked for."""
    tenth = float((media.duration or 0) * _INTO_THE_FILM)
    yield tenth, _DARKEST
    yield 0.0, _DARKEST
    yield 0.0, None
