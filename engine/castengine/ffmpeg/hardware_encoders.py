"""Arguments for the encoders of graphics cards and other chips, and how pictures get there.

Rate control asks each for what its maker calls constant quality under a cap (FFmpeg's documentation of the codecs,
``ffmpeg -h encoder=NAME``); where a chip has none, for an average rate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from castengine.plan.actions import VideoTarget

_LIKE_CRF: Final = 2  # hardware needs about this much less of the same scale for the picture of x264's crf
VULKAN: Final = ("-init_hw_device", "vulkan=gpu", "-filter_hw_device", "gpu")  # whichever device comes first
_KNOW_LEVELS: Final = frozenset({"nvenc", "vaapi", "amf", "vulkan"})  # by name; Quick Sync finds the level itself


def family_of(encoder: str) -> str | None:
    """``nvenc`` of ``h264_nvenc``; ``None`` of a software encoder."""
    _, _, family = encoder.rpartition("_")
    return {"v4l2m2m": "v4l2"}.get(family, family) if family in (*_RATES, "v4l2m2m") else None


def hardware_devices(target: VideoTarget) -> list[str]:
    """Global options that open the device of a hardware encoder or filter; they belong before the inputs."""
    if target.reshape:
        return list(VULKAN)
    family = family_of(target.encoder)
    if family == "vaapi":
        return ["-vaapi_device", target.device or "/dev/dri/renderD128"]
    if family == "vulkan":
        name = f"vulkan=gpu:{target.device}" if target.device else "vulkan=gpu"
        return ["-init_hw_device", name, *VULKAN[2:]]
    if family == "qsv" and target.device:
        return ["-qsv_device", target.device]
    return []


def hardware_pixel_format(encoder: str, pixel_format: str) -> str:
    """What the chip takes for a picture of this format: planes of color side by side are for processors."""
    semi_planar = {"yuv420p": "nv12", "yuv420p10le": "p010le"}
    return pixel_format if family_of(encoder) in (None, "v4l2") else semi_planar.get(pixel_format, pixel_format)


def upload(target: VideoTarget) -> list[str]:
    """The end of the filter chain: into the form, and for some into the memory, of the chip."""
    family = family_of(target.encoder)
    if family is None:
        return []
    changed = [f"format={hardware_pixel_format(target.encoder, target.pixel_format)}"]
    return [*changed, "hwupload"] if family in ("vaapi", "vulkan") else changed


def hardware_encoder(target: VideoTarget) -> list[str]:
    """Options of the first video stream of an output."""
    family = family_of(target.encoder) or ""
    is_named = target.codec != "av1" and family != "v4l2"  # elsewhere there is one profile, or none can be chosen
    return [
        *("-c:v:0", target.encoder),
        *(["-profile:v:0", target.codec_profile] if is_named else []),
        *(["-level:v:0", target.level] if is_named and family in _KNOW_LEVELS else []),
        *(_average(target) if target.bit_rate else _RATES[family](target)),
        *("-maxrate:v:0", str(target.max_bit_rate)),
        *("-bufsize:v:0", str(target.buffer_size)),
        *(["-tag:v:0", "hvc1"] if target.codec == "hevc" else []),
        *("-force_key_frames:v:0", f"expr:gte(t,n_forced*{target.gop_seconds:g})"),
        *_FORCED.get(family, ()),
    ]


def _quality(target: VideoTarget) -> int:
    return max(1, target.crf - _LIKE_CRF) if target.quality is None else target.quality


def _average(target: VideoTarget) -> list[str]:
    return ["-b:v:0", str(target.bit_rate)]


def _nvenc(target: VideoTarget) -> list[str]:
    tuned = ("-preset:v:0", "p5", "-tune:v:0", "hq", "-spatial-aq:v:0", "1", "-rc:v:0", "vbr")
    return [*tuned, "-cq:v:0", str(_quality(target)), "-b:v:0", "0"]


def _qsv(target: VideoTarget) -> list[str]:
    return ["-preset:v:0", "medium", "-global_quality:v:0", str(_quality(target))]


def _vaapi(target: VideoTarget) -> list[str]:
    # Constant QP: the one mode that all drivers have.
    return ["-rc_mode:v:0", "CQP", "-qp:v:0", str(_quality(target))]


def _amf(target: VideoTarget) -> list[str]:
    tuned = ("-usage:v:0", "transcoding", "-quality:v:0", "balanced", "-rc:v:0", "qvbr")
    return [*tuned, "-qvbr_quality_level:v:0", str(_quality(target))]


def _videotoolbox(target: VideoTarget) -> list[str]:
    # Its scale runs from 1 to 100 and up; 65 is about crf 20 (Apple's kVTCompressionPropertyKey_Quality).
    return ["-allow_sw:v:0", "0", "-q:v:0", str(max(1, 105 - 2 * _quality(target)))]


def _v4l2(target: VideoTarget) -> list[str]:
    return ["-b:v:0", str(target.max_bit_rate // 3)]  # these chips know nothing but a rate


def _vulkan(target: VideoTarget) -> list[str]:
    return ["-rc_mode:v:0", "cqp", "-qp:v:0", str(_quality(target))]


_RATES: Final[Mapping[str, Callable[[VideoTarget], list[str]]]] = {
    "nvenc": _nvenc,
    "qsv": _qsv,
    "vaapi": _vaapi,
    "amf": _amf,
    "videotoolbox": _videotoolbox,
    "v4l2": _v4l2,
    "vulkan": _vulkan,
}
# Forced key frames must be ones that a receiver can start at.
_FORCED: Final[Mapping[str, tuple[str, ...]]] = {
    "nvenc": ("-forced-idr:v:0", "1"),
    "qsv": ("-forced_idr:v:0", "1"),
    "amf": ("-forced_idr:v:0", "1"),
}
