"""Outputs that are not what the plan says are found out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from castengine import find_device
from castengine.media import (
    AudioStream,
    Color,
    Container,
    Disposition,
    DynamicRange,
    FieldOrder,
    MediaInfo,
    OtherStream,
    StreamIndex,
    SubtitleStream,
    VideoStream,
)
from castengine.plan import AudioTarget, Copy, Delivery, Plan, TranscodeAudio, TranscodeVideo, VideoTarget
from castengine.verify.facts import check_facts
from castengine.verify.obstacles import check_obstacles

I0, I1, I2 = (StreamIndex(n) for n in range(3))
SOURCE = MediaInfo(
    container=Container.MATROSKA,
    format_name="matroska,webm",
    streams=(
        VideoStream(index=I0, codec="mpeg2video", width=720, height=576),
        AudioStream(index=I1, codec="dts", channels=6, sample_rate=48000),
        AudioStream(index=I2, codec="mp3", channels=2, sample_rate=44100),
    ),
)
TARGET = VideoTarget(
    codec="h264",
    encoder="libx264",
    codec_profile="high",
    level="4.1",
    width=1024,
    height=576,
    pixel_format="yuv420p",
    frame_rate=None,
    crf=20,
    preset="medium",
    max_bit_rate=12_000_000,
    buffer_size=24_000_000,
    gop_seconds=2,
)
PLAN = Plan(
    device="any-chromecast",
    delivery=Delivery.TRANSCODE,
    container=Container.MP4,
    container_reasons=(),
    actions=(
        TranscodeVideo(I0, TARGET, ()),
        TranscodeAudio(I1, AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=48000, bit_rate=1), ()),
        Copy(I2, (), "audio"),
    ),
)
VIDEO = VideoStream(
    index=I0,
    codec="h264",
    codec_tag="avc1",
    codec_profile="High",
    level=31,
    width=1024,
    height=576,
    frame_rate=Fraction(25),
    nominal_frame_rate=Fraction(25),
    pixel_format="yuv420p",
    bit_depth=8,
    chroma="4:2:0",
    color=Color("bt709", "bt709", "bt709", "tv"),
    field_order=FieldOrder.PROGRESSIVE,
)
AAC = AudioStream(index=I1, codec="aac", codec_profile="LC", channels=2, sample_rate=48000)
MP3 = AudioStream(index=I2, codec="mp3", channels=2, sample_rate=44100)
OUTPUT = MediaInfo(
    container=Container.MP4, format_name="mov,mp4", streams=(VIDEO, AAC, MP3), index_in_front=True, duration=Fraction(9)
)


def with_streams(*streams: VideoStream | AudioStream | SubtitleStream) -> MediaInfo:
    return replace(OUTPUT, streams=streams)


def with_video(**changes: object) -> MediaInfo:
    return with_streams(replace(VIDEO, **changes), AAC, MP3)  # type: ignore[arg-type]


def findings(output: MediaInfo, *, embedded: int = 0) -> list[str]:
    return [str(finding) for finding in check_facts(SOURCE, PLAN, output, embedded=embedded)]


def test_what_was_planned_is_found_right() -> None:
    assert findings(OUTPUT) == []


@pytest.mark.parametrize(
    ("output", "found"),
    [
        pytest.param(
            replace(OUTPUT, container=Container.MATROSKA),
            ["wrong_container container=matroska expected=mp4"],
            id="another container",
        ),
        pytest.param(replace(OUTPUT, index_in_front=False), ["index_not_in_front"], id="the index at the end"),
        pytest.param(replace(OUTPUT, fragmented=True), ["fragmented"], id="fragments"),
        pytest.param(
            with_streams(VIDEO, AAC, MP3, replace(VIDEO, dispositions=frozenset({Disposition.ATTACHED_PIC}))),
            ["cover_art_as_video"],
            id="a cover as a video stream",
        ),
        pytest.param(
            with_streams(AAC, MP3), ["stream_count_differs kind=video count=0 expected=1"], id="no picture at all"
        ),
        pytest.param(
            with_streams(VIDEO, AAC), ["stream_count_differs kind=audio count=1 expected=2"], id="a sound track missing"
        ),
        pytest.param(
            with_streams(VIDEO, AAC, MP3, SubtitleStream(index=StreamIndex(3), codec="mov_text")),
            ["stream_count_differs kind=subtitle count=1 expected=0"],
            id="a subtitle nobody planned",
        ),
        pytest.param(
            replace(OUTPUT, streams=(*OUTPUT.streams, OtherStream(index=StreamIndex(3), codec=None, kind="data"))),
            ["stream_count_differs kind=data count=1 expected=0"],
            id="a data track",
        ),
        pytest.param(
            with_video(codec="mpeg4"), ["wrong_codec stream=0 codec=mpeg4 expected=h264"], id="another video codec"
        ),
        pytest.param(
            with_streams(VIDEO, AAC, replace(MP3, codec="aac")),
            ["wrong_codec stream=2 codec=aac expected=mp3"],
            id="a copy that is none",
        ),
        pytest.param(
            with_video(codec_profile="High 10"),
            ["wrong_profile stream=0 profile=high 10 expected=high"],
            id="a profile over the planned one",
        ),
        pytest.param(with_video(codec_profile="Constrained Baseline"), [], id="a lesser profile plays as well"),
        pytest.param(with_video(level=51), ["level_too_high stream=0 level=51 max=4.1"], id="a level too high"),
        pytest.param(with_video(level=None), ["level_too_high stream=0 level=0 max=4.1"], id="an unknown level"),
        pytest.param(with_video(width=720), ["wrong_size stream=0 size=720x576 expected=1024x576"], id="another size"),
        pytest.param(
            with_video(pixel_format="yuv422p"),
            ["wrong_pixel_format stream=0 pixel_format=yuv422p expected=yuv420p"],
            id="another chroma",
        ),
        pytest.param(with_video(field_order=FieldOrder.TOP_FIRST), ["not_progressive stream=0"], id="interlaced"),
        pytest.param(
            with_video(sample_aspect_ratio=Fraction(64, 45)),
            ["pixels_not_square stream=0 sample_aspect_ratio=64/45"],
            id="pixels that are not square",
        ),
        pytest.param(with_video(rotation=90), ["rotated stream=0 rotation=90"], id="a hint to turn the picture"),
        pytest.param(
            with_video(color=Color("bt709", None, "bt709", "tv")),
            ["wrong_color stream=0 color=? expected=transfer"],
            id="a color that is not told",
        ),
        pytest.param(
            with_video(color=Color("bt2020", "smpte2084", "bt2020nc", "tv"), dynamic_range=DynamicRange.HDR10),
            ["wrong_color stream=0 color=smpte2084 expected=bt709"],
            id="a high dynamic range in 8 bits",
        ),
        pytest.param(
            with_video(color=Color("bt709", "bt709", "bt709", "pc")),
            ["wrong_color stream=0 color=pc expected=tv"],
            id="full range",
        ),
        pytest.param(
            with_streams(VIDEO, replace(AAC, channels=6), MP3),
            ["wrong_channels stream=1 channels=6 expected=2"],
            id="too many channels",
        ),
        pytest.param(
            with_streams(VIDEO, replace(AAC, sample_rate=96000), MP3),
            ["wrong_sample_rate stream=1 sample_rate=96000 expected=48000"],
            id="another sample rate",
        ),
    ],
)
def test_findings(output: MediaInfo, found: list[str]) -> None:
    assert findings(output) == found


def test_a_rate_over_the_planned_one_is_found() -> None:
    target = replace(TARGET, frame_rate=Fraction(30))
    plan = replace(PLAN, actions=(TranscodeVideo(I0, target, ()), *PLAN.actions[1:]))
    found = [str(finding) for finding in check_facts(SOURCE, plan, with_video(frame_rate=Fraction(50)), embedded=0)]
    assert found == ["frame_rate_too_high stream=0 frame_rate=50.0 max=30.0"]


def test_a_missing_embedded_subtitle_is_found() -> None:
    assert findings(OUTPUT, embedded=2) == ["stream_count_differs kind=subtitle count=0 expected=2"]


@pytest.mark.parametrize(
    ("tag", "found"),
    [("hvc1", []), ("dvh1", []), ("hev1", ["wrong_codec_tag stream=0 tag=hev1 expected=hvc1"])],
)
def test_hevc_needs_its_tag(tag: str, found: list[str]) -> None:
    source = replace(SOURCE, streams=(VideoStream(index=I0, codec="hevc", width=64, height=64),))
    plan = replace(PLAN, actions=(Copy(I0, (), "video"),))
    output = with_streams(replace(VIDEO, codec="hevc", codec_tag=tag))
    assert [str(finding) for finding in check_facts(source, plan, output, embedded=0)] == found


@pytest.mark.parametrize(
    ("output", "reasons"),
    [
        pytest.param(OUTPUT, [], id="what plays"),
        pytest.param(with_video(pixel_format="yuv420p10le", bit_depth=10), ["bit_depth_not_played"], id="10 bit"),
        pytest.param(
            with_video(codec="mpeg4", codec_profile=None), ["video_codec_not_played"], id="a codec it has not"
        ),
    ],
)
def test_the_device_has_the_last_word(output: MediaInfo, reasons: list[str]) -> None:
    found = [finding.params["reason"] for finding in check_obstacles(output, find_device("any-chromecast"))]
    assert set(reasons) <= set(found)
    assert bool(reasons) == bool(found)
