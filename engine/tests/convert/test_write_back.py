"""A film that is copied reaches the disk while it is written, and no film reaches it twice."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from castengine import Tools, convert, probe, write_back, writing
from castengine.errors import ConversionError
from castengine.ffmpeg import index_room as rooms
from castengine.write_back import written_back

from ..conftest import MakeClip
from .planned import plan_of

SECONDS = 60  # that a busy machine may take to come to it
PIECE = b"film" * 1000
PLAYS = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p")


def test_the_disk_gets_each_byte_once_while_more_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_back, "_LEAST", len(PIECE))
    film, begin = tmp_path / "film.mp4", write_back.begin_writing
    begun, handed = list[tuple[int, int]](), threading.Semaphore(0)

    def noted(file: int, start: int, stop: int) -> None:
        begin(file, start, stop)
        begun.append((start, stop))
        handed.release()

    monkeypatch.setattr(write_back, "begin_writing", noted)
    with film.open("wb", buffering=0) as file, written_back(film):
        for _ in range(3):
            file.write(PIECE)
            assert handed.acquire(timeout=SECONDS)
    assert begun == [(0, len(PIECE)), (len(PIECE), 2 * len(PIECE)), (2 * len(PIECE), 3 * len(PIECE))]
    assert film.read_bytes() == 3 * PIECE


def test_a_film_that_is_not_there_is_an_error_of_the_conversion(tmp_path: Path) -> None:
    with pytest.raises(ConversionError), written_back(tmp_path / "film.mp4"):
        pass


@pytest.mark.parametrize(
    ("worth_it", "times"),
    [pytest.param(1, 1, id="a film written once"), pytest.param(10**9, 0, id="not one that is moved behind its index")],
)
def test_what_is_handed_to_the_disk_early(
    worth_it: int, times: int, make_clip: MakeClip, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "_WORTH_IT", worth_it)
    monkeypatch.setattr(rooms, "_MOST_PART", 100)
    begun = list[str]()

    @contextlib.contextmanager
    def noted(film: Path) -> Iterator[None]:
        begun.append(film.suffix)
        with written_back(film):
            yield

    monkeypatch.setattr(writing, "written_back", noted)
    clip = make_clip("plays.mkv", *PLAYS)
    media = probe(clip, tools)
    convert(clip, media, plan_of(media, "any-chromecast"), directory=tmp_path, stem="film", tools=tools)
    assert begun == [".mp4"] * times
