"""``mkv2castui devices``, ``analyze`` and ``doctor``: what they say and how they end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from castengine.plan import ReasonCode
from castengine.verify import WARNINGS
from mkv2castui.cli.sentences import FINDINGS, REASONS

from .conftest import COMMAND, RunCommand

DEVICES = (
    *("any-chromecast", "chromecast-1", "chromecast-2", "chromecast-3", "chromecast-ultra", "google-tv-4k"),
    *("google-tv-hd", "google-tv-streamer", "nest-hub", "nest-hub-max", "smart-tv-4k"),
)


# --- devices ---------------------------------------------------------------------------------------------------------
def test_all_devices_are_listed(run: RunCommand) -> None:
    answer = run("devices")
    assert answer.status == 0
    assert [line.split()[0] for line in answer.out.splitlines() if not line.startswith(" ")] == list(DEVICES)


def test_devices_for_programs(run: RunCommand) -> None:
    devices = run("devices", "--json").json
    assert [device["id"] for device in devices] == list(DEVICES)
    assert {"name", "summary", "source", "checked", "max_width", "max_height", "video_codecs"} <= devices[0].keys()


# --- analyze ---------------------------------------------------------------------------------------------------------
def test_analyze_explains_each_track(run: RunCommand, film: Path) -> None:
    answer = run("analyze", film, "--device", "chromecast-3")
    assert answer.status == 0
    assert "For Chromecast (3rd generation): Parts of it are converted." in answer.out
    assert "becomes H.264 high" in answer.out
    assert "the device does not play MPEG-4 ASP" in answer.out
    assert "becomes a WebVTT file" in answer.out


def test_analyze_for_programs(run: RunCommand, film: Path) -> None:
    facts = run("analyze", film, "--json").json
    assert facts["device"] == "any-chromecast"
    assert [stream["kind"] for stream in facts["streams"]] == ["video", "audio", "subtitle"]
    assert facts["streams"] == facts["media"]["streams"]
    assert [action["kind"] for action in facts["plan"]["actions"]] == ["video", "audio", "subtitle"]


def test_analyze_changes_nothing(run: RunCommand, film: Path, tmp_path: Path) -> None:
    copy = shutil.copy(film, tmp_path / "film.mkv")
    run("analyze", copy)
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["film.mkv"]


# --- doctor ----------------------------------------------------------------------------------------------------------
def test_doctor_finds_all_well(run: RunCommand) -> None:
    answer = run("doctor", "--json")
    states = {check["name"]: check["state"] for check in answer.json["checks"] if check["name"] != "port"}
    assert set(states) >= {"ffmpeg", "ffprobe", "libx264", "aac", "tone_mapping", "bwdif", "data folder"}
    assert "failed" not in states.values()
    assert answer.status == 0


def test_doctor_says_what_is_wrong_and_how_to_mend_it(run: RunCommand, tmp_path: Path) -> None:
    fake = tmp_path / "ffmpeg"
    fake.write_text(
        "#!/bin/sh\n[ $1 = -version ] && echo ffmpeg version 9.0 && exit\necho Unknown encoder >&2\nexit 8\n"
    )
    fake.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        nowhere = {"DATABASE_URL": "postgres://me@127.0.0.1:1/films", "REDIS_URL": "redis://127.0.0.1:1/0"}
        environment = {"FFMPEG_PATH": str(fake), "MKV2CASTUI_DATA": str(fake / "data"), **nowhere}
        answer = run("doctor", "--json", "--port", port, environment=environment)
    checks = {check["name"]: check for check in answer.json["checks"]}
    assert answer.status == 1
    expected = {
        "ffmpeg": "ok",
        "libx264": "failed",
        "data folder": "failed",
        "database": "failed",
        "redis": "failed",
        "port": "warning",
    }
    assert {name: checks[name]["state"] for name in expected} == expected
    assert all(checks[name]["hint"] for name in expected if name != "ffmpeg")


# --- the rest --------------------------------------------------------------------------------------------------------
def test_every_reason_and_warning_has_a_sentence() -> None:
    assert set(REASONS) == {str(code) for code in ReasonCode}
    assert set(FINDINGS) == {str(code) for code in WARNINGS}


def test_help_lists_the_commands(run: RunCommand) -> None:
    answer = run("--help")
    assert answer.status == 0
    assert all(f"  {name} " in answer.out for name in ("up", "devices", "analyze", "convert", "doctor"))


def test_a_reader_that_stops_reading_is_no_error(variables: dict[str, str]) -> None:
    with subprocess.Popen(
        [*COMMAND, "devices"], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_devices_start_without_the_web_application(variables: dict[str, str]) -> None:
    """Django alone takes longer than the whole command may."""
    told = subprocess.run(
        [*COMMAND, "devices"],
        env={**variables, "PYTHONPROFILEIMPORTTIME": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "castengine" in told.stderr
    assert "django" not in told.stderr


@pytest.mark.parametrize("arguments", [["analyze"], ["convert", "--dryrun"]])
def test_a_name_that_is_no_text_is_printed_all_the_same(
    variables: dict[str, str], film: Path, tmp_path: Path, arguments: list[str]
) -> None:
    odd = tmp_path / os.fsdecode(b"f\xff.mkv")
    shutil.copy(film, odd)
    told = subprocess.run([*COMMAND, *arguments, str(odd)], env=variables, capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout.startswith(b"f\\udcff.mkv: Matroska")
