"""What the user wishes. Everything has a default: no wish, no change to what the device and the film ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Self

from castengine.media import Container
from castengine.plan.choices import BurnChoice, HardwareChoice, Preset, QualityProfile, SubtitleMode, VideoCodec
from castengine.plan.options import read_options

__all__ = ["Preferences", "Preset", "QualityProfile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The fields are named as the options are. Languages are canonical BCP 47 tags, in the order of the wish."""

    # the picture, where it is encoded
    profile: QualityProfile = QualityProfile.BALANCED
    crf: int | None = None
    preset: Preset | None = None
    video_codec: VideoCodec | None = None  # None, or not for this device: H.264
    target_size: int | None = None  # of the film, in megabytes of 1,000,000 bytes
    max_bit_rate: int | None = None  # of the picture, kbit/s
    max_height: int | None = None
    container: Container | None = None  # MP4 or WEBM; None: whichever takes more of the streams unchanged
    # what encodes it
    hw: HardwareChoice = HardwareChoice.AUTO
    nvenc_cq: int | None = None
    amf_quality: int | None = None
    qsv_quality: int | None = None
    vaapi_qp: int | None = None
    vaapi_device: str | None = None
    # the sound
    audio_lang: tuple[str, ...] = ()
    audio_track: int | None = None  # the n-th audio stream, from 0
    audio_stream: int | None = None  # the stream's index in the file
    keep_surround: bool = False
    night_mode: bool = False
    normalize: bool = False
    add_silence: bool = False  # to a film without sound
    abr: int | None = None  # of audio, kbit/s
    # subtitles
    subtitle_lang: tuple[str, ...] = ()
    subtitle_track: int | None = None  # the n-th subtitle stream, from 0
    subtitle_mode: SubtitleMode = SubtitleMode.BOTH
    burn_subtitle: int | BurnChoice | None = None  # a number is the stream's index in the file
    prefer_forced_subs: bool = False
    no_forced_subs: bool = False
    no_subtitles: bool = False
    # the rest
    force_h264: bool = False
    force_aac: bool = False
    skip_when_ok: bool = True  # a file that plays as it is stays as it is
    no_metadata: bool = False
    no_chapters: bool = False
    no_attachments: bool = False

    @classmethod
    def from_options(cls, options: Mapping[str, object]) -> Self:
        """Raises :class:`InvalidPreferences`, which names the option. ``None`` is the same as no option."""
        return cls(**read_options(options))

    def as_options(self) -> dict[str, object]:
        """The inverse of :meth:`from_options`; options that say no more than the default are left out."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}
        return {key: _as_json(value) for key, value in values.items()}


def _as_json(value: object) -> object:
    if isinstance(value, StrEnum):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
