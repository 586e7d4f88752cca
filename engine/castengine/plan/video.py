"""Video: which stream is the film, and what keeps a device from playing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from castengine.devices import DeviceProfile, VideoMode, VideoSupport
from castengine.media import Disposition, DynamicRange, MediaInfo, VideoStream
from castengine.media.level_limits import is_above
from castengine.plan.levels import level_of
from castengine.plan.picture import displayed_size, has_square_pixels
from castengine.plan.preferences import Preferences
from castengine.plan.readable import defect_of
from castengine.plan.reasons import Reason, ReasonCode

_PLAYED_CHROMA: Final = "4:2:0"
_PICTURES: Final = frozenset({"mjpeg", "png", "bmp", "gif", "webp", "tiff", "ppm"})


def choose_video(media: MediaInfo) -> VideoStream | None:
    """The film: not a picture, flagged as default, the largest, the first. ``None`` when there is none to read."""
    readable = [s for s in moving_pictures(media) if defect_of(s) is None]
    return max(readable, key=_prominence, default=None)


def moving_pictures(media: MediaInfo) -> tuple[VideoStream, ...]:
    """The video streams without covers, also those that lack the flag: a single picture is no film."""
    return tuple(s for s in media.video if not _is_still(s))


def _is_still(stream: VideoStream) -> bool:
    return stream.codec in _PICTURES and (stream.frame_count == 1 or stream.has(Disposition.STILL_IMAGE))


def _prominence(stream: VideoStream) -> tuple[bool, bool, int, int]:
    moves = stream.codec not in _PICTURES
    return moves, stream.has(Disposition.DEFAULT), stream.width * stream.height, -stream.index


def video_obstacles(stream: VideoStream, device: DeviceProfile, preferences: Preferences) -> tuple[Reason, ...]:
    """All that keeps the stream from being played unchanged; empty when it can be copied."""
    support = device.video_support(stream.codec)
    return (
        *(_coding(stream, support) if support else (_codec(stream),)),
        *_shape(stream),
        *_wishes(stream, preferences),
    )


def _codec(stream: VideoStream) -> Reason:
    return Reason(ReasonCode.VIDEO_CODEC, {"codec": stream.codec or "unknown"})


def _coding(stream: VideoStream, support: VideoSupport) -> Iterator[Reason]:
    if support.profiles and stream.codec_profile not in support.profiles:
        yield Reason(ReasonCode.VIDEO_PROFILE, {"profile": stream.codec_profile or "unknown"})
    if support.level is not None and is_above(support.codec, level := level_of(stream), support.level):
        yield Reason(ReasonCode.VIDEO_LEVEL, {"level": level or "unlimited", "max": support.level})
    if (stream.bit_depth or 0) > support.bit_depth:
        yield Reason(ReasonCode.BIT_DEPTH, {"bit_depth": stream.bit_depth or 0, "max": support.bit_depth})
    if stream.chroma not in (None, _PLAYED_CHROMA):
        yield Reason(ReasonCode.CHROMA, {"chroma": stream.chroma or ""})
    yield from _mode(stream, support.modes)
    yield from _dynamic_range(stream, support)


def _mode(stream: VideoStream, modes: tuple[VideoMode, ...]) -> Iterator[Reason]:
    large_enough = [m for m in modes if m.holds(stream.width, stream.height)]
    rate = stream.believed_frame_rate
    if not large_enough:
        largest = max(modes, key=lambda m: m.width * m.height)
        params = {"width": stream.width, "height": stream.height}
        yield Reason(ReasonCode.RESOLUTION, {**params, "max_width": largest.width, "max_height": largest.height})
    elif rate is not None and rate > (highest := max(m.frame_rate for m in large_enough)):
        yield Reason(ReasonCode.FRAME_RATE, {"frame_rate": round(float(rate), 3), "max": highest})


def _dynamic_range(stream: VideoStream, support: VideoSupport) -> Iterator[Reason]:
    if stream.dynamic_range is DynamicRange.DOLBY_VISION:
        record = stream.dolby_vision
        if record is None or record.profile not in support.dolby_vision_profiles:
            yield Reason(ReasonCode.DOLBY_VISION_NO_BASE)
    elif stream.dynamic_range not in support.dynamic_ranges:
        yield Reason(ReasonCode.DYNAMIC_RANGE, {"dynamic_range": str(stream.dynamic_range)})


def _shape(stream: VideoStream) -> Iterator[Reason]:
    if stream.telecined or stream.repeats_fields:
        yield Reason(ReasonCode.TELECINED)
    elif stream.is_interlaced:
        yield Reason(ReasonCode.INTERLACED)
    if not has_square_pixels(stream):
        shape = stream.sample_aspect_ratio
        yield Reason(ReasonCode.PIXELS_NOT_SQUARE, {"sample_aspect_ratio": f"{shape.numerator}:{shape.denominator}"})
    if stream.rotation or stream.flipped:
        yield Reason(ReasonCode.ROTATED, {"rotation": stream.rotation})
    if stream.width % 2 or stream.height % 2:
        yield Reason(ReasonCode.ODD_SIZE, {"width": stream.width, "height": stream.height})


def _wishes(stream: VideoStream, preferences: Preferences) -> Iterator[Reason]:
    if preferences.force_h264 and stream.codec != "h264":
        yield Reason(ReasonCode.USER_WISH, {"option": "force_h264"})
    if preferences.max_height is not None and displayed_size(stream).height > preferences.max_height:
        yield Reason(ReasonCode.USER_WISH, {"option": "max_height"})
