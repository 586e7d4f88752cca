"""What the host can encode with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from castengine.plan.actions import SOFTWARE_ENCODERS, VideoTarget


class HardwareFamily(StrEnum):
    NVENC = "nvenc"
    QSV = "qsv"
    VAAPI = "vaapi"
    AMF = "amf"
    VIDEOTOOLBOX = "videotoolbox"
    V4L2 = "v4l2"
    VULKAN = "vulkan"


# Dedicated encoders of known quality, then interfaces that many drivers offer.
BEST_FIRST: Final = (
    HardwareFamily.NVENC,
    HardwareFamily.QSV,
    HardwareFamily.VIDEOTOOLBOX,
    HardwareFamily.AMF,
    HardwareFamily.VAAPI,
    HardwareFamily.VULKAN,
    HardwareFamily.V4L2,
)
RESHAPING: Final = "reshaping"
"""The ability to compute Dolby Vision's own colors."""


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

    def abilities(self) -> frozenset[str]:
        """What this host can do beyond every other, in the words of :func:`ability_needed`."""
        encoding = {ability(h.encoder, depth) for h in self.hardware for depth in h.bit_depths}
        return frozenset(encoding | ({RESHAPING} if self.reshapes_dolby_vision else set()))

    def does(self, target: VideoTarget) -> bool:
        """Whether this very host can make the picture as it is asked for, on the device that is named."""
        needed = ability_needed(target.encoder, target.pixel_format, reshape=target.reshape)
        if needed and needed not in self.abilities():
            return False
        devices = {h.device for h in self.hardware if h.encoder == target.encoder}
        return target.is_software or target.device is None or target.device in devices


def ability(encoder: str, bit_depth: int) -> str:
    return f"{encoder}:{bit_depth}"


def ability_needed(encoder: str, pixel_format: str, *, reshape: bool) -> str:
    """What a host must be able to do for such a picture; empty for what every host can."""
    if encoder not in SOFTWARE_ENCODERS.values():
        return ability(encoder, 10 if "10" in pixel_format else 8)
    return RESHAPING if reshape else ""


def united(hosts: Iterable[Capabilities]) -> Capabilities:
    """What several hosts can do together; without any, what every host can."""
    found = list(hosts)
    return replace(
        Capabilities.software(),
        hardware=tuple(sorted(_merged(found), key=lambda h: BEST_FIRST.index(h.family))),
        reshapes_dolby_vision=any(host.reshapes_dolby_vision for host in found),
    )


def _merged(hosts: Iterable[Capabilities]) -> Iterator[HardwareEncoder]:
    """Each encoder of each device once, with all its bit depths."""
    depths = dict[HardwareEncoder, set[int]]()
    for encoder in (encoder for host in hosts for encoder in host.hardware):
        depths.setdefault(replace(encoder, bit_depths=()), set()).update(encoder.bit_depths)
    for encoder, known in depths.items():
        yield replace(encoder, bit_depths=tuple(sorted(known)))
