"""The file that carrying out a plan makes, as far as deciding is concerned."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from castengine.media import (
    AudioStream,
    Color,
    Container,
    FieldOrder,
    MediaInfo,
    Stream,
    StreamIndex,
    SubtitleKind,
    SubtitleStream,
    VideoStream,
)
from castengine.plan import Copy, Plan, Sidecar, TranscodeAudio, TranscodeVideo

_CODED_LEVELS = {"1b": 9}


def output_of(media: MediaInfo, plan: Plan) -> MediaInfo:
    made = [stream for stream in (_made(media, plan, s) for s in media.streams) if stream is not None]
    made.sort(key=lambda s: ("video", "audio", "subtitle").index(s.kind))
    return replace(
        media,
        container=plan.container,
        format_name=str(plan.container),
        streams=tuple(replace(s, index=StreamIndex(i)) for i, s in enumerate(made)),
        index_in_front=True if plan.container is Container.MP4 else None,
        fragmented=False,
        size=_size(media, plan),
    )


def _size(media: MediaInfo, plan: Plan) -> int | None:
    """As wished, when a size was wished; unknown when something is encoded."""
    made = plan.only(TranscodeVideo)
    if not made:
        return media.size
    bit_rate = made[0].target.bit_rate
    return None if bit_rate is None or media.duration is None else int(bit_rate * media.duration / 8)


def _made(media: MediaInfo, plan: Plan, stream: Stream) -> Stream | None:
    match next(a for a in plan.actions if a.stream == stream.index):
        case Copy() as action:
            return _copied(stream, action)
        case TranscodeVideo() as action if isinstance(stream, VideoStream):
            return _video(stream, action)
        case TranscodeAudio() as action if isinstance(stream, AudioStream):
            return _audio(stream, action)
        case Sidecar(embed=True) if isinstance(stream, SubtitleStream):
            return replace(stream, codec="mov_text", form=SubtitleKind.TEXT)
        case _:
            return None


def _copied(stream: Stream, action: Copy) -> Stream:
    if not isinstance(stream, VideoStream):
        return stream
    level = stream.level if action.level is None else _coded_level(stream.codec or "", action.level)
    return replace(stream, level=level, codec_tag="hvc1" if stream.codec == "hevc" else stream.codec_tag)


def _coded_level(codec: str, name: str) -> int:
    """As the codec's header writes it."""
    if codec == "h264":
        return _CODED_LEVELS.get(name, int(name.replace(".", "").replace("b", "")))
    major, minor = map(int, name.split("."))
    return (major * 10 + minor) * 3 if codec == "hevc" else (major - 2) * 4 + minor


def _video(stream: VideoStream, action: TranscodeVideo) -> VideoStream:
    target = action.target
    is_deep = target.pixel_format == "yuv420p10le"
    return replace(
        stream,
        codec=target.codec,
        codec_tag="hvc1" if target.codec == "hevc" else None,
        codec_profile={"high": "High", "main": "Main", "main10": "Main 10"}[target.codec_profile],
        level=_coded_level(target.codec, target.level),
        reference_frames=4,
        width=target.width,
        height=target.height,
        sample_aspect_ratio=Fraction(1),
        frame_rate=target.frame_rate or stream.believed_frame_rate,
        nominal_frame_rate=None,
        pixel_format=target.pixel_format,
        bit_depth=10 if is_deep else 8,
        bit_rate=target.bit_rate or target.max_bit_rate,
        chroma="4:2:0",
        color=Color(),
        dynamic_range=target.dynamic_range,
        dolby_vision=None,
        field_order=FieldOrder.PROGRESSIVE,
        measured_field_order=None,
        telecined=False,
        rotation=0,
        flipped=False,
    )


def _audio(stream: AudioStream, action: TranscodeAudio) -> AudioStream:
    target = action.target
    return replace(
        stream,
        codec=target.codec,
        codec_profile="LC" if target.codec == "aac" else None,
        channels=target.channels,
        sample_rate=target.sample_rate,
        bit_depth=None,
    )
