"""What the host can encode with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from castengine.plan.actions import SOFTWARE_ENCODERS


class HardwareFamily(StrEnum):
    NVENC = "nvenc"
    QSV = "qsv"
    VAAPI = "vaapi"
    AMF = "amf"
    VIDEOTOOLBOX = "videotoolbox"
    V4L2 = "v4l2"
    VULKAN = "vulkan"


@dataclass(frozen=True, slots=True)
class HardwareEncoder:
    """An encoder that has proved, by encoding, that it works here."""

    family: HardwareFamily
    codec: str  # "hevc"
    encoder: str  # "hevc_nvenc"
    bit_depths: tuple[int, ...] = (8,)
    device: str | None = None  # "/dev/dri/renderD128"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """``encoders``: codec and the encoder to use for it, in pairs. ``hardware``: the best first.

    ``reshapes_dolby_vision``: whether libplacebo computes here what a Dolby Vision device would show.
    """

    encoders: tuple[tuple[str, str], ...]
    hardware: tuple[HardwareEncoder, ...] = ()
    reshapes_dolby_vision: bool = False

    @classmethod
    def software(cls) -> Self:
        """What every host can do."""
        return cls(tuple(SOFTWARE_ENCODERS.items()))

    def encoder_for(self, codec: str) -> str:
        """The software encoder where nothing better is known."""
        return dict(self.encoders).get(codec) or SOFTWARE_ENCODERS[codec]

    def hardware_for(self, codec: str, bit_depth: int, family: HardwareFamily | None) -> HardwareEncoder | None:
        """The best that encodes the codec at this depth; ``family``: of this one only."""
        fitting = (h for h in self.hardware if h.codec == codec and bit_depth in h.bit_depths)
        return next((h for h in fitting if family in (None, h.family)), None)
