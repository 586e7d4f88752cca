"""What a device plays: types only. The facts are in ``data/*.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from castengine.media import Container, DynamicRange


class Icon(StrEnum):
    CAST = "cast"
    STICK = "stick"
    ULTRA = "ultra"
    GOOGLE_TV = "google-tv"
    STREAMER = "streamer"
    DISPLAY = "display"
    TV = "tv"


@dataclass(frozen=True, slots=True)
class VideoMode:
    """The largest picture at the highest rate of one mode: ``1920 × 1080`` at ``30`` frames per second."""

    width: int
    height: int
    frame_rate: int

    def holds(self, width: int, height: int) -> bool:
        """Whether a coded picture fits. Decoders work in blocks of 16: 1088 coded lines are still 1080p."""
        return _blocks(width) <= _blocks(self.width) and _blocks(height) <= _blocks(self.height)


def _blocks(length: int) -> int:
    return -(-length // 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSupport:
    """One video codec. ``profiles`` in ffmpeg's words, empty for a codec without profiles.

    ``modes`` are alternatives: a picture fits when it fits one of them.
    """

    codec: str
    profiles: tuple[str, ...]
    level: str | None  # the highest, by name
    bit_depth: int  # the highest
    dynamic_ranges: tuple[DynamicRange, ...]
    modes: tuple[VideoMode, ...]
    dolby_vision_profiles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioSupport:
    """One audio codec. ``profiles`` in ffmpeg's words, empty for a codec without profiles."""

    codec: str
    profiles: tuple[str, ...]
    max_sample_rate: int  # Hz
    max_bit_depth: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceProfile:
    id: str
    name: str
    summary: str
    icon: Icon
    source: str
    checked: date
    containers: tuple[Container, ...]  # of films
    audio_containers: tuple[Container, ...]  # of sound alone
    subtitle_formats: tuple[str, ...]
    max_channels: int  # that surely sound
    max_channels_wished: int  # when the user says that the sound system takes them
    passthrough: tuple[str, ...]  # audio codecs that only what is behind HDMI decodes: a wish, never a default
    video: tuple[VideoSupport, ...]
    audio: tuple[AudioSupport, ...]

    def video_support(self, codec: str | None) -> VideoSupport | None:
        return next((v for v in self.video if v.codec == codec), None)

    def audio_support(self, codec: str | None) -> AudioSupport | None:
        return next((a for a in self.audio if a.codec == codec), None)

    @property
    def video_codecs(self) -> tuple[str, ...]:
        return tuple(v.codec for v in self.video)

    @property
    def dynamic_ranges(self) -> tuple[DynamicRange, ...]:
        """Of all codecs together, in the order of the type."""
        shown = {r for v in self.video for r in v.dynamic_ranges}
        return tuple(r for r in DynamicRange if r in shown)

    @property
    def max_width(self) -> int:
        return max(m.width for v in self.video for m in v.modes)

    @property
    def max_height(self) -> int:
        return max(m.height for v in self.video for m in v.modes)

    def as_json(self) -> dict[str, object]:
        """The short form, for choosing a device."""
        return {
            "id": self.id,
            "name": self.name,
            "summary": self.summary,
            "source": self.source,
            "checked": self.checked.isoformat(),
            "max_width": self.max_width,
            "max_height": self.max_height,
            "video_codecs": list(self.video_codecs),
            "dynamic_ranges": [str(r) for r in self.dynamic_ranges],
            "icon": str(self.icon),
        }
