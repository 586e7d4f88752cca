"""The two ends of an MP4 as one file."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from mkv2castui.uploads.look.both_ends import HEAD, join, shorten

FTYP = struct.pack(">I4s8x", 16, b"ftyp")
INDEX = struct.pack(">I4s", 20, b"moov") + b"the index..."


def mdat(size: int, *, wide: bool = False) -> bytes:
    """``size``: of its contents."""
    if wide:
        return struct.pack(">I4sQ", 1, b"mdat", size + 16) + b"x" * size
    return struct.pack(">I4s", size + 8, b"mdat") + b"x" * size


def joined(tmp_path: Path, film: bytes, arrived: int, tail: int, length: int | None = None) -> bytes | None:
    """``arrived``: bytes of the beginning; ``tail``: where the end begins."""
    tmp_path.mkdir(exist_ok=True)
    head, end, target = tmp_path / "head", tmp_path / "tail", tmp_path / "both"
    head.write_bytes(film[:arrived])
    end.write_bytes(film[tail:])
    if join(head, end, length or len(film), target):
        return target.read_bytes()
    assert not target.exists()
    return None


@pytest.mark.parametrize("wide", [False, True], ids=["sizes of 32 bits", "sizes of 64 bits"])
@pytest.mark.parametrize("before", [b"", struct.pack(">I4s", 8, b"free")], ids=["nothing between", "room between"])
def test_the_pictures_end_where_what_has_come_ends(tmp_path: Path, before: bytes, wide: bool) -> None:
    front = FTYP + before
    film = front + mdat(10_000, wide=wide) + INDEX
    both = joined(tmp_path, film, 500, len(film) - len(INDEX))
    header = 16 if wide else 8
    assert both == front + mdat(500 - len(front) - header, wide=wide) + INDEX


def test_the_tail_may_begin_before_the_index(tmp_path: Path) -> None:
    film = FTYP + mdat(10_000) + INDEX
    assert joined(tmp_path, film, 500, 5_000) == joined(tmp_path / "again", film, 500, len(film) - len(INDEX))


def test_between_the_pictures_and_the_index_there_may_be_more(tmp_path: Path) -> None:
    film = FTYP + mdat(10_000) + mdat(10_000) + INDEX
    assert joined(tmp_path, film, 500, len(film) - len(INDEX)) == FTYP + mdat(500 - 16 - 8) + INDEX


def test_hardly_more_is_copied_than_is_looked_at(tmp_path: Path) -> None:
    film = FTYP + mdat(2 * HEAD) + INDEX
    both = joined(tmp_path, film, 2 * HEAD, len(film) - len(INDEX))
    assert both is not None
    assert len(both) == HEAD + len(INDEX)


@pytest.mark.parametrize(
    ("film", "arrived", "tail"),
    [
        pytest.param(b"", 0, 0, id="nothing has come"),
        pytest.param(FTYP + mdat(10_000) + INDEX, 10, 10_024, id="hardly anything has come"),
        pytest.param(FTYP + mdat(10_000) + INDEX, 500, 10_030, id="the tail begins within the index"),
        pytest.param(FTYP + mdat(10_000), 500, 9_000, id="there is nothing behind the pictures"),
        pytest.param(
            FTYP + struct.pack(">I4s", 10_000, b"moov") + bytes(20_000), 500, 9_000, id="the index comes first"
        ),
        pytest.param(FTYP + struct.pack(">I4s", 0, b"mdat") + bytes(20_000), 500, 9_000, id="pictures to the end"),
        pytest.param(
            FTYP + struct.pack(">I4s", 4, b"free") + bytes(20_000), 500, 9_000, id="a box shorter than its head"
        ),
        pytest.param(
            FTYP + struct.pack(">I4sQ", 1, b"mdat", 2**64 - 1) + bytes(20_000), 500, 9_000, id="an absurd size"
        ),
        pytest.param(
            struct.pack(">I4s", 8, b"free") * 1_000 + mdat(10_000) + INDEX, 8_100, 18_016, id="a thousand boxes"
        ),
        pytest.param(b"\x1a\x45\xdf\xa3" + bytes(20_000), 500, 9_000, id="no MP4"),
    ],
)
def test_what_is_not_put_together(tmp_path: Path, film: bytes, arrived: int, tail: int) -> None:
    assert joined(tmp_path, film, arrived, tail) is None


@pytest.mark.parametrize(
    ("size", "tail", "looked_at"),
    [
        pytest.param(100, False, None, id="what has come is short"),
        pytest.param(101, False, 100, id="much has come before the first look"),
        pytest.param(9_000, True, 9_000 + len(INDEX), id="the index has come too"),
    ],
)
def test_what_is_looked_at(tmp_path: Path, size: int, tail: bool, looked_at: int | None) -> None:
    film = FTYP + mdat(10_000) + INDEX
    head, end, target = tmp_path / "head", tmp_path / "tail", tmp_path / "target"
    head.write_bytes(film[:size])
    if tail:
        end.write_bytes(INDEX)
    assert shorten(head, end, len(film), target, most=100) == (looked_at is not None)
    assert (target.stat().st_size if target.exists() else None) == looked_at
