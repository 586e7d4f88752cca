"""What will be done, as values. One action for each stream of the source, plus one for the container."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, TypeVar

from castengine.media import Container, DynamicRange, StreamIndex, StreamKind, SubtitleKind
from castengine.plan.reasons import Reason

SOFTWARE_ENCODERS: Final = {
    "h264": "libx264",
    "hevc": "libx265",
    "av1": "libsvtav1",
    "aac": "aac",
    "opus": "libopus",
}


class Delivery(StrEnum):
    AS_IS = "as_is"  # the source itself plays
    REMUX = "remux"  # every kept stream is copied into another container
    TRANSCODE = "transcode"


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoTarget:
    """The picture to make. ``width`` × ``height``: square pixels, even, rotation already applied.

    ``crf`` and ``preset`` are always those of the software encoder, so that a hardware encoder that fails can be
    replaced (see :meth:`in_software`); what the hardware is asked for is ``quality``.
    """

    codec: str  # "h264", "hevc" or "av1"
    encoder: str  # "libx264", "libx265", "libsvtav1", "h264_nvenc"
    codec_profile: str  # "high", "main", "main10"
    level: str  # "4.1"
    width: int
    height: int
    pixel_format: str  # "yuv420p"
    frame_rate: Fraction | None  # None: as the source
    crf: int
    preset: str
    max_bit_rate: int  # bits per second, VBV
    buffer_size: int  # bits, VBV
    gop_seconds: float
    deinterlace: bool = False
    inverse_telecine: bool = False  # 3:2 pulldown undone; ``frame_rate`` is then the film's (24000/1001)
    tone_map: bool = False  # to BT.709 SDR
    reshape: bool = False  # out of Dolby Vision's own colors; only with ``tone_map``, and by the CPU's encoders
    dynamic_range: DynamicRange = DynamicRange.SDR  # of the target; another one only without ``tone_map``
    bit_rate: int | None = None  # bits per second on average, in two passes; None: constant quality
    quality: int | None = None  # in the scale of a hardware encoder (cq, qp, …); None: its software's crf
    device: str | None = None  # of a hardware encoder: "/dev/dri/renderD128"

    @property
    def is_software(self) -> bool:
        return self.encoder == SOFTWARE_ENCODERS[self.codec]

    def in_software(self) -> VideoTarget:
        """The same picture, encoded by the CPU."""
        return replace(self, encoder=SOFTWARE_ENCODERS[self.codec], quality=None, device=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTarget:
    codec: str  # "aac"
    encoder: str  # "aac"
    channels: int
    sample_rate: int
    bit_rate: int
    normalize: bool = False  # loudness as EBU R128 asks for: -23 LUFS
    night_mode: bool = False  # loud passages quieter, quiet ones louder


@dataclass(frozen=True, slots=True)
class Copy:
    """Packets unchanged.

    ``level``: of H.264 and HEVC, the level to write into the headers, because theirs claims more than the pictures
    need and than the device takes (``h264_metadata``, ``hevc_metadata``). ``None``: the headers stay.
    """

    stream: StreamIndex
    reasons: tuple[Reason, ...]
    kind: StreamKind
    level: str | None = None
    action: Literal["copy"] = "copy"


@dataclass(frozen=True, slots=True)
class TranscodeVideo:
    stream: StreamIndex
    target: VideoTarget
    reasons: tuple[Reason, ...]
    kind: Literal["video"] = "video"
    action: Literal["transcode"] = "transcode"


@dataclass(frozen=True, slots=True)
class TranscodeAudio:
    stream: StreamIndex
    target: AudioTarget
    reasons: tuple[Reason, ...]
    kind: Literal["audio"] = "audio"
    action: Literal["transcode"] = "transcode"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A text subtitle becomes a WebVTT file; ``embed``: and a mov_text stream inside the MP4."""

    stream: StreamIndex
    suffix: str  # "en", "fr.forced": the part of the sidecar's name between STEM.cast. and .vtt, unique in a plan
    embed: bool
    reasons: tuple[Reason, ...]
    kind: Literal["subtitle"] = "subtitle"
    action: Literal["sidecar"] = "sidecar"


@dataclass(frozen=True, slots=True)
class BurnIn:
    """A subtitle drawn into the picture. At most one in a plan, and only beside a :class:`TranscodeVideo`."""

    stream: StreamIndex
    reasons: tuple[Reason, ...]
    form: SubtitleKind = SubtitleKind.TEXT
    kind: Literal["subtitle"] = "subtitle"
    action: Literal["burn_in"] = "burn_in"


@dataclass(frozen=True, slots=True)
class Poster:
    """Cover art becomes the picture file ``STEM.cast.jpg``. At most one in a plan."""

    stream: StreamIndex
    reasons: tuple[Reason, ...]
    kind: Literal["video"] = "video"
    action: Literal["poster"] = "poster"


@dataclass(frozen=True, slots=True)
class Drop:
    stream: StreamIndex
    reasons: tuple[Reason, ...]
    kind: StreamKind
    action: Literal["drop"] = "drop"


_A = TypeVar("_A", Copy, TranscodeVideo, TranscodeAudio, Sidecar, BurnIn, Poster, Drop)

Action = Copy | TranscodeVideo | TranscodeAudio | Sidecar | BurnIn | Poster | Drop


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``actions`` has exactly one entry for each stream of the source, in the source's order.

    ``container``: of the output; with ``Delivery.AS_IS`` the source's own. ``silence``: a silent sound track to add to
    a film that has none, or ``None``.
    """

    device: str
    delivery: Delivery
    container: Container
    container_reasons: tuple[Reason, ...]
    actions: tuple[Action, ...]
    silence: AudioTarget | None = None
    keep_metadata: bool = True  # titles and tags of the file; languages and names of the tracks always stay
    keep_chapters: bool = True

    def only(self, kind: type[_A]) -> tuple[_A, ...]:
        return tuple(a for a in self.actions if isinstance(a, kind))
