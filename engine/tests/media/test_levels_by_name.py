"""Levels as headers write them and as people do."""

from __future__ import annotations

import pytest

from castengine.media.levels import level_name
from tests.plan.films import other_video


@pytest.mark.parametrize(
    ("codec", "level", "name"),
    [
        ("h264", 41, "4.1"),
        ("h264", 40, "4.0"),
        ("h264", 9, "1b"),
        ("hevc", 153, "5.1"),
        ("hevc", 120, "4.0"),
        ("vp9", 41, "4.1"),
        ("av1", 0, "2.0"),
        ("av1", 13, "5.1"),
        ("av1", 31, None),
        ("h264", None, None),
        ("h264", -99, None),
        ("mpeg2video", 8, None),
    ],
)
def test_a_level_has_a_name(codec: str, level: int | None, name: str | None) -> None:
    assert level_name(other_video(codec, level=level)) == name
