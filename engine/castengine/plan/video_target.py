"""The video to make of a stream that cannot be copied: H.264, because every device plays it, or what is wished."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from castengine.devices import TARGET_VIDEO, DeviceProfile, VideoSupport
from castengine.errors import DolbyVisionOnly
from castengine.media import DynamicRange, VideoStream
from castengine.media.level_limits import Demand, is_above, level_for
from castengine.plan.actions import VideoTarget
from castengine.plan.capabilities import Capabilities, HardwareEncoder, HardwareFamily
from castengine.plan.choices import HardwareChoice, Preset, QualityProfile, VideoCodec
from castengine.plan.picture import Picture, best_picture
from castengine.plan.preferences import Preferences

# Constant rate factor and preset. Home servers have two cores: the default is the fastest point that comes within
# 0.2 VMAF of "slow, crf 20" at its size, in a third of its time (docs/adr/0004-veryfast-tuned.md).
_PRESETS: Final = {
    QualityProfile.FAST: Preset.VERYFAST,
    QualityProfile.BALANCED: Preset.VERYFAST,
    QualityProfile.QUALITY: Preset.MEDIUM,
}
# The scales differ: x265's 24 looks like x264's 20, and SVT-AV1's reaches to 63.
_CRF: Final = {
    VideoCodec.H264: {QualityProfile.FAST: 23, QualityProfile.BALANCED: 20, QualityProfile.QUALITY: 19},
    VideoCodec.HEVC: {QualityProfile.FAST: 26, QualityProfile.BALANCED: 24, QualityProfile.QUALITY: 22},
    VideoCodec.AV1: {QualityProfile.FAST: 36, QualityProfile.BALANCED: 32, QualityProfile.QUALITY: 28},
}

_GOP_SECONDS: Final = 2.0  # a device seeks to key frames
_REFERENCES: Final = 4  # the most that the presets up to "slow" keep
_PEAK_BITS_A_PIXEL: Final = Fraction(3, 10)
_LEAST_PEAK: Final = 2_000_000  # bits per second
_MOST_PEAK: Final = 40_000_000  # what a busy home network carries
_FILM: Final = Fraction(24000, 1001)  # pictures a second, in the countries of NTSC
_FILM_OF_TELECINE: Final = Fraction(4, 5)  # four pictures were spread over five frames


def video_target(
    stream: VideoStream,
    device: DeviceProfile,
    preferences: Preferences,
    capabilities: Capabilities,
    budget: int | None = None,
) -> VideoTarget:
    """``budget``: bits per second on average, for a wished size; ``None``: constant quality.

    Raises :class:`DolbyVisionOnly` for colors that cannot be computed here.
    """
    if not can_be_remade(stream, capabilities):
        raise DolbyVisionOnly("The film exists in Dolby Vision only: no other picture can be made of it here.")
    support = target_support(device, preferences)
    codec = VideoCodec(support.codec)
    shown = _untelecined(stream)
    picture = best_picture(shown, support.modes, preferences.max_height)
    peak = _peak(picture, shown, preferences)
    dynamic_range = _dynamic_range(stream, support)
    depth = _bit_depth(stream, support, dynamic_range)
    is_reshaped = _lacks_a_base(stream)
    hardware = None if is_reshaped else _hardware(codec, depth, preferences, capabilities)
    return VideoTarget(
        codec=codec,
        encoder=hardware.encoder if hardware else capabilities.encoder_for(codec),
        codec_profile=_profile(codec, depth),
        level=_level(picture, shown, peak, support),
        width=picture.size.width,
        height=picture.size.height,
        pixel_format="yuv420p10le" if depth > 8 else "yuv420p",
        frame_rate=picture.frame_rate or (shown.frame_rate if shown is not stream else None),
        crf=_CRF[codec][preferences.profile] if preferences.crf is None else preferences.crf,
        preset=str(preferences.preset or _PRESETS[preferences.profile]),
        max_bit_rate=peak,
        buffer_size=peak,  # one second
        gop_seconds=_GOP_SECONDS,
        deinterlace=stream.is_interlaced and not (stream.telecined or stream.repeats_fields),
        inverse_telecine=stream.telecined,
        tone_map=stream.dynamic_range is not DynamicRange.SDR and dynamic_range is DynamicRange.SDR,
        reshape=is_reshaped,
        dynamic_range=dynamic_range,
        bit_rate=None if budget is None else min(budget, peak),
        quality=_quality(hardware, preferences),
        device=_device(hardware, preferences),
    )


def can_be_remade(stream: VideoStream, capabilities: Capabilities) -> bool:
    """Whether another picture can be computed of it here, in true colors."""
    return capabilities.reshapes_dolby_vision or not _lacks_a_base(stream)


def _lacks_a_base(stream: VideoStream) -> bool:
    return stream.dynamic_range is DynamicRange.DOLBY_VISION


def target_support(device: DeviceProfile, preferences: Preferences) -> VideoSupport:
    """Of the wished codec where the device plays it, of H.264 otherwise."""
    wished = None if preferences.force_h264 else preferences.video_codec
    support = device.video_support(wished) or device.video_support(TARGET_VIDEO)
    if support is None:
        raise ValueError(f"the profile {device.id} has no {TARGET_VIDEO}")  # the loader refuses such a profile
    return support


def _untelecined(stream: VideoStream) -> VideoStream:
    if stream.repeats_fields:
        return replace(stream, frame_rate=_FILM, nominal_frame_rate=None)
    rate = stream.believed_frame_rate
    if not stream.telecined or rate is None:
        return stream
    return replace(stream, frame_rate=rate * _FILM_OF_TELECINE, nominal_frame_rate=None)


def _dynamic_range(stream: VideoStream, support: VideoSupport) -> DynamicRange:
    """The source's where the device shows it and the bits suffice. What belongs to single frames is not kept."""
    source = stream.dynamic_range
    kept = DynamicRange.HDR10 if source is DynamicRange.HDR10_PLUS else source
    is_shown = kept in (DynamicRange.HDR10, DynamicRange.HLG) and kept in support.dynamic_ranges
    return kept if is_shown and support.bit_depth > 8 else DynamicRange.SDR


def _bit_depth(stream: VideoStream, support: VideoSupport, dynamic_range: DynamicRange) -> int:
    is_deep = (stream.bit_depth or 8) > 8 or dynamic_range is not DynamicRange.SDR
    return 10 if is_deep and support.bit_depth >= 10 else 8


def _profile(codec: VideoCodec, depth: int) -> str:
    if codec is VideoCodec.H264:
        return "high"
    return "main10" if codec is VideoCodec.HEVC and depth > 8 else "main"


def _hardware(
    codec: VideoCodec, depth: int, preferences: Preferences, capabilities: Capabilities
) -> HardwareEncoder | None:
    if preferences.hw is HardwareChoice.CPU:
        return None
    family = None if preferences.hw is HardwareChoice.AUTO else HardwareFamily(preferences.hw)
    return capabilities.hardware_for(codec, depth, family)


def _quality(hardware: HardwareEncoder | None, preferences: Preferences) -> int | None:
    wishes = {
        HardwareFamily.NVENC: preferences.nvenc_cq,
        HardwareFamily.AMF: preferences.amf_quality,
        HardwareFamily.QSV: preferences.qsv_quality,
        HardwareFamily.VAAPI: preferences.vaapi_qp,
    }
    return wishes.get(hardware.family) if hardware else None


def _device(hardware: HardwareEncoder | None, preferences: Preferences) -> str | None:
    if hardware is None:
        return None
    wished = preferences.vaapi_device if hardware.family is HardwareFamily.VAAPI else None
    return wished or hardware.device


def _rate(picture: Picture, stream: VideoStream) -> Fraction:
    return picture.frame_rate or stream.believed_frame_rate or Fraction(picture.mode.frame_rate)


def _peak(picture: Picture, stream: VideoStream, preferences: Preferences) -> int:
    pixels = picture.size.width * picture.size.height * _rate(picture, stream)
    peak = min(max(int(pixels * _PEAK_BITS_A_PIXEL), _LEAST_PEAK), _MOST_PEAK)
    return peak if preferences.max_bit_rate is None else min(peak, preferences.max_bit_rate * 1000)


def _level(picture: Picture, stream: VideoStream, peak: int, support: VideoSupport) -> str:
    """The lowest level that holds the picture, and never more than the device's: the encoder then keeps to it."""
    demand = Demand(
        width=picture.size.width,
        height=picture.size.height,
        frame_rate=_rate(picture, stream),
        reference_frames=_REFERENCES,
        bit_rate=peak,
        buffer_size=peak,
    )
    level = level_for(support.codec, demand)
    highest = support.level or "4.1"
    return highest if level is None or is_above(support.codec, level, highest) else level
