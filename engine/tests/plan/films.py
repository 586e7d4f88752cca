"""Films to plan for, named by their content, and plans in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from castengine.media import (
    AudioStream,
    Color,
    Container,
    Disposition,
    DolbyVision,
    DynamicRange,
    FieldOrder,
    MediaInfo,
    OtherStream,
    Stream,
    StreamIndex,
    SubtitleKind,
    SubtitleStream,
    VideoStream,
)
from castengine.plan import Action, Copy, Plan, Sidecar, TranscodeAudio, TranscodeVideo

NTSC_FILM = Fraction(24000, 1001)
NTSC_60 = Fraction(60000, 1001)


def film(*streams: Stream, container: Container = Container.MATROSKA, **facts: Any) -> MediaInfo:
    """The streams numbered in their order."""
    numbered = tuple(replace(stream, index=StreamIndex(i)) for i, stream in enumerate(streams))
    media = MediaInfo(container=container, format_name=str(container), streams=numbered, duration=Fraction(5400))
    return replace(media, **facts)


def mp4(*streams: Stream, index_in_front: bool = True, fragmented: bool = False) -> MediaInfo:
    return film(*streams, container=Container.MP4, index_in_front=index_in_front, fragmented=fragmented)


def h264(width: int = 1920, height: int = 1080, rate: Fraction | int | None = 24, **facts: Any) -> VideoStream:
    plain = VideoStream(
        index=StreamIndex(0),
        codec="h264",
        codec_profile="High",
        level=41,
        reference_frames=4,
        width=width,
        height=height,
        frame_rate=None if rate is None else Fraction(rate),
        pixel_format="yuv420p",
        bit_depth=8,
        chroma="4:2:0",
        field_order=FieldOrder.PROGRESSIVE,
        dispositions=frozenset({Disposition.DEFAULT}),
    )
    return replace(plain, **facts)


def other_video(
    codec: str, width: int = 1920, height: int = 1080, rate: Fraction | int = 24, **facts: object
) -> VideoStream:
    unknown: dict[str, Any] = {"codec_profile": None, "level": None, "reference_frames": None}
    return h264(width, height, rate, codec=codec, **{**unknown, **facts})


def hevc(width: int = 1920, height: int = 1080, rate: Fraction | int = 24, **facts: Any) -> VideoStream:
    return other_video(
        "hevc", width, height, rate, **{"codec_profile": "Main", "level": 120, "codec_tag": "hvc1", **facts}
    )


def hevc_10_bit(
    width: int = 3840, height: int = 2160, rate: Fraction | int = NTSC_FILM, **facts: object
) -> VideoStream:
    deep: dict[str, Any] = {"codec_profile": "Main 10", "bit_depth": 10, "pixel_format": "yuv420p10le", "level": 150}
    return hevc(width, height, rate, **{**deep, **facts})


def hdr10(width: int = 3840, height: int = 2160, rate: Fraction | int = NTSC_FILM, **facts: Any) -> VideoStream:
    color = Color("bt2020", "smpte2084", "bt2020nc", "tv")
    return hevc_10_bit(width, height, rate, **{"color": color, "dynamic_range": DynamicRange.HDR10, **facts})


def hlg(width: int = 1920, height: int = 1080, rate: Fraction | int = 50, **facts: Any) -> VideoStream:
    color = Color("bt2020", "arib-std-b67", "bt2020nc", "tv")
    return hevc_10_bit(width, height, rate, color=color, dynamic_range=DynamicRange.HLG, **facts)


def dolby_vision_5(**facts: Any) -> VideoStream:
    record = DolbyVision(profile=5, level=6, compatibility_id=0)
    return hevc_10_bit(dynamic_range=DynamicRange.DOLBY_VISION, dolby_vision=record, codec_tag="dvh1", **facts)


def dolby_vision_8(**facts: Any) -> VideoStream:
    return hdr10(dolby_vision=DolbyVision(profile=8, level=6, compatibility_id=1), **facts)


def vp9(width: int = 1920, height: int = 1080, rate: Fraction | int = 30, **facts: Any) -> VideoStream:
    return other_video("vp9", width, height, rate, **{"codec_profile": "Profile 0", **facts})


def vp9_10_bit(**facts: Any) -> VideoStream:
    return vp9(codec_profile="Profile 2", bit_depth=10, pixel_format="yuv420p10le", **facts)


def vp8(width: int = 1280, height: int = 720, rate: Fraction | int = 30, **facts: Any) -> VideoStream:
    return other_video("vp8", width, height, rate, **facts)


def av1(width: int = 1920, height: int = 1080, rate: Fraction | int = 24, **facts: Any) -> VideoStream:
    return other_video("av1", width, height, rate, **{"codec_profile": "Main", **facts})


def interlaced(stream: VideoStream) -> VideoStream:
    return replace(stream, field_order=FieldOrder.TOP_FIRST)


def cover_art() -> VideoStream:
    picture = other_video("mjpeg", 600, 900, 1, frame_rate=None)
    return replace(picture, dispositions=frozenset({Disposition.ATTACHED_PIC}))


def aac(channels: int = 2, **facts: Any) -> AudioStream:
    return sound("aac", channels, **{"codec_profile": "LC", **facts})


def sound(codec: str, channels: int = 2, rate: int = 48000, **facts: Any) -> AudioStream:
    plain = AudioStream(index=StreamIndex(0), codec=codec, channels=channels, sample_rate=rate)
    return replace(plain, **facts)


def flagged(stream: AudioStream, *dispositions: Disposition) -> AudioStream:
    return replace(stream, dispositions=frozenset(dispositions))


def subtitle(codec: str = "subrip", language: str | None = "en", *dispositions: Disposition) -> SubtitleStream:
    bitmaps = ("hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub")
    form = SubtitleKind.BITMAP if codec in bitmaps else SubtitleKind.TEXT
    flags = frozenset(dispositions)
    return SubtitleStream(index=StreamIndex(0), codec=codec, form=form, language=language, dispositions=flags)


def font() -> OtherStream:
    return OtherStream(index=StreamIndex(0), codec="ttf", kind="attachment", filename="a.ttf", mime_type="font/ttf")


def timed_data() -> OtherStream:
    return OtherStream(index=StreamIndex(0), codec="bin_data", kind="data")


def in_words(plan: Plan) -> tuple[str, ...]:
    """``("remux mp4: container_not_played", "video copy: device_plays_it", ...)``, an item for each stream."""
    reasons = ", ".join(str(reason.code) for reason in plan.container_reasons)
    head = f"{plan.delivery} {plan.container}" + (f": {reasons}" if reasons else "")
    return (head, *(_action(action) for action in plan.actions))


def _action(action: Action) -> str:
    reasons = ", ".join(str(reason.code) for reason in action.reasons)
    return f"{action.kind} {action.action}{_details(action)}: {reasons}"


def _details(action: Action) -> str:
    match action:
        case TranscodeVideo(target=target):
            rate = f"@{float(target.frame_rate):.4g}" if target.frame_rate else ""
            fields = f"{' deinterlaced' * target.deinterlace}{' untelecined' * target.inverse_telecine}"
            light = f" {target.dynamic_range}" if target.dynamic_range is not DynamicRange.SDR else ""
            extra = f"{fields}{' tone-mapped' * target.tone_map}{' reshaped' * target.reshape}{light}"
            codec = "" if target.codec == "h264" else f" {target.codec} {target.codec_profile}"
            return f"{codec} {target.width}x{target.height}{rate} level {target.level}{extra}"
        case TranscodeAudio(target=target):
            extra = f"{' normalized' * target.normalize}{' night' * target.night_mode}"
            return f" {target.codec} {target.channels}ch {target.sample_rate}{extra}"
        case Copy(level=str(level)):
            return f" level {level}"
        case Sidecar():
            return f" {action.suffix}{' embedded' * action.embed}"
        case _:
            return ""
