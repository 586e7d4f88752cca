"""Text subtitles reach the TV as WebVTT; one that fails costs itself and nothing else."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from castengine import OutcomeStatus

from ..conftest import MakeClip
from .conftest import Cast

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=3")
MPEG4 = ("-c:v", "mpeg4")
SRT = "1\n00:00:00,500 --> 00:00:01,000\nÇa va, «tout» ?\n\n2\n00:00:02,000 --> 00:00:02,500\n<i>Two</i> & 3\n"


@pytest.fixture
def srt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("text") / "lines.srt"
    path.write_text(SRT, encoding="utf-8")
    return path


@pytest.mark.parametrize("codec", ["srt", "ass", "webvtt"])
def test_text_becomes_a_sidecar_and_stays_inside(make_clip: MakeClip, cast: Cast, srt: Path, codec: str) -> None:
    inputs = (*PICTURE, "-i", str(srt), "-map", "0", "-map", "1")
    clip = make_clip(f"{codec}.mkv", *inputs, *MPEG4, "-c:s", codec, "-metadata:s:s:0", "language=fre")
    done = cast(clip)
    (sidecar,) = done.outcome.sidecars
    assert sidecar.path.name == f"{codec}.cast.fr.vtt"
    assert (sidecar.language, sidecar.forced, sidecar.hearing_impaired) == ("fr", False, False)
    text = sidecar.path.read_text(encoding="utf-8")
    assert text.startswith("WEBVTT\n")
    assert "00:00.500 --> 00:01.000\nÇa va, «tout» ?" in text
    assert [(s.codec, s.language) for s in done.media.subtitles] == [("mov_text", "fr")]


def test_subtitles_of_an_mp4_too(make_clip: MakeClip, cast: Cast, srt: Path) -> None:
    inputs = (*PICTURE, "-i", str(srt), "-map", "0", "-map", "1")
    clip = make_clip("text.mp4", *inputs, *MPEG4, "-c:s", "mov_text")
    done = cast(clip)
    assert [sidecar.path.suffix for sidecar in done.outcome.sidecars] == [".vtt"]


def test_forced_and_hearing_impaired_are_in_the_names(make_clip: MakeClip, cast: Cast, srt: Path) -> None:
    inputs = (*PICTURE, "-i", str(srt), "-i", str(srt), "-map", "0", "-map", "1", "-map", "2")
    languages = ("-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=eng")
    roles = ("-disposition:s:0", "forced", "-disposition:s:1", "hearing_impaired")
    done = cast(make_clip("roles.mkv", *inputs, *MPEG4, "-c:s", "srt", *languages, *roles))
    assert [(s.path.name, s.forced, s.hearing_impaired) for s in done.outcome.sidecars] == [
        ("roles.cast.en.forced.vtt", True, False),
        ("roles.cast.en.sdh.vtt", False, True),
    ]


def test_a_film_that_plays_gets_its_sidecars_without_a_copy(make_clip: MakeClip, cast: Cast, srt: Path) -> None:
    inputs = (*PICTURE, "-i", str(srt), "-map", "0", "-map", "1")
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:s", "mov_text")
    done = cast(make_clip("plays.mp4", *inputs, *coded, "-movflags", "+faststart"))
    assert (done.outcome.status, done.outcome.output) == (OutcomeStatus.ALREADY_PLAYS, None)
    (sidecar,) = done.outcome.sidecars
    assert "Ça va" in sidecar.path.read_text(encoding="utf-8")


def test_a_subtitle_without_lines_is_left_out_and_told(make_clip: MakeClip, cast: Cast, tmp_path: Path) -> None:
    empty = tmp_path / "empty.vtt"
    empty.write_text("WEBVTT\n\n")
    inputs = (*PICTURE, "-i", str(empty), "-map", "0", "-map", "1")
    done = cast(make_clip("empty.mkv", *inputs, *MPEG4, "-c:s", "webvtt"))
    assert done.outcome.sidecars == ()
    assert [str(w) for w in done.outcome.warnings] == ["subtitle_empty stream=1"]


def test_a_subtitle_that_cannot_be_read_costs_only_itself(
    make_clip: MakeClip, cast: Cast, srt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bad one is made bad where ffmpeg is told about it: a stream that is not there."""
    inputs = (*PICTURE, "-i", str(srt), "-i", str(srt), "-map", "0", "-map", "1", "-map", "2")
    languages = ("-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=deu")
    clip = make_clip("two.mkv", *inputs, *MPEG4, "-c:s", "srt", *languages)

    def sidecar_output(index: int, path: Path) -> list[str]:
        real = 99 if index == 2 else index
        return ["-map", f"0:{real}", "-c:s", "webvtt", "-f", "webvtt", f"file:{path}"]

    monkeypatch.setattr("castengine.ffmpeg.argv._sidecar_output", sidecar_output)
    done = cast(clip)
    assert done.outcome.status is OutcomeStatus.CONVERTED
    assert [s.language for s in done.outcome.sidecars] == ["en"]
    (warning,) = done.outcome.warnings
    assert (str(warning.code), warning.params["stream"]) == ("subtitle_lost", 2)
    assert "Invalid argument" in str(warning.params["said"])


def test_pictures_of_text_are_left_out(make_clip: MakeClip, cast: Cast, tmp_path: Path) -> None:
    sup = tmp_path / "lines.sup"
    sup.write_bytes(_one_pgs_picture())
    inputs = (*PICTURE, "-f", "sup", "-i", str(sup), "-map", "0", "-map", "1")
    done = cast(make_clip("pgs.mkv", *inputs, *MPEG4, "-c:s", "copy"))
    assert [s.codec for s in done.source.subtitles] == ["hdmv_pgs_subtitle"]
    assert (done.outcome.sidecars, done.media.subtitles) == ((), ())


def _one_pgs_picture() -> bytes:
    """A white 8 × 2 box from 1 s to 2 s (US patent application 2009/0185789 A1 describes the segments)."""
    composition = struct.pack(">HHBHBBBB", 160, 90, 0x10, 0, 0x80, 0, 0, 1) + struct.pack(">HBBHH", 0, 0, 0, 10, 70)
    window = struct.pack(">BBHHHH", 1, 0, 10, 70, 8, 2)
    palette = bytes([0, 0, 1, 235, 128, 128, 255])
    rows = (b"\x00\x88\x01\x00\x00") * 2
    picture = struct.pack(">HBB", 0, 0, 0xC0) + (len(rows) + 4).to_bytes(3, "big") + struct.pack(">HH", 8, 2) + rows
    nothing = struct.pack(">HHBHBBBB", 160, 90, 0x10, 1, 0x00, 0, 0, 0)
    shown = ((0x16, composition), (0x17, window), (0x14, palette), (0x15, picture), (0x80, b""))
    hidden = ((0x16, nothing), (0x17, window), (0x80, b""))
    return b"".join(
        struct.pack(">2sIIBH", b"PG", second * 90000, 0, kind, len(body)) + body
        for second, segments in ((1, shown), (2, hidden))
        for kind, body in segments
    )
