"""A film and its plan in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from castengine.devices import DeviceProfile
from castengine.media import AudioStream, Disposition, MediaInfo, Stream, SubtitleStream, VideoStream
from castengine.media.levels import level_name
from castengine.plan import (
    Action,
    BurnIn,
    Copy,
    Delivery,
    Drop,
    Plan,
    Poster,
    Reason,
    Sidecar,
    TranscodeAudio,
    TranscodeVideo,
)
from mkv2castui.cli.output import bytes_as_text, seconds_as_clock
from mkv2castui.cli.sentences import name_of, reason_sentence

_SUMMARY = {
    Delivery.AS_IS: "It plays as it is.",
    Delivery.REMUX: "Everything is kept and only repacked: a matter of seconds.",
    Delivery.TRANSCODE: "Parts of it are converted.",
}


def describe(source: Path, media: MediaInfo, plan: Plan, device: DeviceProfile) -> Iterator[str]:
    """Lines: the file, the plan in a sentence, then each track with what happens to it and why."""
    yield f"{source.name}: {', '.join(_file_facts(media))}"
    yield f"For {device.name}: {_SUMMARY[plan.delivery]}"
    if plan.delivery is not Delivery.AS_IS and plan.container_reasons:
        yield f"  The file becomes {name_of(plan.container)}: {_because(plan.container_reasons)}."
    for action in plan.actions:
        stream = media.stream(action.stream)
        yield f"  {action.stream:>2}  {', '.join(_stream_facts(stream))}"
        yield f"      {_what_happens(action)}: {_because(action.reasons)}."


def _file_facts(media: MediaInfo) -> Iterator[str]:
    yield name_of(media.container) if media.container != "other" else media.format_name
    if media.duration is not None:
        yield seconds_as_clock(float(media.duration))
    if media.size is not None:
        yield bytes_as_text(media.size)


def _stream_facts(stream: Stream) -> Iterator[str]:
    yield f"{stream.kind} {name_of(stream.codec or 'of an unknown kind')}"
    if isinstance(stream, VideoStream):
        yield from _video_facts(stream)
    elif isinstance(stream, AudioStream):
        yield stream.channel_layout or f"{stream.channels or '?'} channels"
    elif isinstance(stream, SubtitleStream) and stream.has(Disposition.FORCED):
        yield "forced"
    if stream.language:
        yield stream.language
    if stream.title:
        yield f"“{stream.title}”"


def _video_facts(stream: VideoStream) -> Iterator[str]:
    level = level_name(stream)
    if stream.codec_profile:
        yield f"{stream.codec_profile}{f' level {level}' if level else ''}"
    yield f"{stream.width}×{stream.height}"
    if stream.frame_rate:
        yield f"{float(stream.frame_rate):.5g} fps"
    if stream.dynamic_range != "sdr":
        yield name_of(stream.dynamic_range)


def _what_happens(action: Action) -> str:
    match action:
        case Copy(level=level):
            return "kept" if level is None else f"kept, marked as level {level}"
        case TranscodeVideo(target=target):
            size = f"{target.width}×{target.height}"
            return f"becomes {name_of(target.codec)} {target.codec_profile} level {target.level}, {size}"
        case TranscodeAudio(target=target):
            return f"becomes {name_of(target.codec)}, {target.channels} channels, {target.bit_rate // 1000} kbit/s"
        case Sidecar(embed=embed):
            return "becomes a WebVTT file" + (" and stays inside the film too" if embed else "")
        case BurnIn():
            return "is drawn into the picture"
        case Poster():
            return "becomes a picture beside the film"
        case Drop():
            return "left out"


def _because(reasons: tuple[Reason, ...]) -> str:
    return ", ".join(reason_sentence(reason.code, reason.params) for reason in reasons)
