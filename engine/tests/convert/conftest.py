"""Converting for real, and looking at what came out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from castengine import (
    Capabilities,
    MediaInfo,
    Outcome,
    Plan,
    Preferences,
    Progress,
    Tools,
    convert,
    find_device,
    make_plan,
    probe,
)
from castengine.process import run_captured


@dataclass(frozen=True)
class Done:
    """One conversion: what was decided and what came out."""

    source: MediaInfo
    plan: Plan
    outcome: Outcome

    @property
    def film(self) -> Path:
        assert self.outcome.output is not None
        return self.outcome.output

    @property
    def media(self) -> MediaInfo:
        assert self.outcome.media is not None
        return self.outcome.media


class Cast(Protocol):
    def __call__(
        self,
        clip: Path,
        *,
        device: str = ...,
        options: dict[str, object] | None = ...,
        directory: Path | None = ...,
        on_progress: Callable[[Progress], None] | None = ...,
        overwrite: bool = ...,
    ) -> Done: ...


@pytest.fixture
def cast(tools: Tools, tmp_path: Path) -> Cast:
    """Probe, plan and convert a clip into the test's own folder; afterwards nothing but results is in it."""

    def cast_clip(
        clip: Path,
        *,
        device: str = "any-chromecast",
        options: dict[str, object] | None = None,
        directory: Path | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        overwrite: bool = False,
    ) -> Done:
        directory = directory or tmp_path
        media = probe(clip, tools)
        wishes = Preferences.from_options({"preset": "ultrafast", **(options or {})})
        plan = make_plan(media, find_device(device), wishes, Capabilities.software())
        outcome = convert(
            clip,
            media,
            plan,
            directory=directory,
            stem=clip.stem,
            tools=tools,
            on_progress=on_progress,
            overwrite=overwrite,
        )
        assert [path.name for path in directory.iterdir() if ".part" in path.name] == []
        return Done(media, plan, outcome)

    return cast_clip


class Listen(Protocol):
    def __call__(self, film: Path, filters: str) -> str:
        """What ffmpeg's measuring filters say about the film."""


@pytest.fixture
def measure(tools: Tools) -> Listen:
    def say(film: Path, filters: str) -> str:
        kind = "-vf" if filters.startswith(("signalstats", "idet", "cropdetect")) else "-af"
        head = [str(tools.ffmpeg), "-hide_banner", "-nostdin", "-i", f"file:{film}"]
        answer = run_captured([*head, kind, filters, "-f", "null", "-"], timeout=60)
        assert answer.returncode == 0, answer.stderr
        return answer.stderr

    return say


@pytest.fixture
def peak(measure: Listen) -> Callable[[Path], float]:
    """The loudest sample in dB; 0 is as loud as can be."""

    def loudest(film: Path) -> float:
        found = re.search(r"max_volume: (\S+) dB", measure(film, "volumedetect"))
        assert found
        return float(found[1])

    return loudest


@pytest.fixture
def silence_ends(measure: Listen) -> Callable[[Path], float]:
    """When the first sound begins, in seconds."""

    def first_sound(film: Path) -> float:
        found = re.search(
            r"silence_end: (\S+)",
            measure(film, "aresample=async=1:first_pts=0,silencedetect=noise=-40dB:duration=0.05"),
        )
        assert found
        return float(found[1])

    return first_sound


@pytest.fixture
def brightness(tools: Tools) -> Callable[[Path], tuple[float, float, float]]:
    """Mean luma and chroma of the first picture, 8 bit."""

    def means(film: Path) -> tuple[float, float, float]:
        shown = "format=yuv420p,signalstats,metadata=mode=print:file=-"
        argv = [str(tools.ffmpeg), "-v", "error", "-nostdin", "-i", f"file:{film}", "-vf", shown, "-frames:v", "1"]
        said = run_captured([*argv, "-f", "null", "-"], timeout=60).stdout.decode()
        values = [re.search(rf"signalstats.{name}=(\S+)", said) for name in ("YAVG", "UAVG", "VAVG")]
        y, u, v = (float(found[1]) for found in values if found)
        return y, u, v

    return means
