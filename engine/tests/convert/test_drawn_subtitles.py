"""Subtitles drawn into the picture, and what happens to those that cannot be."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from castengine import Outcome, Tools, convert, probe
from castengine.media import SubtitleKind
from castengine.plan import BurnIn, Sidecar
from castengine.plan.actions import Action, Drop
from castengine.process import run_captured

from ..conftest import MakeClip
from .planned import changed, plan_of

BLACK = ("-f", "lavfi", "-i", "color=c=black:s=320x180:r=10:d=2")
MPEG4 = ("-c:v", "mpeg4", "-q:v", "2")
SRT = "1\n00:00:01,000 --> 00:00:02,000\n███████\n"


@pytest.fixture
def srt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("text") / "lines.srt"
    path.write_text(SRT, encoding="utf-8")
    return path


def brightest(film: Path, tools: Tools, second: float, filters: str = "") -> int:
    """The highest luma of a picture of the film."""
    chain = f"{filters}signalstats,metadata=mode=print:key=lavfi.signalstats.YMAX:file=-"
    start = ("-v", "error", "-nostdin", "-ss", str(second))
    argv = [str(tools.ffmpeg), *start, "-i", f"file:{film}", "-vf", chain, "-frames:v", "1", "-f", "null", "-"]
    found = re.search(r"YMAX=(\d+)", run_captured(argv, timeout=30).stdout.decode())
    assert found
    return int(found[1])


def pgs_bar(width: int, height: int, *, top: int, begin: float, end: float) -> bytes:
    """A Presentation Graphic Stream (as in US 2009/0185789 A1) that shows one white bar for a while."""
    bar_width, bar_height = 200, 16
    window = struct.pack(">BBHHHH", 1, 0, 60, top, bar_width, bar_height)
    palette = bytes([0, 0, 1, 235, 128, 128, 255])
    line = bytes([0, 0xC0 | bar_width >> 8, bar_width & 255, 1, 0, 0])
    pixels = struct.pack(">HH", bar_width, bar_height) + line * bar_height
    shown = struct.pack(">HHBHBBBB", width, height, 0x10, 0, 0x80, 0, 0, 1) + struct.pack(">HBBHH", 0, 0, 0, 60, top)
    hidden = struct.pack(">HHBHBBBB", width, height, 0x10, 1, 0, 0, 0, 0)
    image = struct.pack(">HBB", 0, 0, 0xC0) + len(pixels).to_bytes(3, "big") + pixels
    first = [(0x16, shown), (0x17, window), (0x14, palette), (0x15, image), (0x80, b"")]
    last = [(0x16, hidden), (0x17, window), (0x80, b"")]
    return b"".join(
        b"PG" + struct.pack(">IIBH", int(second * 90000), 0, kind, len(data)) + data
        for second, segments in ((0, last), (begin, first), (end, last))
        for kind, data in segments
    )


def drawn(clip: Path, directory: Path, tools: Tools, form: SubtitleKind) -> Outcome:
    """The clip with its only subtitle burned in."""

    def burn(action: Action) -> Action:
        is_subtitle = isinstance(action, Sidecar | Drop) and action.kind == "subtitle"
        return BurnIn(action.stream, (), form) if is_subtitle else action

    media = probe(clip, tools)
    plan = changed(plan_of(media, "any-chromecast"), burn)
    return convert(clip, media, plan, directory=directory, stem="film", tools=tools)


@pytest.mark.parametrize("name", ["plain.mkv", "it's, [1]; a:b\\c %d 'é'.mkv"])
def test_a_text_is_in_the_picture_while_it_is_spoken(
    make_clip: MakeClip, tools: Tools, srt: Path, tmp_path: Path, name: str
) -> None:
    clip = make_clip(name, *BLACK, "-i", str(srt), "-map", "0", "-map", "1", *MPEG4, "-c:s", "srt")
    outcome = drawn(clip, tmp_path, tools, SubtitleKind.TEXT)
    assert (outcome.warnings, outcome.sidecars, outcome.output) == ((), (), tmp_path / "film.cast.mp4")
    assert outcome.output is not None
    assert brightest(outcome.output, tools, 0.4) < 30
    assert brightest(outcome.output, tools, 1.5) > 200


def test_a_picture_is_laid_over_the_picture(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    """A white bar near the lower edge of a canvas of the film's size, as Blu-rays have them."""
    bar = tmp_path / "bar.sup"
    bar.write_bytes(pgs_bar(320, 180, top=150, begin=0.5, end=1.5))
    clip = make_clip("bitmap.mkv", *BLACK, "-i", str(bar), "-map", "0:v", "-map", "1:s", *MPEG4, "-c:s", "copy")
    outcome = drawn(clip, tmp_path, tools, SubtitleKind.BITMAP)
    assert outcome.output is not None
    assert outcome.warnings == ()
    lower, upper = "crop=iw:ih/2:0:ih/2,", "crop=iw:ih/2:0:0,"
    assert brightest(outcome.output, tools, 1.0, lower) > 200
    assert brightest(outcome.output, tools, 1.0, upper) < 30
    assert brightest(outcome.output, tools, 0.2) < 30
    assert brightest(outcome.output, tools, 1.8) < 30


def test_a_subtitle_that_cannot_be_drawn_costs_itself(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    bar = tmp_path / "bar.sup"
    bar.write_bytes(pgs_bar(320, 180, top=150, begin=0.5, end=1.5))
    clip = make_clip("no-text.mkv", *BLACK, "-i", str(bar), "-map", "0:v", "-map", "1:s", *MPEG4, "-c:s", "copy")
    outcome = drawn(clip, tmp_path, tools, SubtitleKind.TEXT)  # it is a picture: there are no letters to draw
    assert outcome.output is not None
    assert [(str(w.code), w.params["stream"]) for w in outcome.warnings] == [("subtitle_lost", 1)]
