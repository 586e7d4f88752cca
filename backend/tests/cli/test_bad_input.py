"""Files, options and tools that are not fit: what is said of them, and the status at the end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import RunCommand


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    (tmp_path / "text.mkv").write_text("I am no film.\n" * 100)
    (tmp_path / "empty.mkv").touch()
    (tmp_path / "folder.mkv").mkdir()
    (tmp_path / os.fsdecode(b"f\xff lm.mkv")).write_bytes(b"rubbish" * 1000)
    return tmp_path


@pytest.mark.parametrize("command", ["analyze", "convert"])
@pytest.mark.parametrize(
    ("name", "code", "status"),
    [
        ("missing.mkv", "source_not_found", 1),
        ("text.mkv", "not_media", 3),
        ("empty.mkv", "source_empty", 3),
        ("folder.mkv", "source_is_directory", 3),
        (os.fsdecode(b"f\xff lm.mkv"), "not_media", 3),
    ],
)
def test_bad_files(run: RunCommand, bad: Path, command: str, name: str, code: str, status: int) -> None:
    told = run(command, "--json", bad / name)
    (event,) = told.events
    assert (told.status, event["event"], event["code"], event["file"]) == (status, "error", code, str(bad / name))
    assert event["message"]
    assert event["hint"]
    said = run(command, bad / name)
    assert (said.status, said.out) == (status, "")
    assert event["hint"] in said.err


def test_one_bad_file_does_not_stop_the_others(run: RunCommand, bad: Path, film: Path) -> None:
    answer = run("convert", "--json", bad / "text.mkv", film, bad / "missing.mkv", "--output-dir", bad / "out")
    ends = [event["event"] for event in answer.events if event["event"] in ("done", "error")]
    assert (answer.status, ends) == (1, ["error", "done", "error"])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["convert"],
        ["convert", "a.mkv", "--device", "toaster"],
        ["convert", "a.mkv", "--crf", "99"],
        ["convert", "a.mkv", "--crf", "much"],
        ["convert", "a.mkv", "--profile", "best"],
        ["convert", "a.mkv", "--preset", "placebo!"],
        ["convert", "a.mkv", "--container", "mkv"],
        ["convert", "a.mkv", "--abr", "loud"],
        ["convert", "a.mkv", "--abr", "1"],
        ["convert", "a.mkv", "--audio-lang", "123456"],
        ["convert", "a.mkv", "--hw", "toaster"],
        ["convert", "a.mkv", "--burn-subtitle", "all"],
        ["convert", "a.mkv", "--target-size", "0"],
        ["convert", "a.mkv", "--vaapi-device", "/etc/passwd"],
        ["convert", "a.mkv", "--suffix", "../../x"],
        ["analyze", "a.mkv", "--device", "toaster", "--json"],
        ["up", "--port", "70000"],
        ["doctor", "--port", "0"],
    ],
    ids=" ".join,
)
def test_usage_errors_end_with_2(run: RunCommand, arguments: list[str]) -> None:
    answer = run(*arguments)
    assert answer.status == 2
    assert answer.out + answer.err


def test_a_track_that_is_not_there_is_a_wrong_option(run: RunCommand, film: Path) -> None:
    answer = run("convert", "--json", film, "--audio-track", "7")
    assert (answer.status, answer.events[-1]["code"]) == (2, "invalid_options")


def test_a_tool_that_is_none_is_told(run: RunCommand, film: Path) -> None:
    answer = run("convert", "--json", film, environment={"FFMPEG_PATH": "/bin/true"})
    assert (answer.status, answer.events[-1]["code"]) == (1, "tool_missing")
    said = run("convert", film, environment={"FFPROBE_PATH": "/nowhere"})
    assert (said.status, said.err.splitlines()[0]) == (2, "FFPROBE_PATH: /nowhere is not a program that can be run")
