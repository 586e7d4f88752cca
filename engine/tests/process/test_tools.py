"""Which ffmpeg is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from castengine.errors import ToolMissing
from castengine.tools import find_tools, major_version, version_of


def fake(path: Path, words: str, status: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\necho '{words}'\nexit {status}\n")
    path.chmod(0o755)
    return path


def test_without_a_wish_both_are_found_and_answer() -> None:
    tools = find_tools()
    assert (major_version(version_of(tools.ffmpeg)) or 0) >= 8
    assert (major_version(version_of(tools.ffprobe)) or 0) >= 8


def test_a_named_one_is_taken_whatever_its_age(tmp_path: Path) -> None:
    old = fake(tmp_path / "ffmpeg", "ffmpeg version 4.4.2 Copyright")
    assert find_tools(ffmpeg=str(old)).ffmpeg == old


@pytest.mark.parametrize(
    ("system", "is_taken"),
    [
        pytest.param("99.0", True, id="a system build of a later major version is taken"),
        pytest.param("n99.1-2-gabc", True, id="a git build of a later one too"),
        pytest.param("5.1.9-0+deb12u1", False, id="an older system build is left alone"),
        pytest.param("N-118000-gabcdef", False, id="a nightly build that does not tell its version is left alone"),
    ],
)
def test_of_two_the_newer_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, is_taken: bool
) -> None:
    for name in ("ffmpeg", "ffprobe"):
        fake(tmp_path / name, f"{name} version {system} Copyright (c) the FFmpeg developers")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    tools = find_tools()
    assert (tools.ffmpeg.parent == tmp_path) is is_taken
    assert (tools.ffprobe.parent == tmp_path) is is_taken


def test_a_broken_system_build_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path / "ffmpeg", "Illegal instruction", status=132)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert find_tools().ffmpeg.parent != tmp_path


@pytest.mark.parametrize("name", ["/nowhere/ffmpeg", "/bin/true", "/etc"])
def test_a_named_one_that_is_none_is_told(name: str) -> None:
    with pytest.raises(ToolMissing):
        find_tools(ffmpeg=name)
    with pytest.raises(ToolMissing):
        find_tools(ffprobe=name)


@pytest.mark.parametrize(
    ("version", "major"),
    [("9.0.2", 9), ("n9.0.2-17-g2a571b6068-20260930", 9), ("5.1.9-0+deb12u1", 5), ("N-118000-gabc", None)],
)
def test_major_versions(version: str, major: int | None) -> None:
    assert major_version(version) == major
