"""What the first bytes of a film tell of all of it. Pure.

A program that reads only the beginning takes it for the whole: it counts what is there, and divides by its size.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from castengine.media import AudioStream, Container, MediaInfo, Stream, VideoStream

# Their headers say how long the film is. Others' durations are found at the end of the file, or guessed from its size
# (AVI's header has one too, which ffmpeg does not believe when the index is missing).
_SAY_HOW_LONG: Final = frozenset(
    {Container.MATROSKA, Container.WEBM, Container.MP4, Container.QUICKTIME, Container.FLAC}
)
_ENOUGH: Final = 8 * 1024 * 1024  # bytes: ffprobe looks for streams in the first 5 MB of whole files, too


def as_of_the_whole(media: MediaInfo, whole: int) -> MediaInfo:
    """``media``: as if its file had ended where the beginning of ``whole`` bytes does. What only the end tells is
    ``None``."""
    duration = media.duration if _says_how_long(media) else None
    return replace(
        media,
        size=whole,
        duration=duration,
        bit_rate=int(Fraction(whole * 8) / duration) if duration else None,
        streams=tuple(_of_the_whole(stream, media, duration) for stream in media.streams),
    )


def tells_enough(media: MediaInfo, arrived: int) -> bool:
    """Whether more bytes than those ``arrived`` would hardly tell more about the streams."""
    is_told_of = media.container is not Container.MPEG_PS  # has no table of its streams: each is met where it begins
    return arrived >= _ENOUGH or (is_told_of and all(map(_is_described, media.streams)))


def _says_how_long(media: MediaInfo) -> bool:
    """Of sound alone in Matroska it may be guessed."""
    is_guessed = media.fragmented or (media.container is Container.MATROSKA and not media.video)
    return not is_guessed and (media.container in _SAY_HOW_LONG or media.format_name == "flv")


def _is_described(stream: Stream) -> bool:
    match stream:
        case VideoStream():
            return stream.is_cover_art or stream.pixel_format is not None
        case AudioStream():
            return stream.channels is not None and stream.sample_rate is not None
        case _:
            return True


def _of_the_whole(stream: Stream, media: MediaInfo, duration: Fraction | None) -> Stream:
    known = replace(stream, duration=stream.duration if duration is not None else None)
    return replace(known, bit_rate=None) if media.fragmented else known
