"""Hardware is what has encoded, not what is listed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from castengine import Tools
from castengine.hardware import EncoderTrial, capabilities_of, remembered_trials, try_encoders
from castengine.hardware.candidates import Candidate, candidates
from castengine.hardware.trials import listed_encoders, reason, render_nodes, trial_argv
from castengine.plan.capabilities import HardwareEncoder, HardwareFamily
from castengine.process import run_captured

HAS_GPU = bool(render_nodes()) or Path("/proc/driver/nvidia").exists() or Path("/dev/video11").exists()


def trial(encoder: str, bit_depth: int, problem: str | None = None, device: str | None = None) -> EncoderTrial:
    codec, _, family = encoder.partition("_")
    return EncoderTrial(HardwareFamily(family), codec, encoder, bit_depth, device, problem)


def test_only_what_ffmpeg_was_built_with_is_tried_and_each_render_node_for_vaapi() -> None:
    listed = frozenset({"h264_vaapi", "hevc_nvenc", "libx264"})
    found = [
        (c.encoder, c.bit_depth, c.device) for c in candidates(listed, ["/dev/dri/renderD128", "/dev/dri/renderD129"])
    ]
    assert found == [
        ("hevc_nvenc", 8, None),
        ("hevc_nvenc", 10, None),
        ("h264_vaapi", 8, "/dev/dri/renderD128"),
        ("h264_vaapi", 8, "/dev/dri/renderD129"),
    ]


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        pytest.param(
            Candidate(HardwareFamily.VAAPI, "hevc", 10, "/dev/dri/renderD129"),
            "-vaapi_device /dev/dri/renderD129 -f lavfi -i testsrc2=s=640x360:r=25:d=0.4 "
            "-filter:v:0 format=yuv420p10le,format=p010le,hwupload -c:v:0 hevc_vaapi -profile:v:0 main10 "
            "-level:v:0 4.1 -rc_mode:v:0 CQP -qp:v:0 22 -maxrate:v:0 4000000 -bufsize:v:0 4000000 -tag:v:0 hvc1 "
            "-force_key_frames:v:0 expr:gte(t,n_forced*2) -f null -",
            id="VAAPI: ten bits are uploaded as such, to the device asked for",
        ),
        pytest.param(
            Candidate(HardwareFamily.NVENC, "h264", 8),
            "-f lavfi -i testsrc2=s=640x360:r=25:d=0.4 -filter:v:0 format=yuv420p,format=nv12 -c:v:0 h264_nvenc "
            "-profile:v:0 high -level:v:0 4.1 -preset:v:0 p5 -tune:v:0 hq -spatial-aq:v:0 1 -rc:v:0 vbr -cq:v:0 22 "
            "-b:v:0 0 -maxrate:v:0 4000000 -bufsize:v:0 4000000 -force_key_frames:v:0 expr:gte(t,n_forced*2) "
            "-forced-idr:v:0 1 -f null -",
            id="NVENC uploads by itself",
        ),
        pytest.param(
            Candidate(HardwareFamily.V4L2, "h264", 8),
            "-f lavfi -i testsrc2=s=640x360:r=25:d=0.4 -filter:v:0 format=yuv420p,format=yuv420p -c:v:0 h264_v4l2m2m "
            "-b:v:0 1333333 -maxrate:v:0 4000000 -bufsize:v:0 4000000 -force_key_frames:v:0 expr:gte(t,n_forced*2) "
            "-f null -",
            id="V4L2 knows a rate only",
        ),
        pytest.param(
            Candidate(HardwareFamily.VULKAN, "av1", 8),
            "-init_hw_device vulkan=gpu -filter_hw_device gpu -f lavfi -i testsrc2=s=640x360:r=25:d=0.4 "
            "-filter:v:0 format=yuv420p,format=nv12,hwupload -c:v:0 av1_vulkan -rc_mode:v:0 cqp -qp:v:0 22 "
            "-maxrate:v:0 4000000 -bufsize:v:0 4000000 -force_key_frames:v:0 expr:gte(t,n_forced*2) -f null -",
            id="Vulkan has a device for the filters too",
        ),
    ],
)
def test_what_is_asked_of_each_family(candidate: Candidate, expected: str) -> None:
    argv = trial_argv(Path("/opt/ffmpeg"), candidate)
    assert argv == ["/opt/ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", *expected.split()]


@pytest.mark.parametrize("family", list(HardwareFamily))
@pytest.mark.parametrize("codec", ["h264", "hevc", "av1"])
def test_ffmpeg_knows_each_option_that_is_used(tools: Tools, family: HardwareFamily, codec: str) -> None:
    """Without the hardware it fails, but never for a word that it does not understand."""
    candidate = Candidate(family, codec, 8)
    if candidate.encoder not in listed_encoders(tools.ffmpeg):
        return  # not built in, so never asked
    said = run_captured(trial_argv(tools.ffmpeg, candidate), timeout=60).stderr.lower()
    assert not any(word in said for word in ("unrecognized option", "option not found", "undefined constant", "unused"))


@pytest.mark.skipif(HAS_GPU, reason="this host has a graphics device")
def test_a_host_without_hardware_says_why_for_each_family(tools: Tools) -> None:
    trials = try_encoders(tools)
    assert {t.family for t in trials} >= {HardwareFamily.NVENC, HardwareFamily.VAAPI, HardwareFamily.QSV}
    assert all(not t.works and t.problem for t in trials)
    assert any("libcuda" in (t.problem or "") for t in trials)
    assert capabilities_of(trials).hardware == ()


def test_capabilities_are_what_worked_the_best_first() -> None:
    trials = [
        trial("h264_nvenc", 8),
        trial("hevc_nvenc", 8),
        trial("hevc_nvenc", 10, "10 bit encode not supported"),
        trial("h264_vaapi", 8, device="/dev/dri/renderD128"),
        trial("hevc_vaapi", 8, device="/dev/dri/renderD128"),
        trial("hevc_vaapi", 10, device="/dev/dri/renderD128"),
    ]
    capabilities = capabilities_of(trials)
    assert capabilities.hardware_for("hevc", 8, None) == HardwareEncoder(
        HardwareFamily.NVENC, "hevc", "hevc_nvenc", (8,)
    )
    deep = capabilities.hardware_for("hevc", 10, None)
    assert deep is not None
    assert (deep.encoder, deep.bit_depths, deep.device) == ("hevc_vaapi", (8, 10), "/dev/dri/renderD128")
    assert capabilities.hardware_for("av1", 8, None) is None


def test_the_line_that_tells_is_told() -> None:
    said = "[vost#0:0 @ 0x1] Task finished with error code: -5\n[h264_nvenc @ 0x55aa] Cannot load libcuda.so.1\nmore\n"
    assert reason(said) == "[h264_nvenc] Cannot load libcuda.so.1"
    assert reason("") == "ffmpeg failed without a word"


class Counting:
    """Stands where ffmpeg is, and counts how often it is asked to encode."""

    def __init__(self, folder: Path, real: Tools) -> None:
        self._log = folder / "calls"
        program = folder / "ffmpeg"
        program.write_text(f'#!/bin/sh\necho "$@" >> {self._log}\nexec {real.ffmpeg} "$@"\n')
        program.chmod(0o755)
        self.tools = replace(real, ffmpeg=program)

    @property
    def encodes(self) -> int:
        return sum("-c:v:0" in line for line in self._log.read_text().splitlines())


def test_trials_are_made_once_for_a_host_and_an_ffmpeg(tools: Tools, tmp_path: Path) -> None:
    counting = Counting(tmp_path, tools)
    first = remembered_trials(counting.tools, tmp_path / "cache")
    tried = counting.encodes
    assert remembered_trials(counting.tools, tmp_path / "cache") == first
    assert (tried > 0, counting.encodes) == (True, tried)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 0}', '{"format": 1, "trials": [{"family": "x"}]}'])
def test_a_spoilt_memory_is_replaced(tools: Tools, tmp_path: Path, content: str) -> None:
    first = remembered_trials(tools, tmp_path)
    (place,) = tmp_path.iterdir()
    place.write_text(content)
    assert remembered_trials(tools, tmp_path) == first
    assert len(json.loads(place.read_text())["trials"]) == len(first)


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert remembered_trials(tools, tmp_path / "file" / "cache")
