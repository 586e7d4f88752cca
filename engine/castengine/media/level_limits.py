"""The limits that the standards set for each level, and the lowest level for a demand.

Sources: ITU-T H.264 (08/2021) tables A-1 and A-2; ITU-T H.265 (08/2021) tables A.8 and A.9; VP9 levels of
webmproject.org/vp9/levels; AV1 Bitstream & Decoding Process Specification, A.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Final


@dataclass(frozen=True, slots=True)
class Level:
    """Sizes and rates in macroblocks (H.264) or luma samples (the others), bits per second, bits."""

    name: str
    max_rate: int
    max_picture: int
    max_bit_rate: int
    max_buffer: int | None = None
    max_stored: int | None = None  # decoded pictures kept, all together


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a stream asks for. ``None``: not known, so not a demand."""

    width: int
    height: int
    frame_rate: Fraction | None = None
    reference_frames: int | None = None
    bit_rate: int | None = None
    buffer_size: int | None = None


_HIGH_PROFILE_FACTOR: Final = 1250  # H.264 table A-2, cpbBrVclFactor: bits for each unit of MaxBR and MaxCPB

_H264: Final = tuple(
    Level(name, rate, picture, bit_rate * _HIGH_PROFILE_FACTOR, buffer * _HIGH_PROFILE_FACTOR, stored)
    for name, rate, picture, stored, bit_rate, buffer in (
        ("1.0", 1485, 99, 396, 64, 175),
        ("1b", 1485, 99, 396, 128, 350),
        ("1.1", 3000, 396, 900, 192, 500),
        ("1.2", 6000, 396, 2376, 384, 1000),
        ("1.3", 11880, 396, 2376, 768, 2000),
        ("2.0", 11880, 396, 2376, 2000, 2000),
        ("2.1", 19800, 792, 4752, 4000, 4000),
        ("2.2", 20250, 1620, 8100, 4000, 4000),
        ("3.0", 40500, 1620, 8100, 10000, 10000),
        ("3.1", 108000, 3600, 18000, 14000, 14000),
        ("3.2", 216000, 5120, 20480, 20000, 20000),
        ("4.0", 245760, 8192, 32768, 20000, 25000),
        ("4.1", 245760, 8192, 32768, 50000, 62500),
        ("4.2", 522240, 8704, 34816, 50000, 62500),
        ("5.0", 589824, 22080, 110400, 135000, 135000),
        ("5.1", 983040, 36864, 184320, 240000, 240000),
        ("5.2", 2073600, 36864, 184320, 240000, 240000),
        ("6.0", 4177920, 139264, 696320, 240000, 240000),
        ("6.1", 8355840, 139264, 696320, 480000, 480000),
        ("6.2", 16711680, 139264, 696320, 800000, 800000),
    )
)

# The bit rates are those of the High tier, because a stream's tier is not among ffprobe's facts.
_HEVC: Final = tuple(
    Level(name, rate, picture, kilobits * 1000)
    for name, rate, picture, kilobits in (
        ("1.0", 552_960, 36_864, 128),
        ("2.0", 3_686_400, 122_880, 1_500),
        ("2.1", 7_372_800, 245_760, 3_000),
        ("3.0", 16_588_800, 552_960, 6_000),
        ("3.1", 33_177_600, 983_040, 10_000),
        ("4.0", 66_846_720, 2_228_224, 30_000),
        ("4.1", 133_693_440, 2_228_224, 50_000),
        ("5.0", 267_386_880, 8_912_896, 100_000),
        ("5.1", 534_773_760, 8_912_896, 160_000),
        ("5.2", 1_069_547_520, 8_912_896, 240_000),
        ("6.0", 1_069_547_520, 35_651_584, 240_000),
        ("6.1", 2_139_095_040, 35_651_584, 480_000),
        ("6.2", 4_278_190_080, 35_651_584, 800_000),
    )
)

_VP9: Final = tuple(
    Level(name, rate, picture, kilobits * 1000)
    for name, rate, picture, kilobits in (
        ("1.0", 829_440, 36_864, 200),
        ("1.1", 2_764_800, 73_728, 800),
        ("2.0", 4_608_000, 122_880, 1_800),
        ("2.1", 9_216_000, 245_760, 3_600),
        ("3.0", 20_736_000, 552_960, 7_200),
        ("3.1", 36_864_000, 983_040, 12_000),
        ("4.0", 83_558_400, 2_228_224, 18_000),
        ("4.1", 160_432_128, 2_228_224, 30_000),
        ("5.0", 311_951_360, 8_912_896, 60_000),
        ("5.1", 588_251_136, 8_912_896, 120_000),
        ("5.2", 1_176_502_272, 8_912_896, 180_000),
        ("6.0", 1_176_502_272, 35_651_584, 180_000),
        ("6.1", 2_353_004_544, 35_651_584, 240_000),
        ("6.2", 4_706_009_088, 35_651_584, 480_000),
    )
)

_AV1: Final = tuple(
    Level(name, rate, picture, kilobits * 1000)
    for name, rate, picture, kilobits in (
        ("2.0", 4_423_680, 147_456, 1_500),
        ("2.1", 8_363_520, 278_784, 3_000),
        ("3.0", 19_975_680, 665_856, 6_000),
        ("3.1", 31_950_720, 1_065_024, 10_000),
        ("4.0", 70_778_880, 2_359_296, 30_000),
        ("4.1", 141_557_760, 2_359_296, 50_000),
        ("5.0", 267_386_880, 8_912_896, 100_000),
        ("5.1", 534_773_760, 8_912_896, 160_000),
        ("5.2", 1_069_547_520, 8_912_896, 240_000),
        ("6.0", 1_069_547_520, 35_651_584, 240_000),
        ("6.1", 2_139_095_040, 35_651_584, 480_000),
        ("6.2", 4_278_190_080, 35_651_584, 800_000),
    )
)

_LEVELS: Final = {"h264": _H264, "hevc": _HEVC, "vp9": _VP9, "av1": _AV1}
_MACROBLOCK: Final = 16
_MOST_REFERENCES: Final = 16  # H.264, A.3.1: MaxDpbFrames


def level_for(codec: str, demand: Demand) -> str | None:
    """The lowest level that holds the demand; ``None`` when none does, or the codec has no levels here."""
    return next((level.name for level in _LEVELS.get(codec, ()) if _holds(codec, level, demand)), None)


def is_above(codec: str, level: str | None, highest: str) -> bool:
    """Whether ``level`` (``None``: beyond all) is more than ``highest``."""
    return level is None or level_rank(codec, level) > level_rank(codec, highest)


def has_level(codec: str, name: str) -> bool:
    return any(level.name == name for level in _LEVELS.get(codec, ()))


def level_rank(codec: str, name: str) -> int:
    """A name that the table does not hold is above all."""
    names = [level.name for level in _LEVELS.get(codec, ())]
    return names.index(name) if name in names else len(names)


def _holds(codec: str, level: Level, demand: Demand) -> bool:
    unit = _MACROBLOCK if codec == "h264" else 1
    width, height = -(-demand.width // unit), -(-demand.height // unit)
    picture = width * height
    return (
        picture <= level.max_picture
        and max(width, height) <= isqrt(level.max_picture * 8)
        and picture * (demand.frame_rate or 0) <= level.max_rate
        and (demand.bit_rate or 0) <= level.max_bit_rate
        and (level.max_buffer is None or (demand.buffer_size or 0) <= level.max_buffer)
        and _stores(level, picture, demand.reference_frames or 0)
    )


def _stores(level: Level, picture: int, references: int) -> bool:
    if level.max_stored is None or picture == 0:
        return True
    return min(references, _MOST_REFERENCES) <= min(level.max_stored // picture, _MOST_REFERENCES)
