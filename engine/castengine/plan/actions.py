"""What will be done, as values. One action for each stream of the source, plus one for the container."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeVar

from castengine.media import Container, StreamIndex, StreamKind
from castengine.plan.reasons import Reason


class Delivery(StrEnum):
    AS_IS = "as_is"  # the source itself plays
    REMUX = "remux"  # every kept stream is copied into another container
    TRANSCODE = "transcode"


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoTarget:
    """The picture to make. ``width`` × ``height``: square pixels, even, rotation already applied."""

    codec: str  # "h264"
    encoder: str  # "libx264"
    codec_profile: str  # "high"
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
    tone_map: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTarget:
    codec: str  # "aac"
    encoder: str  # "aac"
    channels: int
    sample_rate: int
    bit_rate: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Packets unchanged."""

    stream: StreamIndex
    reasons: tuple[Reason, ...]
    kind: StreamKind
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
    """A subtitle drawn into the picture."""

    stream: StreamIndex
    reasons: tuple[Reason, ...]
    kind: Literal["subtitle"] = "subtitle"
    action: Literal["burn_in"] = "burn_in"


@dataclass(frozen=True, slots=True)
class Drop:
    stream: StreamIndex
    reasons: tuple[Reason, ...]
    kind: StreamKind
    action: Literal["drop"] = "drop"


_A = TypeVar("_A", Copy, TranscodeVideo, TranscodeAudio, Sidecar, BurnIn, Drop)

Action = Copy | TranscodeVideo | TranscodeAudio | Sidecar | BurnIn | Drop


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``actions`` has exactly one entry for each stream of the source, in the source's order.

    ``container``: of the output; with ``Delivery.AS_IS`` the source's own.
    """

    device: str
    delivery: Delivery
    container: Container
    container_reasons: tuple[Reason, ...]
    actions: tuple[Action, ...]

    def only(self, kind: type[_A]) -> tuple[_A, ...]:
        return tuple(a for a in self.actions if isinstance(a, kind))
