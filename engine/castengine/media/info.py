"""A media file as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from castengine.media.streams import AudioStream, OtherStream, Stream, StreamIndex, SubtitleStream, VideoStream


class Container(StrEnum):
    """The families that decisions tell apart; everything else is ``OTHER`` and keeps its name in ``format_name``."""

    MATROSKA = "matroska"
    WEBM = "webm"
    MP4 = "mp4"
    QUICKTIME = "quicktime"  # the older .mov: same boxes, other brand, not on the devices' lists
    MPEG_TS = "mpegts"
    MPEG_PS = "mpegps"
    AVI = "avi"
    OGG = "ogg"
    MP3 = "mp3"
    WAV = "wav"
    FLAC = "flac"
    ADTS = "adts"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Chapter:
    start: Fraction  # seconds
    end: Fraction
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    container: Container
    format_name: str  # ffmpeg's name of the demuxer, "matroska,webm"
    streams: tuple[Stream, ...]  # in file order: streams[i].index == i is usual but not promised
    size: int | None = None  # bytes
    duration: Fraction | None = None  # seconds; None when the file does not say and packets do not tell
    start_time: Fraction | None = None  # seconds
    bit_rate: int | None = None
    title: str | None = None
    chapters: tuple[Chapter, ...] = ()
    index_in_front: bool | None = None  # MP4 only: moov before mdat ("fast start")
    fragmented: bool = False  # MP4 only

    def stream(self, index: StreamIndex) -> Stream:
        return next(s for s in self.streams if s.index == index)

    @property
    def video(self) -> tuple[VideoStream, ...]:
        """Moving pictures, without cover art."""
        return tuple(s for s in self.streams if isinstance(s, VideoStream) and not s.is_cover_art)

    @property
    def cover_art(self) -> tuple[VideoStream, ...]:
        return tuple(s for s in self.streams if isinstance(s, VideoStream) and s.is_cover_art)

    @property
    def audio(self) -> tuple[AudioStream, ...]:
        return tuple(s for s in self.streams if isinstance(s, AudioStream))

    @property
    def subtitles(self) -> tuple[SubtitleStream, ...]:
        return tuple(s for s in self.streams if isinstance(s, SubtitleStream))

    @property
    def other(self) -> tuple[OtherStream, ...]:
        return tuple(s for s in self.streams if isinstance(s, OtherStream))
