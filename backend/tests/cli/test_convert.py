"""``mkv2castui convert``: what it makes, what it says of it, and what it leaves when it is interrupted."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest

from .conftest import COMMAND, RunCommand


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
