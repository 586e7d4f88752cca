"""``mkv2castui devices``, ``analyze``, ``convert`` and ``doctor``: what they say and how they end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import psutil
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


# --- convert ---------------------------------------------------------------------------------------------------------
def test_convert_tells_programs_each_step(run: RunCommand, film: Path, tmp_path: Path) -> None:
    answer = run("convert", "--json", film, "--output-dir", tmp_path / "new" / "folder")
    assert answer.status == 0
    first, *middle, last = answer.events
    assert (first["event"], first["plan"]["delivery"]) == ("plan", "transcode")
    assert {event["event"] for event in middle} == {"progress"}
    fractions = [event["fraction"] for event in middle]
    assert fractions == sorted(fractions)
    assert (last["event"], last["status"]) == ("done", "converted")
    assert last["output"] == str(tmp_path / "new" / "folder" / "film.cast.mp4")
    assert last["sidecars"] == [str(tmp_path / "new" / "folder" / "film.cast.en.vtt")]
    assert all(Path(path).is_file() for path in (last["output"], *last["sidecars"]))


def test_convert_tells_people_each_step(run: RunCommand, film: Path, tmp_path: Path) -> None:
    answer = run("convert", film, "--output-dir", tmp_path / "out")
    assert (answer.status, answer.err) == (0, "")
    assert "film.mkv: converted: " in answer.out
    assert "  subtitles: " in answer.out


def test_programs_are_told_of_the_cover_and_of_what_went_wrong(
    run: RunCommand, covered_film: Path, tmp_path: Path
) -> None:
    last = run("convert", "--json", covered_film, "--output-dir", tmp_path).events[-1]
    assert (last["status"], last["poster"]) == ("copied", str(tmp_path / "covered.cast.jpg"))
    assert last["warnings"] == [{"code": "subtitle_empty", "params": {"stream": 2}}]
    assert Path(last["poster"]).is_file()


def test_people_are_told_of_the_cover(run: RunCommand, covered_film: Path, tmp_path: Path) -> None:
    assert f"  cover: {tmp_path / 'covered.cast.jpg'}" in run("convert", covered_film, "--output-dir", tmp_path).out


def test_the_result_is_beside_the_source_and_numbered(run: RunCommand, film: Path, tmp_path: Path) -> None:
    copy = tmp_path / "film.mkv"
    shutil.copy(film, copy)
    names = [run("convert", "--json", copy).events[-1]["output"] for _ in range(2)]
    names.append(run("convert", "--json", "--overwrite", copy).events[-1]["output"])
    assert [Path(name).name for name in names] == ["film.cast.mp4", "film.cast.2.mp4", "film.cast.mp4"]


def test_a_dry_run_does_nothing(run: RunCommand, film: Path, tmp_path: Path) -> None:
    answer = run("convert", "--json", "--dryrun", film, "--output-dir", tmp_path / "out")
    assert (answer.status, [event["event"] for event in answer.events]) == (0, ["plan"])
    assert not (tmp_path / "out").exists()


def test_what_plays_has_no_output(run: RunCommand, playable_film: Path, tmp_path: Path) -> None:
    last = run("convert", "--json", playable_film, "--output-dir", tmp_path).events[-1]
    assert (last["status"], last["output"], last["sidecars"]) == ("already_plays", None, [])
    assert (last["poster"], last["warnings"]) == (None, [])


@pytest.mark.parametrize(
    ("options", "wish"),
    [
        (["--crf", "30"], {"crf": 30}),
        (["--preset", "ultrafast"], {"preset": "ultrafast"}),
        (["--abr", "320k", "--force-aac"], {"bit_rate": 320_000}),
        (["--hw", "cpu"], {"encoder": "libx264"}),
        (["--max-bit-rate", "900k"], {"max_bit_rate": 900_000}),
        (["--night-mode"], {"night_mode": True}),
        (["--normalize"], {"normalize": True}),
    ],
)
def test_wishes_arrive_in_the_plan(run: RunCommand, film: Path, options: list[str], wish: dict[str, Any]) -> None:
    actions = run("analyze", "--json", film, *options).json["plan"]["actions"]
    targets = [action.get("target", {}) for action in actions]
    assert any(target.get(name) == value for target in targets for name, value in wish.items())


def test_a_smaller_picture_can_be_wished(run: RunCommand, long_film: Path) -> None:
    video, _ = run("analyze", "--json", long_film, "--max-height", "360").json["plan"]["actions"]
    assert (video["target"]["width"], video["target"]["height"]) == (640, 360)


def test_unwanted_subtitles_are_left_out(run: RunCommand, film: Path, tmp_path: Path) -> None:
    last = run("convert", "--json", "--no-subtitles", film, "--output-dir", tmp_path).events[-1]
    assert last["sidecars"] == []


def test_a_suffix_of_ones_own(run: RunCommand, film: Path, tmp_path: Path) -> None:
    last = run("convert", "--json", "--suffix", "-tv", film, "--output-dir", tmp_path).events[-1]
    assert Path(last["output"]).name == "film-tv.mp4"


# --- bad input -------------------------------------------------------------------------------------------------------
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


# --- endings ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_conversion_leaves_nothing(
    variables: dict[str, str], long_film: Path, tmp_path: Path, number: signal.Signals
) -> None:
    directory = tmp_path / "out"
    command = [*COMMAND, "convert", "--json", "--preset", "veryslow", "--output-dir", str(directory), str(long_film)]
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while '"progress"' not in process.stdout.readline():
            pass
        ffmpeg = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert '"code": "cancelled"' in out.splitlines()[-1]
    assert "Traceback" not in err
    assert list(directory.iterdir()) == []
    assert ffmpeg
    assert not any(child.is_running() for child in ffmpeg)


def test_a_reader_that_stops_reading_is_no_error(variables: dict[str, str]) -> None:
    with subprocess.Popen(
        [*COMMAND, "devices"], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


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
