"""A cover becomes a picture file beside the film."""

from __future__ import annotations

from pathlib import Path

import pytest

from castengine import Tools, convert, probe
from castengine.process import run_captured

from ..conftest import MakeClip
from .planned import plan_of

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=0.4")


def with_cover(make_clip: MakeClip, cover: Path) -> Path:
    attached = ("-attach", str(cover), "-metadata:s:t", "mimetype=image/png", "-metadata:s:t", "filename=cover.png")
    return make_clip("covered.mkv", *PICTURE, *attached, "-c:v", "mpeg4")


@pytest.mark.parametrize("size", ["300x400", "31x2161"])
def test_a_cover_becomes_a_picture_beside_the_film(
    make_clip: MakeClip, tools: Tools, tmp_path: Path, size: str
) -> None:
    cover = make_clip("cover.png", "-f", "lavfi", "-i", f"testsrc2=s={size}", "-frames:v", "1")
    clip = with_cover(make_clip, cover)
    media = probe(clip, tools)
    plan = plan_of(media, "any-chromecast")
    outcome = convert(clip, media, plan, directory=tmp_path, stem="film", tools=tools)
    assert (outcome.poster, outcome.warnings) == (tmp_path / "film.cast.jpg", ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.cast.jpg", "film.cast.mp4"]
    asked = ("-v", "error", "-show_entries", "stream=codec_name,height", "-of", "csv=p=0")
    said = run_captured([str(tools.ffprobe), *asked, str(tmp_path / "film.cast.jpg")], timeout=30).stdout.decode()
    assert said.strip() == f"mjpeg,{min(int(size.split('x')[1]), 1080)}"


def test_a_cover_that_cannot_be_read_costs_itself(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    cover = make_clip("whole.png", "-f", "lavfi", "-i", "testsrc2=s=300x400", "-frames:v", "1")
    broken = tmp_path / "broken.mkv"
    broken.write_bytes(with_cover(make_clip, cover).read_bytes().replace(b"IDAT", b"XXXX"))
    media = probe(broken, tools)
    plan = plan_of(media, "any-chromecast")
    outcome = convert(broken, media, plan, directory=tmp_path, stem="film", tools=tools)
    assert (outcome.poster, [str(w.code) for w in outcome.warnings]) == (None, ["poster_lost"])
