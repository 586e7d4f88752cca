"""Texts of every kind become WebVTT with the right letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from castengine import Capabilities, Outcome, Preferences, Tools, convert, find_device, make_plan, probe
from castengine.ffmpeg.argv import sidecars_argv
from castengine.process import run_captured

from ..conftest import MakeClip
from .teletext import Line, transport_stream

PICTURE = ("-f", "lavfi", "-i", "color=s=160x90:r=10:d=3")


def cast(clip: Path, directory: Path, tools: Tools, **options: object) -> Outcome:
    media = probe(clip, tools)
    plan = make_plan(media, find_device("any-chromecast"), Preferences.from_options(options), Capabilities.software())
    return convert(clip, media, plan, directory=directory, stem="film", tools=tools)


def words(vtt: str) -> list[str]:
    """The lines that are shown."""
    cues = re.split(r"\n\n+", vtt.strip())[1:]
    return [line for cue in cues for line in cue.splitlines() if " --> " not in line and line]


@pytest.fixture
def teletext(make_clip: MakeClip, tmp_path: Path) -> Path:
    sound = make_clip("silence.mp2", "-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=4", "-c:a", "mp2", "-b:a", "64k")
    data = sound.read_bytes()
    frames = [data[i : i + 192] for i in range(0, len(data), 192)]  # 1152 samples at 64 kbit/s and 48 kHz
    film = tmp_path / "teletext.ts"
    lines = [Line(0.5, 1.5, "Where is the station?"), Line(2.0, 3.0, "Behind the old church.")]
    film.write_bytes(transport_stream(lines, frames, 1152 / 48000))
    return film


def test_teletext_becomes_a_file_of_text(teletext: Path, tools: Tools, tmp_path: Path) -> None:
    outcome = cast(teletext, tmp_path, tools)
    assert outcome.warnings == ()
    (sidecar,) = outcome.sidecars
    assert sidecar.path.name == "film.cast.fi.vtt"
    text = sidecar.path.read_text("utf-8")
    assert words(text) == ["Where is the station?", "Behind the old church."]
    assert re.findall(r"00:0(\d\.\d)", text) == ["0.5", "1.5", "2.0", "3.0"]


def test_a_text_written_by_itself_is_in_step_with_the_film(teletext: Path, tools: Tools, tmp_path: Path) -> None:
    """The sound of the recording begins half a second before its first line."""
    media, vtt = probe(teletext, tools), tmp_path / "alone.vtt"
    argv = sidecars_argv(tools.ffmpeg, teletext, media, {media.subtitles[0].index: vtt}, [media.audio[0].index])
    assert run_captured(argv, timeout=30).returncode == 0
    assert re.findall(r"(\d\.\d)\d* -->", vtt.read_text("utf-8")) == ["0.5", "2.0"]


OLD = {
    "pol": ("cp1250", "Zażółć gęślą jaźń, proszę pani."),
    "fra": ("cp1252", "Où est passé l’été ? À bientôt, mon cœur."),
    "rus": ("cp1251", "Я не знаю, куда она ушла вчера вечером."),
}


@pytest.mark.parametrize("language", OLD)
def test_letters_from_before_utf_8_are_right_beside_the_film_and_inside(
    make_clip: MakeClip, tools: Tools, tmp_path: Path, language: str
) -> None:
    encoding, line = OLD[language]
    srt = tmp_path / "old.srt"
    srt.write_bytes(f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n".encode(encoding))
    inputs = (*PICTURE, "-i", f"file:{srt}", "-map", "0", "-map", "1", "-c:v", "mpeg4", "-c:s", "copy")
    outcome = cast(make_clip("old.mkv", *inputs, "-metadata:s:s:0", f"language={language}"), tmp_path, tools)
    assert outcome.warnings == ()
    assert words(outcome.sidecars[0].path.read_text("utf-8")) == [line]
    assert outcome.output is not None
    argv = [str(tools.ffmpeg), "-v", "error", "-i", f"file:{outcome.output}", "-map", "0:s", "-f", "webvtt", "-"]
    assert words(run_captured(argv, timeout=30).stdout.decode()) == [line]


def test_text_of_an_mp4_that_is_not_the_utf_8_it_has_to_be(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    srt = tmp_path / "lines.srt"
    srt.write_text("1\n00:00:01,000 --> 00:00:02,000\nUn café noir.\n", "utf-8")
    streams = ("-map", "0", "-map", "1", "-c:v", "mpeg4", "-c:s", "mov_text", "-metadata:s:s:0", "language=fra")
    whole = make_clip("right.mp4", *PICTURE, "-i", f"file:{srt}", *streams).read_bytes()
    assert whole.count("café".encode()) == 1
    film = tmp_path / "wrong.mp4"
    film.write_bytes(whole.replace("café".encode(), "café ".encode("cp1252")))  # as many bytes: the boxes stay right
    outcome = cast(film, tmp_path, tools)
    assert outcome.output is not None
    assert words(outcome.sidecars[0].path.read_text("utf-8")) == ["Un café  noir."]
