"""What only those learn who may look around in a file."""

from __future__ import annotations

from pathlib import Path

from castengine import Tools, probe
from castengine.probe.in_order import says_the_same_in_order

from ..conftest import MakeClip

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1", "-c:v", "mpeg4", "-q:v", "9")
SEGMENT, TAGS, VOID = bytes.fromhex("18538067"), bytes.fromhex("1254c367"), b"\xec"


def tags_behind(clip: Path, film: Path, named: bytes = b"TITLE") -> Path:
    """The same Matroska with its tags behind the pictures, where mkvmerge writes them (RFC 9559, 5.1.1 and 5.1.8).

    ffmpeg has written the sizes of segment and tags in eight and two bytes, the place of the tags in two. ``named``:
    what the tag TITLE is called instead.
    """
    data = clip.read_bytes()
    segment = data.index(SEGMENT) + 4
    told = data.index(TAGS) + 4 + 3  # in the table of what stands where
    place = data.index(TAGS, told)
    size = 6 + (int.from_bytes(data[place + 4 : place + 6], "big") & 0x3FFF)
    tags = data[place : place + size].replace(b"TITLE", named)
    void = VOID + (0x4000 | size - 3).to_bytes(2, "big") + bytes(size - 3)
    behind = (len(data) - segment - 8).to_bytes(2, "big")
    length = (0x0100000000000000 | len(data) + size - segment - 8).to_bytes(8, "big")
    front = data[:segment] + length + data[segment + 8 : told] + behind + data[told + 2 : place]
    film.write_bytes(front + void + data[place + size :] + tags)
    return film


def test_a_film_with_everything_in_front_says_the_same(make_clip: MakeClip, tools: Tools) -> None:
    for name in ("film.mkv", "film.ts"):
        assert says_the_same_in_order(make_clip(name, *PICTURE), tools)


def test_a_title_behind_the_film_is_not_seen_in_order(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    clip = make_clip("film.mkv", *PICTURE, "-metadata", "artist=Nobody", "-metadata:s:v", "TITLE=Deep Field")
    film = tags_behind(clip, tmp_path / "film.mkv")
    assert probe(film, tools).streams == probe(clip, tools).streams
    assert not says_the_same_in_order(film, tools)


def test_statistics_behind_the_film_are_not_missed(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    clip = make_clip("film.mkv", *PICTURE, "-fflags", "+bitexact", "-metadata:s:v", "TITLE=1")
    film = tags_behind(clip, tmp_path / "film.mkv", named=b"BPS\0\0")
    assert says_the_same_in_order(film, tools)


def test_what_is_no_film_says_nothing(tools: Tools, tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    film.write_bytes(b"no film" * 100)
    assert not says_the_same_in_order(film, tools)
