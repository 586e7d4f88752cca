"""Arguments for encoders."""

from __future__ import annotations

from collections.abc import Mapping

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


def video_encoder(target: VideoTarget) -> list[str]:
    """Options of the first video stream of an output."""
    return [
        *("-c:v:0", target.encoder),
        *("-profile:v:0", target.codec_profile),
        *("-level:v:0", target.level),
        *("-preset:v:0", target.preset),
        *("-crf:v:0", str(target.crf)),
        *("-maxrate:v:0", str(target.max_bit_rate)),
        *("-bufsize:v:0", str(target.buffer_size)),
        *("-pix_fmt:v:0", target.pixel_format),
        *("-refs:v:0", str(reference_frames(target))),
        # By time, not by count of frames: holds for variable frame rates too.
        *("-force_key_frames:v:0", f"expr:gte(t,n_forced*{target.gop_seconds:g})"),
    ]


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
