"""Closed captions become WebVTT, out of the pictures and out of a track of their own."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from castengine import (
    Cancellation,
    Capabilities,
    Outcome,
    OutcomeStatus,
    Preferences,
    Tools,
    convert,
    find_device,
    make_plan,
    probe,
)
from castengine.errors import Cancelled, FfmpegFailed
from castengine.ffmpeg.argv import captions_argv
from castengine.ffmpeg.captions import lay_out_film
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import StreamIndex, SubtitleStream
from castengine.plan import Drop, Sidecar
from castengine.process import run_captured

from ..conftest import MakeClip
from .captions import RATE, Caption, scenarist, with_captions
from .test_texts import words

LINES = [Caption(0.7, 1.4, "Who goes there? "), Caption(2.0, 2.6, "A ghost.", italics=True)]
PICTURE = ("-f", "lavfi", "-i", f"color=c=0x404080:s=320x180:r={RATE}:d=3")
CODED = (
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-pix_fmt",
    "yuv420p",
    "-g",
    "30",
    "-x264-params",
    "slices=1:sliced-threads=0:bframes=0",
)


def cast(clip: Path, directory: Path, tools: Tools, **options: object) -> Outcome:
    media = probe(clip, tools)
    wishes = Preferences.from_options({"preset": "ultrafast", **options})
    plan = make_plan(media, find_device("any-chromecast"), wishes, Capabilities.software())
    return convert(clip, media, plan, directory=directory, stem="film", tools=tools)


@pytest.fixture
def pictures(make_clip: MakeClip, tmp_path: Path) -> Path:
    """An elementary stream of H.264 with captions in it."""
    plain = make_clip("plain.h264", *PICTURE, *CODED)
    captioned = tmp_path / "captioned.h264"
    captioned.write_bytes(with_captions(plain.read_bytes(), LINES))
    return captioned


@pytest.fixture
def recording(make_clip: MakeClip, pictures: Path) -> Path:
    """A transport stream whose sound begins half a second before its picture, and far from zero."""
    sound = ("-f", "lavfi", "-i", "sine=r=48000:d=3.5")
    streams = ("-map", "1", "-map", "0", "-c:v", "copy", "-c:a", "ac3", "-metadata:s:a:0", "language=eng")
    timed = make_clip("timed.mp4", "-r", RATE, "-i", str(pictures), "-c", "copy")
    late = ("-itsoffset", "0.5", "-i", str(timed))
    return make_clip("recording.ts", *late, *sound, *streams, "-output_ts_offset", "3600")


def moments(vtt: str) -> list[float]:
    return [float(found) for found in re.findall(r"00:0(\d\.\d+) -->", vtt)]


def test_captions_inside_the_picture_become_a_file_in_step_with_the_film(
    recording: Path, tools: Tools, tmp_path: Path
) -> None:
    outcome = cast(recording, tmp_path, tools)
    assert (outcome.status, outcome.warnings) == (OutcomeStatus.CONVERTED, ())
    (sidecar,) = outcome.sidecars
    assert (sidecar.path.name, sidecar.language, sidecar.hearing_impaired) == ("film.cast.en.sdh.vtt", "en", True)
    text = sidecar.path.read_text("utf-8")
    assert [line.strip() for line in words(text)] == ["Who goes there?", "<i>A ghost.</i>"]
    assert moments(text) == pytest.approx([0.5 + line.begin for line in LINES], abs=0.1)


def test_a_film_that_plays_gets_its_captions_without_a_copy(
    make_clip: MakeClip, pictures: Path, tools: Tools, tmp_path: Path
) -> None:
    film = make_clip("plays.mp4", "-r", RATE, "-i", str(pictures), "-c", "copy", "-movflags", "+faststart")
    outcome = cast(film, tmp_path, tools)
    assert (outcome.status, outcome.output) == (OutcomeStatus.ALREADY_PLAYS, None)
    assert moments(outcome.sidecars[0].path.read_text("utf-8")) == pytest.approx([0.7, 2.0], abs=0.1)


def test_a_track_of_captions_is_for_the_hard_of_hearing(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    scc = tmp_path / "captions.scc"
    scc.write_text(scenarist(LINES, 90))
    streams = ("-map", "0", "-map", "1", *CODED, "-c:s", "copy", "-metadata:s:s:0", "language=fra")
    outcome = cast(make_clip("track.mov", *PICTURE, "-i", str(scc), *streams), tmp_path, tools)
    (sidecar,) = outcome.sidecars
    assert sidecar.path.name == "film.cast.fr.sdh.vtt"
    assert [line.strip() for line in words(sidecar.path.read_text("utf-8"))] == ["Who goes there?", "<i>A ghost.</i>"]


def test_captions_are_drawn_on_wish(recording: Path, tools: Tools, tmp_path: Path) -> None:
    plain, drawn = tmp_path / "plain", tmp_path / "drawn"
    for folder in (plain, drawn):
        folder.mkdir()
    burnt = cast(recording, drawn, tools, burn_subtitle=2)
    unburnt = cast(recording, plain, tools)
    assert burnt.sidecars == ()
    assert _picture_at(burnt, tools, 1.5) != pytest.approx(_picture_at(unburnt, tools, 1.5), abs=0.5)
    assert _picture_at(burnt, tools, 0.7) == pytest.approx(_picture_at(unburnt, tools, 0.7), abs=0.5)


def _picture_at(outcome: Outcome, tools: Tools, second: float) -> float:
    """Mean luma of its lower third, where captions stand."""
    shown = "crop=iw:ih/3:0:2*ih/3,signalstats,metadata=mode=print:file=-"
    argv = [str(tools.ffmpeg), "-v", "error", "-nostdin", "-ss", str(second), "-i", f"file:{outcome.output}"]
    said = run_captured([*argv, "-vf", shown, "-frames:v", "1", "-f", "null", "-"], timeout=60).stdout.decode()
    found = re.search(r"signalstats.YAVG=(\S+)", said)
    assert found
    return float(found[1])


def test_captions_are_left_out_with_the_other_subtitles(recording: Path, tools: Tools, tmp_path: Path) -> None:
    assert cast(recording, tmp_path, tools, no_subtitles=True).sidecars == ()
    media = probe(recording, tools)
    wishes = Preferences.from_options({"no_subtitles": True})
    last = make_plan(media, find_device("any-chromecast"), wishes, Capabilities.software()).actions[-1]
    assert isinstance(last, Drop)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("it's.ts", id="quote"),
        pytest.param("a:b=c,d;e[f].ts", id="grammar of filters"),
        pytest.param("back\\slash\\.ts", id="backslash"),
        pytest.param("two\nlines.ts", id="newline"),
        pytest.param("%d é \N{PILE OF POO}.ts", id="counter and letters"),
        pytest.param("-i.ts", id="option"),
        pytest.param("http:.ts", id="address"),
    ],
)
def test_whatever_the_film_is_called(recording: Path, tools: Tools, tmp_path: Path, name: str) -> None:
    film = Path(shutil.copy(recording, tmp_path / name))
    media, vtt = probe(film, tools), tmp_path / "captions.vtt"
    lay_out_film(film, tmp_path)
    argv = captions_argv(tools.ffmpeg, media, media.video[0].index, vtt, [media.video[0].index])
    run_ffmpeg(argv, cwd=tmp_path)
    assert moments(vtt.read_text("utf-8")) == pytest.approx([0.7, 2.0], abs=0.1)


def test_a_source_that_names_other_files_is_not_opened(recording: Path, tools: Tools, tmp_path: Path) -> None:
    """What was a film when it was looked at may be something else by now."""
    media, vtt = probe(recording, tools), tmp_path / "captions.vtt"
    script = tmp_path / "script.ts"
    script.write_text(f"ffconcat version 1.0\nfile '{recording}'\n")
    lay_out_film(script, tmp_path)
    argv = captions_argv(tools.ffmpeg, media, media.video[0].index, vtt, [])
    with pytest.raises(FfmpegFailed, match="ffmpeg"):
        run_ffmpeg(argv, cwd=tmp_path)


def test_captions_that_cannot_be_read_cost_only_themselves(recording: Path, tools: Tools, tmp_path: Path) -> None:
    media = probe(recording, tools)
    *rest, captions = media.streams
    assert isinstance(captions, SubtitleStream)
    lost = replace(media, streams=(*rest, replace(captions, carrier=StreamIndex(99))))
    plan = make_plan(lost, find_device("any-chromecast"), Preferences(), Capabilities.software())
    assert isinstance(plan.actions[-1], Sidecar)
    outcome = convert(recording, lost, plan, directory=tmp_path, stem="film", tools=tools)
    assert outcome.output is not None
    assert [str(warning.code) for warning in outcome.warnings] == ["subtitle_lost"]


def test_whoever_stops_the_reading_of_captions_is_heard(
    make_clip: MakeClip, pictures: Path, tools: Tools, tmp_path: Path
) -> None:
    film = make_clip("stopped.mp4", "-r", RATE, "-i", str(pictures), "-c", "copy", "-movflags", "+faststart")
    media, stop = probe(film, tools), Cancellation()
    plan = make_plan(media, find_device("any-chromecast"), Preferences(), Capabilities.software())
    stop.cancel()
    with pytest.raises(Cancelled):
        convert(film, media, plan, directory=tmp_path, stem="film", tools=tools, cancellation=stop)
    assert list(tmp_path.glob("film*")) == []
