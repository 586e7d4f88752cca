"""Encoder arguments that are computed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from castengine.ffmpeg.encoders import reference_frames
from castengine.plan import VideoTarget

TARGET = VideoTarget(
    codec="h264",
    encoder="libx264",
    codec_profile="high",
    level="4.1",
    width=1920,
    height=1080,
    pixel_format="yuv420p",
    frame_rate=Fraction(24),
    crf=20,
    preset="medium",
    max_bit_rate=12_000_000,
    buffer_size=24_000_000,
    gop_seconds=2,
)


@pytest.mark.parametrize(
    ("preset", "level", "width", "height", "expected"),
    [
        pytest.param("medium", "4.1", 1920, 1080, 3, id="what the preset asks for, when the level allows more"),
        pytest.param("veryslow", "4.1", 1920, 1080, 4, id="1080p at level 4.1 holds four (MaxDpbMbs 32768 / 8160)"),
        pytest.param("veryslow", "4.1", 1280, 720, 9, id="720p at level 4.1 holds nine"),
        pytest.param("veryslow", "3.1", 1280, 720, 5, id="720p at level 3.1 holds five"),
        pytest.param("veryslow", "4.1", 320, 180, 16, id="never more than sixteen"),
        pytest.param("slow", "5.1", 3840, 2160, 5, id="2160p at level 5.1 holds the preset's five"),
        pytest.param("medium", "3.0", 1920, 1080, 1, id="never less than one"),
        pytest.param("ultrafast", "4.1", 640, 360, 1, id="a fast preset has one"),
    ],
)
def test_reference_frames(preset: str, level: str, width: int, height: int, expected: int) -> None:
    assert reference_frames(replace(TARGET, preset=preset, level=level, width=width, height=height)) == expected
