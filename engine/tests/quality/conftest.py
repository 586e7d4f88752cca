"""Measuring pictures and sound against a reference."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pytest

from castengine import Capabilities, MediaInfo, Preferences, Tools, convert, find_device, make_plan, probe
from castengine.process import run_captured


@dataclass(frozen=True)
class Likeness:
    """``psnr`` of the luma in dB, ``ssim`` 0 to 1, ``vmaf`` 0 to 100; means over all pictures."""

    psnr: float
    ssim: float
    vmaf: float


class Make(Protocol):
    def __call__(
        self, clip: Path, *, device: str = ..., seen: Callable[[MediaInfo], MediaInfo] | None = ..., **options: object
    ) -> Path:
        """``seen``: what is known of the source beyond its headers."""


@pytest.fixture
def made(tools: Tools, tmp_path: Path) -> Make:
    """A clip converted at a quality at which the encoder's own loss does not count."""

    def make(
        clip: Path,
        *,
        device: str = "any-chromecast",
        seen: Callable[[MediaInfo], MediaInfo] | None = None,
        **options: object,
    ) -> Path:
        media = probe(clip, tools)
        media = seen(media) if seen else media
        wishes = Preferences.from_options({"preset": "ultrafast", "crf": 6, **options})
        plan = make_plan(media, find_device(device), wishes, Capabilities.software())
        outcome = convert(clip, media, plan, directory=tmp_path, stem=clip.stem, tools=tools)
        assert outcome.output is not None
        return outcome.output

    return make


@pytest.fixture
def likeness(tools: Tools, tmp_path: Path) -> Callable[..., Likeness]:
    """Of a film to a reference, both brought to one size and pixel format by the filters given for each."""

    def compare(film: Path, reference: Path, *, film_filters: str = "null", filters: str = "null") -> Likeness:
        log = tmp_path / "vmaf.json"
        graph = (
            f"[0:v]{film_filters},format=yuv420p,settb=AVTB,setpts=N/25/TB[a];"
            f"[1:v]{filters},format=yuv420p,settb=AVTB,setpts=N/25/TB[b];"
            f"[a][b]libvmaf=feature=name=psnr|name=float_ssim:log_fmt=json:log_path={log}:shortest=1"
        )
        argv = [str(tools.ffmpeg), "-v", "error", "-nostdin", "-i", f"file:{film}", "-i", f"file:{reference}"]
        answer = run_captured([*argv, "-lavfi", graph, "-f", "null", "-"], timeout=60)
        assert answer.returncode == 0, answer.stderr
        means = {name: facts["mean"] for name, facts in json.loads(log.read_text())["pooled_metrics"].items()}
        return Likeness(means["psnr_y"], means["float_ssim"], means["vmaf"])

    return compare


@pytest.fixture
def loudness(tools: Tools) -> Callable[[Path, str], float]:
    """RMS in dB of what passes a sound filter."""

    def measure(film: Path, chain: str) -> float:
        argv = [str(tools.ffmpeg), "-hide_banner", "-nostdin", "-i", f"file:{film}", "-af", f"{chain},volumedetect"]
        said = run_captured([*argv, "-vn", "-f", "null", "-"], timeout=60).stderr
        found = re.search(r"mean_volume: (\S+) dB", said)
        assert found, said
        return float(found[1])

    return measure


def with_video(media: MediaInfo, **facts: object) -> MediaInfo:
    """The same file, whose pictures are known to be what ``facts`` say."""
    changed = tuple(replace(s, **facts) if s in media.video else s for s in media.streams)  # type: ignore[arg-type]
    return replace(media, streams=changed)
