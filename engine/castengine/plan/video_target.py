"""The video to make of a stream that cannot be copied: H.264, because every device plays it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from castengine.devices import TARGET_VIDEO, DeviceProfile, VideoSupport
from castengine.media import DynamicRange, VideoStream
from castengine.media.level_limits import Demand, is_above, level_for
from castengine.plan.actions import VideoTarget
from castengine.plan.capabilities import Capabilities
from castengine.plan.picture import Picture, best_picture
from castengine.plan.preferences import Preferences, Preset, QualityProfile

# Constant rate factor and preset. Small servers have two cores: a preset slower than "faster" by default would make
# a film take longer than watching it.
_QUALITY: Final = {
    QualityProfile.FAST: (23, Preset.VERYFAST),
    QualityProfile.BALANCED: (21, Preset.FASTER),
    QualityProfile.QUALITY: (19, Preset.MEDIUM),
}

_GOP_SECONDS: Final = 2.0  # a device seeks to key frames
_REFERENCES: Final = 4  # the most that the presets up to "slow" keep
_PEAK_BITS_A_PIXEL: Final = Fraction(3, 10)
_LEAST_PEAK: Final = 2_000_000  # bits per second
_MOST_PEAK: Final = 40_000_000  # what a busy home network carries


def video_target(
    stream: VideoStream, device: DeviceProfile, preferences: Preferences, capabilities: Capabilities
) -> VideoTarget:
    support = _support(device)
    picture = best_picture(stream, support.modes, preferences.max_height)
    peak = _peak(picture, stream)
    crf, preset = _QUALITY[preferences.profile]
    return VideoTarget(
        codec=TARGET_VIDEO,
        encoder=capabilities.encoder_for(TARGET_VIDEO),
        codec_profile="high",
        level=_level(picture, stream, peak, support),
        width=picture.size.width,
        height=picture.size.height,
        pixel_format="yuv420p",
        frame_rate=picture.frame_rate,
        crf=crf if preferences.crf is None else preferences.crf,
        preset=str(preferences.preset or preset),
        max_bit_rate=peak,
        buffer_size=peak,  # one second
        gop_seconds=_GOP_SECONDS,
        deinterlace=stream.is_interlaced,
        tone_map=stream.dynamic_range is not DynamicRange.SDR,
    )


def _support(device: DeviceProfile) -> VideoSupport:
    support = device.video_support(TARGET_VIDEO)
    if support is None:
        raise ValueError(f"the profile {device.id} has no {TARGET_VIDEO}")  # the loader refuses such a profile
    return support


def _rate(picture: Picture, stream: VideoStream) -> Fraction:
    return picture.frame_rate or stream.believed_frame_rate or Fraction(picture.mode.frame_rate)


def _peak(picture: Picture, stream: VideoStream) -> int:
    pixels = picture.size.width * picture.size.height * _rate(picture, stream)
    return min(max(int(pixels * _PEAK_BITS_A_PIXEL), _LEAST_PEAK), _MOST_PEAK)


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
    level = level_for(TARGET_VIDEO, demand)
    highest = support.level or "4.1"
    return highest if level is None or is_above(TARGET_VIDEO, level, highest) else level
