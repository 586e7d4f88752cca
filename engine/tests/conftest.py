"""Fixtures for all of the engine's tests."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from castengine.process import run_captured
from castengine.tools import Tools, find_tools

# A busy machine is no reason to fail: how long an example takes says nothing about what is tested.
settings.register_profile("engine", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.load_profile("engine")


class MakeClip(Protocol):
    def __call__(self, name: str, *ffmpeg_args: str) -> Path:
        """``ffmpeg_args``: everything between ``ffmpeg -y`` and the file's name."""


@pytest.fixture(scope="session")
def tools() -> Tools:
    return find_tools()


@pytest.fixture(scope="session")
def make_clip(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> MakeClip:
    """Makes a clip by ffmpeg once in a session, however many tests ask for it. Do not change what it returns."""
    made: dict[tuple[str, ...], Path] = {}

    def make(name: str, *ffmpeg_args: str) -> Path:
        if (key := (name, *ffmpeg_args)) not in made:
            path = tmp_path_factory.mktemp("clip") / name
            head = (str(tools.ffmpeg), "-hide_banner", "-loglevel", "error", "-nostdin", "-y")
            answer = run_captured([*head, *ffmpeg_args, f"file:{path}"], timeout=120)
            assert answer.returncode == 0, f"{name}: {answer.stderr}"
            made[key] = path
        return made[key]

    return make
