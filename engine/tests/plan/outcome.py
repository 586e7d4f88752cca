"""The file that carrying out a plan makes, as far as deciding is concerned."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from castengine.media import (
    AudioStream,
    Color,
    Container,
    DynamicRange,
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
    )


def _made(media: MediaInfo, plan: Plan, stream: Stream) -> Stream | None:
    match next(a for a in plan.actions if a.stream == stream.index):
        case Copy():
            is_hevc = isinstance(stream, VideoStream) and stream.codec == "hevc"
            return replace(stream, codec_tag="hvc1") if is_hevc else stream
        case TranscodeVideo() as action if isinstance(stream, VideoStream):
            return _video(stream, action)
        case TranscodeAudio() as action if isinstance(stream, AudioStream):
            return _audio(stream, action)
        case Sidecar(embed=True) if isinstance(stream, SubtitleStream):
            return replace(stream, codec="mov_text", form=SubtitleKind.TEXT)
        case _:
            return None


def _video(stream: VideoStream, action: TranscodeVideo) -> VideoStream:
    target = action.target
    level = _CODED_LEVELS.get(target.level)
    return replace(
        stream,
        codec=target.codec,
        codec_profile="High",
        level=level if level is not None else int(target.level.replace(".", "")),
        reference_frames=4,
        width=target.width,
        height=target.height,
        sample_aspect_ratio=Fraction(1),
        frame_rate=target.frame_rate or stream.believed_frame_rate,
        nominal_frame_rate=None,
        pixel_format=target.pixel_format,
        bit_depth=8,
        bit_rate=target.max_bit_rate,
        chroma="4:2:0",
        color=Color(),
        dynamic_range=DynamicRange.SDR,
        dolby_vision=None,
        field_order=FieldOrder.PROGRESSIVE,
        measured_field_order=None,
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
