"""Names: what results are called, and that no name is ever taken from anybody."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from castengine.errors import ConversionError, DiskFull
from castengine.publish import Piece, Workspace, base_name, publish

from ..conftest import MakeClip
from .conftest import Cast

COPIED = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=0.5", "-c:v", "libx264", "-pix_fmt", "yuv420p")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "film.mkv"
    path.write_text("the source")
    return path


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    path = tmp_path / "out"
    path.mkdir()
    return path


def piece(workspace: Workspace, ending: str, text: str) -> Piece:
    path = workspace.path(ending)
    path.write_text(text)
    return Piece(path, ending)


def put(directory: Path, source: Path, text: str, *, overwrite: bool = False) -> list[str]:
    with Workspace(directory, "film.cast") as workspace:
        pieces = [piece(workspace, ".mp4", text), piece(workspace, ".en.vtt", text)]
        published = publish(pieces, directory=directory, base="film.cast", overwrite=overwrite, keep=source)
    return [path.name for path in published]


def contents(directory: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(directory.iterdir())}


def no_links(_self: Path, _target: Path) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.fixture(params=[True, False], ids=["with hard links", "on a disk without hard links"])
def _links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(Path, "hardlink_to", no_links)


@pytest.mark.usefixtures("_links")
def test_a_taken_name_gets_a_number(directory: Path, source: Path) -> None:
    assert put(directory, source, "one") == ["film.cast.mp4", "film.cast.en.vtt"]
    assert put(directory, source, "two") == ["film.cast.2.mp4", "film.cast.2.en.vtt"]
    assert contents(directory) == {
        "film.cast.mp4": "one",
        "film.cast.en.vtt": "one",
        "film.cast.2.mp4": "two",
        "film.cast.2.en.vtt": "two",
    }


@pytest.mark.usefixtures("_links")
def test_film_and_sidecar_keep_the_same_number(directory: Path, source: Path) -> None:
    (directory / "film.cast.en.vtt").write_text("somebody's")
    assert put(directory, source, "mine") == ["film.cast.2.mp4", "film.cast.2.en.vtt"]
    assert contents(directory)["film.cast.en.vtt"] == "somebody's"
    assert "film.cast.mp4" not in contents(directory)


def test_overwriting_is_for_those_who_ask(directory: Path, source: Path) -> None:
    put(directory, source, "one")
    put(directory, source, "two", overwrite=True)
    assert contents(directory) == {"film.cast.mp4": "two", "film.cast.en.vtt": "two"}


def test_the_source_is_not_overwritten_even_then(directory: Path) -> None:
    source = directory / "film.cast.mp4"
    source.write_text("the source")
    assert put(directory, source, "mine", overwrite=True) == ["film.cast.2.mp4", "film.cast.2.en.vtt"]
    assert source.read_text() == "the source"


@pytest.mark.usefixtures("_links")
def test_twenty_at_once_get_twenty_names(directory: Path, source: Path) -> None:
    threads = [threading.Thread(target=put, args=(directory, source, f"{n}")) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    films = {name: text for name, text in contents(directory).items() if name.endswith(".mp4")}
    assert sorted(films.values(), key=int) == [str(n) for n in range(20)]
    assert all(contents(directory)[name.replace(".mp4", ".en.vtt")] == text for name, text in films.items())


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EROFS, ConversionError), (errno.EIO, ConversionError)],
)
def test_what_the_disk_refuses_is_told_and_nothing_stays(
    directory: Path, source: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[ConversionError]
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("castengine.publish.os.fsync", refuse)
    with pytest.raises(ConversionError) as raised:
        put(directory, source, "mine")
    assert type(raised.value) is kind
    assert list(directory.iterdir()) == []


@pytest.mark.parametrize(
    ("stem", "suffix"),
    [("a" * 255, ".cast"), ("é" * 127, ".cast"), ("🎬" * 63, ".cast"), ("日本" * 42, "x" * 100), ("f\udcff" * 120, "")],
)
def test_long_names_are_cut_between_characters(stem: str, suffix: str, tmp_path: Path) -> None:
    base = base_name(stem, suffix)
    assert base.endswith(suffix)
    assert stem.startswith(base.removesuffix(suffix))
    with Workspace(tmp_path, base) as workspace:
        publish(
            [Piece(workspace.path(".mp4"), ".zh-Hant-TW.forced.sdh.vtt")],
            directory=tmp_path,
            base=base,
            overwrite=False,
            keep=tmp_path,
        )
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(("stem", "suffix"), [("a/b", ".cast"), ("a", "/../b"), ("a\0b", ".cast")])
def test_a_name_is_no_path(stem: str, suffix: str) -> None:
    with pytest.raises(ConversionError):
        base_name(stem, suffix)


@pytest.mark.parametrize(
    "name",
    [
        *("-film.mkv", 'it\'s «quoted» "twice".mkv', "a:b.mkv", "http:film.mkv", "line\nbreak.mkv", "100%d %s.mkv"),
        *(
            "🎬 café.mkv",
            "[Group] Film - 01 (1080p).mkv",
            "e" * 251 + ".mkv",
            "no ending",
            ".hidden.mkv",
            "f\udcff.mkv",
        ),
        *("a*b?.mkv", "back\\slash.mkv", "semi;colon&$(id).mkv", "film.cast.mkv", " spaces .mkv", "~.mkv", "é.mkv"),
    ],
)
def test_films_of_any_name(make_clip: MakeClip, cast: Cast, tmp_path: Path, name: str) -> None:
    clip = tmp_path / "in" / name
    clip.parent.mkdir()
    clip.write_bytes(make_clip("plain.mkv", *COPIED).read_bytes())
    film = cast(clip, directory=clip.parent).film
    assert sorted(os.fsencode(p) for p in clip.parent.iterdir()) == sorted(map(os.fsencode, (clip, film)))
    assert film.name.endswith(".cast.mp4")
    assert film.name.startswith(clip.stem[:200])
