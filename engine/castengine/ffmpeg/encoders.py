"""Arguments for encoders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Final

from castengine.ffmpeg.hardware_encoders import hardware_encoder
from castengine.plan.actions import AudioTarget, VideoTarget

# Most macroblocks that a decoder of this level must hold (MaxDpbMbs, ITU-T H.264 table A-1).
_MAX_DPB_MACROBLOCKS: Mapping[str, int] = {
    "1": 396, "1.1": 900, "1.2": 2376, "1.3": 2376,
    "2": 2376, "2.1": 4752, "2.2": 8100,
    "3": 8100, "3.1": 18000, "3.2": 20480,
    "4": 32768, "4.1": 32768, "4.2": 34816,
    "5": 110400, "5.1": 184320, "5.2": 184320,
    "6": 696320, "6.1": 696320, "6.2": 696320,
}  # fmt: skip

# Reference frames that x264's presets ask for (x264 --fullhelp).
_PRESET_REFERENCES: Mapping[str, int] = {
    "ultrafast": 1, "superfast": 1, "veryfast": 1, "faster": 2, "fast": 2, "medium": 3,
    "slow": 5, "slower": 8, "veryslow": 16, "placebo": 16,
}  # fmt: skip

_MOST_REFERENCES = 16

# Against the preset's own values, libx264 of FFmpeg 9, four clips of 576i to 1080p50 (2026-11-22): "veryfast -crf 20"
# has 95.9 to 97.3 VMAF; with these, at the size of "slow -crf 20" (-2 to +3 %), 0.00 to 0.18 less VMAF than that, in
# 29 to 38 % of its CPU time. "faster -crf 20" as it comes needs 41 to 51 % and has 0.2 to 0.4 less.
_X264_TUNING: Final = "aq-mode=2:trellis=1:deblock=-1,-1"

_SVT_PRESETS: Final[Mapping[str, int]] = {
    "ultrafast": 12, "superfast": 11, "veryfast": 10, "faster": 9, "fast": 8,
    "medium": 7, "slow": 6, "slower": 4, "veryslow": 3,
}  # fmt: skip

TURNS: Final = "passes"  # beside the work: relative to the folder that ffmpeg runs in


class Pass(IntEnum):
    ONLY = 0
    FIRST = 1
    SECOND = 2


def video_encoder(target: VideoTarget, turn: Pass = Pass.ONLY) -> list[str]:
    """Options of the first video stream of an output."""
    return _WRITERS[target.encoder](target, turn) if target.is_software else hardware_encoder(target)


def takes_two_passes(target: VideoTarget) -> bool:
    """A wished size is met by looking at the whole film first, where the encoder can."""
    return target.bit_rate is not None and target.encoder in ("libx264", "libx265")


def _x264(target: VideoTarget, turn: Pass) -> list[str]:
    return [
        *("-c:v:0", target.encoder),
        *("-profile:v:0", target.codec_profile),
        *("-level:v:0", target.level),
        *("-preset:v:0", target.preset),
        *("-x264-params:v:0", _X264_TUNING),
        *_rate(target),
        *_cap(target),
        *("-pix_fmt:v:0", target.pixel_format),
        *("-refs:v:0", str(reference_frames(target))),
        *_key_frames(target),
        *([] if turn is Pass.ONLY else ["-pass:v:0", str(turn), "-passlogfile:v:0", TURNS]),
    ]


def _x265(target: VideoTarget, turn: Pass) -> list[str]:
    # Its own parameters, because ffmpeg hands on neither the level nor the passes.
    passes = "" if turn is Pass.ONLY else f":pass={turn}:stats={TURNS}"
    level = f"level-idc={_normal(target.level)}:high-tier=0"
    return [
        *("-c:v:0", target.encoder),
        *("-profile:v:0", target.codec_profile),
        *("-preset:v:0", target.preset),
        *("-x265-params:v:0", f"log-level=error:{level}{passes}"),
        *_rate(target),
        *_cap(target),
        *("-pix_fmt:v:0", target.pixel_format),
        *("-forced-idr:v:0", "1"),
        *_key_frames(target),
        *([] if turn is Pass.FIRST else ["-tag:v:0", "hvc1"]),
    ]


def _svt_av1(target: VideoTarget, _turn: Pass) -> list[str]:
    # It caps the rate only beside a constant quality, and counts its distance of key frames in seconds itself.
    return [
        *("-c:v:0", target.encoder),
        *("-preset:v:0", str(_SVT_PRESETS.get(target.preset, target.preset))),
        *("-svtav1-params:v:0", f"keyint={target.gop_seconds:g}s"),
        *(_rate(target) if target.bit_rate else [*_rate(target), "-maxrate:v:0", str(target.max_bit_rate)]),
        *("-pix_fmt:v:0", target.pixel_format),
    ]


def _rate(target: VideoTarget) -> list[str]:
    return ["-b:v:0", str(target.bit_rate)] if target.bit_rate else ["-crf:v:0", str(target.crf)]


def _cap(target: VideoTarget) -> list[str]:
    return ["-maxrate:v:0", str(target.max_bit_rate), "-bufsize:v:0", str(target.buffer_size)]


def _key_frames(target: VideoTarget) -> list[str]:
    # By time, not by count of frames: holds for variable frame rates too.
    return ["-force_key_frames:v:0", f"expr:gte(t,n_forced*{target.gop_seconds:g})"]


_WRITERS: Final[Mapping[str, Callable[[VideoTarget, Pass], list[str]]]] = {
    "libx264": _x264,
    "libx265": _x265,
    "libsvtav1": _svt_av1,
}


def audio_encoder(target: AudioTarget, ordinal: int) -> list[str]:
    """Options of the ``ordinal``-th audio stream of an output."""
    return [
        *(f"-c:a:{ordinal}", target.encoder),
        *(f"-b:a:{ordinal}", str(target.bit_rate)),
        *(f"-ar:a:{ordinal}", str(target.sample_rate)),
        *(f"-ac:a:{ordinal}", str(target.channels)),
    ]


def reference_frames(target: VideoTarget) -> int:
    """What the preset asks for, within what the level allows: x264 itself would only warn about too many."""
    wanted = _PRESET_REFERENCES.get(target.preset, _MOST_REFERENCES)
    macroblocks = -(-target.width // 16) * -(-target.height // 16)
    allowed = _MAX_DPB_MACROBLOCKS.get(_normal(target.level), _MAX_DPB_MACROBLOCKS["4.1"]) // macroblocks
    return max(1, min(wanted, allowed, _MOST_REFERENCES))


def _normal(level: str) -> str:
    return level.removesuffix(".0")
