"""Dolby Vision's own colors are computed where a trial says so, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from castengine import Tools
from castengine.hardware import find_capabilities, remembered_reshaping
from castengine.hardware.reshaping import reshaping_argv, try_reshaping
from castengine.process import run_captured


def test_a_trial_is_a_small_film_on_a_vulkan_device() -> None:
    assert reshaping_argv(Path("/opt/ffmpeg")) == [
        *("/opt/ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error"),
        *("-init_hw_device", "vulkan=gpu", "-filter_hw_device", "gpu"),
        *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=0.2", "-filter:v:0"),
        "format=yuv420p10le,libplacebo=w=160:h=90:colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv:"
        "apply_dolbyvision=true:tonemapping=bt.2390:format=yuv420p10le",
        *("-f", "null", "-"),
    ]


def test_the_trial_says_what_the_host_can(tools: Tools, tmp_path: Path) -> None:
    works = run_captured(reshaping_argv(tools.ffmpeg), timeout=60).returncode == 0
    problem = try_reshaping(tools)
    assert (problem is None) == works
    assert find_capabilities(tools, tmp_path).reshapes_dolby_vision == works


def test_a_trial_is_made_once(tools: Tools, tmp_path: Path) -> None:
    first = remembered_reshaping(tools, tmp_path)
    (place,) = tmp_path.glob("reshaping-*.json")
    place.write_text(json.dumps({"format": 1, "problem": "as it was then"}))
    assert remembered_reshaping(tools, tmp_path) == "as it was then"
    place.write_text(json.dumps({"format": 1, "problem": None}))
    assert remembered_reshaping(tools, tmp_path) is None
    place.unlink()
    assert remembered_reshaping(tools, tmp_path) == first


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 0, "problem": null}', '{"format": 1, "problem": 7}'])
def test_a_spoilt_memory_is_replaced(tools: Tools, tmp_path: Path, content: str) -> None:
    first = remembered_reshaping(tools, tmp_path)
    (place,) = tmp_path.iterdir()
    place.write_text(content)
    assert remembered_reshaping(tools, tmp_path) == first


def test_an_ffmpeg_that_fails_at_once_reshapes_nothing(tools: Tools, tmp_path: Path) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\necho 'no such filter: libplacebo' >&2\nexit 8\n")
    broken.chmod(0o755)
    assert try_reshaping(replace(tools, ffmpeg=broken)) == "no such filter: libplacebo"
