"""The output's facts against the plan: pure."""

from __future__ import annotations

from collections.abc import Iterator

from castengine.ffmpeg.film import Kept, kept_streams
from castengine.media import AudioStream, Container, DynamicRange, FieldOrder, MediaInfo, StreamIndex, VideoStream
from castengine.media.level_limits import is_above
from castengine.media.levels import level_name
from castengine.plan.actions import AudioTarget, Copy, Plan, TranscodeAudio, TranscodeVideo, VideoTarget
from castengine.verify.findings import Finding, FindingCode

_H264_PROFILES = ("baseline", "main", "high")
_HEVC_TAGS = ("hvc1", "dvh1")
_CLOCK_ERROR = 1.02  # an average over few frames is a little above the rate


def check_facts(source: MediaInfo, plan: Plan, output: MediaInfo, *, embedded: int) -> tuple[Finding, ...]:
    """``embedded``: how many text subtitles the output must hold."""
    return (
        *_check_container(plan, output),
        *_check_videos(source, plan, output),
        *_check_audios(source, plan, output),
        *_check_count("subtitle", len(output.subtitles), embedded),
        *_check_others(output),
    )


def _check_container(plan: Plan, output: MediaInfo) -> Iterator[Finding]:
    if output.container is not plan.container:
        yield Finding(FindingCode.CONTAINER, {"container": output.container, "expected": plan.container})
    if output.container is Container.MP4 and not output.index_in_front:
        yield Finding(FindingCode.INDEX_NOT_IN_FRONT)
    if output.fragmented:
        yield Finding(FindingCode.FRAGMENTED)
    if output.cover_art:
        yield Finding(FindingCode.COVER_ART_AS_VIDEO)


def _check_count(kind: str, count: int, expected: int) -> Iterator[Finding]:
    if count != expected:
        yield Finding(FindingCode.STREAM_COUNT, {"kind": kind, "count": count, "expected": expected})


def _check_others(output: MediaInfo) -> Iterator[Finding]:
    """MP4 keeps the names of chapters in a track of their own; nothing else may be there."""
    allowed = 1 if output.chapters else 0
    if len(output.other) > allowed:
        yield Finding(FindingCode.STREAM_COUNT, {"kind": "data", "count": len(output.other), "expected": allowed})


def _check_videos(source: MediaInfo, plan: Plan, output: MediaInfo) -> Iterator[Finding]:
    kept = kept_of(VideoStream, source, plan)
    yield from _check_count("video", len(output.video), len(kept))
    for action, stream in zip(kept, output.video, strict=False):
        target = action.target if isinstance(action, TranscodeVideo) else None
        yield from _check_codec(stream, target.codec if target else source.stream(action.stream).codec)
        yield from _check_picture(stream)
        if target is not None:
            yield from _check_video_target(stream, target)


def _check_audios(source: MediaInfo, plan: Plan, output: MediaInfo) -> Iterator[Finding]:
    kept = kept_of(AudioStream, source, plan)
    yield from _check_count("audio", len(output.audio), len(kept) + (plan.silence is not None))
    for action, stream in zip(kept, output.audio, strict=False):
        target = action.target if isinstance(action, TranscodeAudio) else None
        yield from _check_codec(stream, target.codec if target else source.stream(action.stream).codec)
        if target is not None:
            yield from _check_audio_target(stream, target)


def kept_of(kind: type[VideoStream | AudioStream], source: MediaInfo, plan: Plan) -> list[Kept]:
    """The actions that lead to the output's pictures (or sounds), in the output's order."""
    return [action for action in kept_streams(plan) if isinstance(source.stream(action.stream), kind)]


def encoded_streams(source: MediaInfo, plan: Plan, output: MediaInfo) -> frozenset[StreamIndex]:
    """The output's streams that are no copies."""
    pairs = [
        *zip(kept_of(VideoStream, source, plan), output.video, strict=False),
        *zip(kept_of(AudioStream, source, plan), output.audio, strict=False),
    ]
    return frozenset(stream.index for action, stream in pairs if not isinstance(action, Copy))


def _check_codec(stream: VideoStream | AudioStream, expected: str | None) -> Iterator[Finding]:
    if stream.codec != expected:
        yield Finding(
            FindingCode.CODEC, {"stream": stream.index, "codec": stream.codec or "?", "expected": expected or "?"}
        )


def _check_picture(stream: VideoStream) -> Iterator[Finding]:
    if stream.codec == "hevc" and stream.codec_tag is not None and stream.codec_tag not in (*_HEVC_TAGS, ""):
        yield Finding(
            FindingCode.CODEC_TAG, {"stream": stream.index, "tag": stream.codec_tag, "expected": _HEVC_TAGS[0]}
        )
    if stream.rotation or stream.flipped:
        yield Finding(FindingCode.ROTATED, {"stream": stream.index, "rotation": stream.rotation})


def _check_video_target(stream: VideoStream, target: VideoTarget) -> Iterator[Finding]:
    index = {"stream": stream.index}
    profile = (stream.codec_profile or "?").lower().removeprefix("constrained ").replace("main 10", "main10")
    if profile not in _profiles_within(target.codec_profile):
        yield Finding(FindingCode.PROFILE, {**index, "profile": profile, "expected": target.codec_profile})
    level = level_name(stream)
    if stream.codec == target.codec and (level is None or is_above(target.codec, level, target.level)):
        yield Finding(FindingCode.LEVEL, {**index, "level": stream.level or 0, "max": target.level})
    if (stream.width, stream.height) != (target.width, target.height):
        expected = f"{target.width}x{target.height}"
        yield Finding(FindingCode.SIZE, {**index, "size": f"{stream.width}x{stream.height}", "expected": expected})
    if stream.pixel_format != target.pixel_format:
        made = stream.pixel_format or "?"
        yield Finding(FindingCode.PIXEL_FORMAT, {**index, "pixel_format": made, "expected": target.pixel_format})
    yield from _check_color(stream)
    if target.frame_rate and stream.frame_rate and stream.frame_rate > float(target.frame_rate) * _CLOCK_ERROR:
        rates = {"frame_rate": round(float(stream.frame_rate), 3), "max": round(float(target.frame_rate), 3)}
        yield Finding(FindingCode.FRAME_RATE, {**index, **rates})
    if stream.field_order not in (None, FieldOrder.PROGRESSIVE):
        yield Finding(FindingCode.NOT_PROGRESSIVE, index)
    if stream.sample_aspect_ratio != 1:
        ratio = str(stream.sample_aspect_ratio)
        yield Finding(FindingCode.PIXELS_NOT_SQUARE, {**index, "sample_aspect_ratio": ratio})


def _check_color(stream: VideoStream) -> Iterator[Finding]:
    """What was encoded here says which color it is, and never that 8 bits hold a high dynamic range."""
    color = stream.color
    missing = [name for name in ("primaries", "transfer", "matrix") if getattr(color, name) is None]
    if missing:
        yield Finding(FindingCode.COLOR, {"stream": stream.index, "color": "?", "expected": " ".join(missing)})
    if stream.dynamic_range is not DynamicRange.SDR and (stream.bit_depth or 8) < 10:
        yield Finding(FindingCode.COLOR, {"stream": stream.index, "color": color.transfer or "?", "expected": "bt709"})
    if color.range not in (None, "tv"):
        yield Finding(FindingCode.COLOR, {"stream": stream.index, "color": color.range, "expected": "tv"})


def _profiles_within(profile: str) -> tuple[str, ...]:
    """Each H.264 profile of this row plays wherever the later ones do; x264's fast presets use less than they may."""
    return _H264_PROFILES[: _H264_PROFILES.index(profile) + 1] if profile in _H264_PROFILES else (profile,)


def _check_audio_target(stream: AudioStream, target: AudioTarget) -> Iterator[Finding]:
    if stream.channels != target.channels:
        params = {"stream": stream.index, "channels": stream.channels or 0, "expected": target.channels}
        yield Finding(FindingCode.CHANNELS, params)
    if stream.sample_rate != target.sample_rate:
        params = {"stream": stream.index, "sample_rate": stream.sample_rate or 0, "expected": target.sample_rate}
        yield Finding(FindingCode.SAMPLE_RATE, params)
