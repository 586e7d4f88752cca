"""Color: how numbers in a picture become light."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DynamicRange(StrEnum):
    SDR = "sdr"
    HDR10 = "hdr10"
    HDR10_PLUS = "hdr10_plus"
    HLG = "hlg"
    DOLBY_VISION = "dolby_vision"


@dataclass(frozen=True, slots=True)
class Color:
    """Names as in ITU-T H.273, spelled as ffmpeg does (``bt709``, ``smpte2084``); ``None`` when not said."""

    primaries: str | None = None
    transfer: str | None = None
    matrix: str | None = None
    range: str | None = None


UNKNOWN_COLOR = Color()


@dataclass(frozen=True, slots=True)
class DolbyVision:
    """The Dolby Vision configuration record (Dolby Vision Streams Within the ISO Base Media File Format, 3.2).

    ``compatibility_id``: 0 none, 1 HDR10, 2 SDR, 4 HLG, 6 Blu-ray HDR10.
    """

    profile: int
    level: int | None
    compatibility_id: int
