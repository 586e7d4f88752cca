"""Levels recomputed: facts of H.264 Annex A, HEVC Annex A and the others."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from castengine.media import VideoStream
from castengine.media.level_limits import Demand, is_above, level_for
from castengine.plan.levels import level_of
from tests.plan.films import NTSC_60, av1, h264, hevc, other_video, vp9


@pytest.mark.parametrize(
    ("codec", "width", "height", "rate", "level"),
    [
        ("h264", 176, 144, 15, "1.0"),
        ("h264", 352, 288, 30, "1.3"),
        ("h264", 720, 480, 30, "3.0"),
        ("h264", 720, 576, 25, "3.0"),
        ("h264", 1280, 720, 30, "3.1"),
        ("h264", 1280, 720, 60, "3.2"),
        ("h264", 1920, 1080, 30, "4.0"),
        ("h264", 1920, 1080, 60, "4.2"),
        ("h264", 3840, 2160, 30, "5.1"),
        ("h264", 3840, 2160, 60, "5.2"),
        ("h264", 4096, 2160, 30, "5.2"),
        ("h264", 7680, 4320, 30, "6.0"),
        ("h264", 7680, 4320, 120, "6.2"),
        ("h264", 16000, 16000, 30, None),
        ("h264", 8192, 16, 24, "5.1"),
        ("hevc", 960, 540, 30, "3.0"),
        ("hevc", 1280, 720, 30, "3.1"),
        ("hevc", 1920, 1080, 30, "4.0"),
        ("hevc", 1920, 1080, 60, "4.1"),
        ("hevc", 3840, 2160, 30, "5.0"),
        ("hevc", 3840, 2160, 60, "5.1"),
        ("hevc", 4096, 2160, 60, "5.1"),
        ("hevc", 3840, 2160, 120, "5.2"),
        ("hevc", 7680, 4320, 30, "6.0"),
        ("vp9", 1280, 720, 60, "4.0"),
        ("vp9", 1920, 1080, 60, "4.1"),
        ("vp9", 3840, 2160, 60, "5.1"),
        ("av1", 1920, 1080, 60, "4.1"),
        ("av1", 3840, 2160, 60, "5.1"),
        ("mpeg2video", 720, 576, 25, None),
    ],
)
def test_size_and_rate_need_a_level(codec: str, width: int, height: int, rate: int, level: str | None) -> None:
    assert level_for(codec, Demand(width=width, height=height, frame_rate=Fraction(rate))) == level


@pytest.mark.parametrize(
    ("references", "level"), [(1, "4.0"), (4, "4.0"), (5, "5.0"), (13, "5.0"), (14, "5.1"), (16, "5.1"), (99, "5.1")]
)
def test_reference_frames_of_1080p24_need_a_level(references: int, level: str) -> None:
    assert level_of(h264(reference_frames=references)) == level


@pytest.mark.parametrize(
    ("megabits", "level"), [(10, "4.0"), (25, "4.0"), (26, "4.1"), (62, "4.1"), (63, "5.0"), (300, "5.1"), (1001, None)]
)
def test_the_bit_rate_of_1080p24_needs_a_level(megabits: int, level: str | None) -> None:
    assert level_of(h264(bit_rate=megabits * 1_000_000)) == level


@pytest.mark.parametrize(
    ("stream", "level"),
    [
        pytest.param(h264(level=51), "4.0", id="a header that claims too much is corrected"),
        pytest.param(h264(3840, 2160, level=41), "5.1", id="a header that claims too little is corrected"),
        pytest.param(h264(rate=None, level=42), "4.2", id="without a frame rate the header is asked"),
        pytest.param(h264(rate=None, level=30), "4.0", id="without a frame rate the size still counts"),
        pytest.param(h264(rate=None, level=None), "4.0", id="without both the size alone counts"),
        pytest.param(h264(1280, 720, NTSC_60), "3.2", id="a broken rate"),
        pytest.param(h264(rate=Fraction(1000, 33)), "4.0", id="30 frames on a millisecond clock"),
        pytest.param(replace(h264(rate=1000), nominal_frame_rate=Fraction(24)), "4.0", id="an absurd average"),
        pytest.param(h264(0, 0), "1.0", id="no size"),
        pytest.param(hevc(3840, 2160, 24), "5.0", id="HEVC"),
        pytest.param(vp9(3840, 2160, 30), "5.0", id="VP9"),
        pytest.param(av1(1920, 1080, 30), "4.0", id="AV1"),
        pytest.param(other_video("vp8"), None, id="a codec without levels"),
    ],
)
def test_a_stream_needs_a_level(stream: VideoStream, level: str | None) -> None:
    assert level_of(stream) == level


@pytest.mark.parametrize(
    ("level", "highest", "above"),
    [("4.1", "4.1", False), ("4.2", "4.1", True), ("3.0", "4.1", False), (None, "6.2", True), ("1b", "1.1", False)],
)
def test_levels_are_compared_by_their_order(level: str | None, highest: str, above: bool) -> None:
    assert is_above("h264", level, highest) is above
