"""The words that a wish may have."""

from __future__ import annotations

from enum import StrEnum


class QualityProfile(StrEnum):
    FAST = "fast"
    BALANCED = "balanced"
    QUALITY = "quality"


class Preset(StrEnum):
    """x264's, from fast to small."""

    ULTRAFAST = "ultrafast"
    SUPERFAST = "superfast"
    VERYFAST = "veryfast"
    FASTER = "faster"
    FAST = "fast"
    MEDIUM = "medium"
    SLOW = "slow"
    SLOWER = "slower"
    VERYSLOW = "veryslow"


class VideoCodec(StrEnum):
    """What pictures can be encoded to."""

    H264 = "h264"
    HEVC = "hevc"
    AV1 = "av1"


class HardwareChoice(StrEnum):
    AUTO = "auto"  # the best that this host has, the CPU where it has none
    NVENC = "nvenc"
    AMF = "amf"
    QSV = "qsv"
    VAAPI = "vaapi"
    CPU = "cpu"


class SubtitleMode(StrEnum):
    BOTH = "both"  # texts beside the film and inside it
    SIDECAR = "sidecar"  # beside it only


class BurnChoice(StrEnum):
    FORCED = "forced"  # the forced subtitle of the sound's language
    AUTO = "auto"  # the one that serves the wished languages best
