"""The formats that may be opened."""

from __future__ import annotations

import pytest

from castengine.demuxers import ALLOWED_DEMUXERS
from castengine.process import run_captured
from castengine.tools import Tools


def _demuxers_of(tool: str) -> set[str]:
    lines = run_captured([tool, "-hide_banner", "-demuxers"], timeout=30).stdout.decode().splitlines()
    words = [line.split() for line in lines]
    return {name for row in words if len(row) > 1 for field in row[1:3] for name in field.split(",")}


@pytest.mark.parametrize("tool", ["ffmpeg", "ffprobe"])
def test_both_programs_know_every_allowed_format(tools: Tools, tool: str) -> None:
    assert set(ALLOWED_DEMUXERS) <= _demuxers_of(str(getattr(tools, tool)))


def test_no_format_is_named_twice() -> None:
    assert len(set(ALLOWED_DEMUXERS)) == len(ALLOWED_DEMUXERS)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "hls",
            "concat",
            "dash",
            "imf",
            "image2",
            "lavfi",
            "tty",
            "lrc",
            "srt",
            "webvtt",
            "ass",
            "sdp",
            "rtsp",
            "rtp",
        ),
        *("ffmetadata", "webm_dash_manifest", "vobsub", "s16le", "rawvideo", "data", "png_pipe", "avisynth", "sbg"),
    ],
)
def test_formats_that_open_other_files_or_are_no_films_are_not_allowed(name: str) -> None:
    assert name not in ALLOWED_DEMUXERS
