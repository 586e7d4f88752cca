"""What is made of a picture and of a sound."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from castengine.devices import find_device
from castengine.media import MediaInfo
from castengine.plan import (
    AudioTarget,
    Capabilities,
    Preferences,
    TranscodeAudio,
    TranscodeVideo,
    VideoTarget,
    make_plan,
)
from castengine.plan.picture import limited_rate
from tests.plan.films import aac, film, h264, hdr10, hevc, mp4, other_video, sound


def video_of(media: MediaInfo, device: str = "any-chromecast", **options: object) -> VideoTarget:
    plan = make_plan(media, find_device(device), Preferences.from_options(options), Capabilities.software())
    (action,) = plan.only(TranscodeVideo)
    return action.target


def audio_of(media: MediaInfo, **options: object) -> AudioTarget:
    plan = make_plan(media, find_device("any-chromecast"), Preferences.from_options(options), Capabilities.software())
    (action,) = plan.only(TranscodeAudio)
    return action.target


def test_a_4k_hdr_film_for_any_chromecast() -> None:
    assert video_of(film(hdr10(), aac())) == VideoTarget(
        codec="h264",
        encoder="libx264",
        codec_profile="high",
        level="4.0",
        width=1920,
        height=1080,
        pixel_format="yuv420p",
        frame_rate=None,
        crf=20,
        preset="veryfast",
        max_bit_rate=14_915_004,
        buffer_size=14_915_004,
        gop_seconds=2.0,
        deinterlace=False,
        tone_map=True,
    )


@pytest.mark.parametrize(
    ("options", "crf", "preset"),
    [
        ({}, 20, "veryfast"),
        ({"profile": "fast"}, 23, "veryfast"),
        ({"profile": "quality"}, 19, "medium"),
        ({"crf": 0}, 0, "veryfast"),
        ({"profile": "fast", "crf": 18, "preset": "slow"}, 18, "slow"),
    ],
)
def test_the_quality(options: dict[str, Any], crf: int, preset: str) -> None:
    target = video_of(film(hevc(), aac()), **options)
    assert (target.crf, target.preset) == (crf, preset)


@pytest.mark.parametrize(
    ("rate", "highest", "limited"),
    [
        (None, 30, None),
        (Fraction(24), 30, None),
        (Fraction(30), 30, None),
        (Fraction(60), 30, Fraction(30)),
        (Fraction(50), 30, Fraction(25)),
        (Fraction(60000, 1001), 30, Fraction(30000, 1001)),
        (Fraction(48), 30, Fraction(24)),
        (Fraction(120), 60, Fraction(60)),
        (Fraction(100), 30, Fraction(25)),
        (Fraction(31), 30, Fraction(30)),
        (Fraction(40), 30, Fraction(30)),
        (Fraction(1000), 60, Fraction(1000, 17)),
    ],
)
def test_a_rate_is_divided_so_that_motion_stays_even(
    rate: Fraction | None, highest: int, limited: Fraction | None
) -> None:
    assert limited_rate(rate, highest) == limited


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ((3840, 2160), (1920, 1080)),
        ((3840, 1600), (1920, 800)),
        ((2048, 858), (1920, 804)),
        ((1440, 2560), (608, 1080)),
        ((321, 241), (320, 240)),
        ((1, 1), (16, 16)),
        ((60000, 2), (1920, 16)),
    ],
)
def test_the_size_fits_keeps_its_shape_and_is_even(source: tuple[int, int], size: tuple[int, int]) -> None:
    target = video_of(film(other_video("mpeg4", *source), aac()))
    assert (target.width, target.height) == size


def test_nothing_is_made_larger() -> None:
    target = video_of(film(other_video("mpeg4", 640, 352), aac()), "google-tv-4k")
    assert (target.width, target.height) == (640, 352)


@pytest.mark.parametrize(
    ("rate", "size"), [(24, (1920, 1080)), (60, (1920, 1080)), (50, (1920, 1080))], ids=["24", "60", "50"]
)
def test_of_two_modes_the_one_with_more_pixels_a_second_is_taken(rate: int, size: tuple[int, int]) -> None:
    target = video_of(film(hevc(1920, 1080, rate), aac()))
    assert (target.width, target.height) == size


def test_a_small_fast_picture_keeps_its_rate() -> None:
    target = video_of(film(hevc(1280, 720, 60), aac()))
    assert (target.width, target.height, target.frame_rate) == (1280, 720, None)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (sound("dts", 6), AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=48000, bit_rate=192_000)),
        (sound("ac3", 1), AudioTarget(codec="aac", encoder="aac", channels=1, sample_rate=48000, bit_rate=96_000)),
        (
            sound("wmav2", 2, 44100),
            AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=44100, bit_rate=192_000),
        ),
        (
            sound("amr_nb", 1, 8000),
            AudioTarget(codec="aac", encoder="aac", channels=1, sample_rate=48000, bit_rate=96_000),
        ),
        (
            sound("truehd", 8, 96000),
            AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=48000, bit_rate=192_000),
        ),
        (
            sound("alac", 2, 88200),
            AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=44100, bit_rate=192_000),
        ),
        (
            sound("x", 2, 22050),
            AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=44100, bit_rate=192_000),
        ),
    ],
    ids=["5.1", "mono", "44.1 kHz", "a telephone", "a studio", "twice 44.1 kHz", "half of 44.1 kHz"],
)
def test_the_sound(source: object, target: AudioTarget) -> None:
    assert audio_of(film(h264(), source)) == target  # type: ignore[arg-type]


@pytest.mark.parametrize(("channels", "kept"), [(3, 2), (4, 2), (5, 6), (6, 6), (7, 6), (8, 6)])
def test_wished_surround_is_5_1(channels: int, kept: int) -> None:
    target = audio_of(film(h264(), sound("dts", channels)), keep_surround=True)
    assert (target.channels, target.bit_rate) == (kept, {2: 192_000, 6: 384_000}[kept])


def test_a_wished_bit_rate() -> None:
    assert audio_of(film(h264(), sound("dts", 6)), abr=320).bit_rate == 320_000


def test_a_better_encoder_of_the_host_is_used() -> None:
    capabilities = Capabilities((("h264", "h264_nvenc"),))
    plan = make_plan(film(hevc(), sound("dts")), find_device("any-chromecast"), Preferences(), capabilities)
    assert [a.target.encoder for a in plan.only(TranscodeVideo)] == ["h264_nvenc"]
    assert [a.target.encoder for a in plan.only(TranscodeAudio)] == ["aac"]


def test_the_size_of_absurd_pixels_is_the_coded_one() -> None:
    target = video_of(mp4(replace(other_video("mpeg4", 640, 480), sample_aspect_ratio=Fraction(1000)), aac()))
    assert (target.width, target.height) == (640, 480)
