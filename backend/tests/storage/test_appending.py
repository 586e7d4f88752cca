"""Bytes at the end of a file."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from mkv2castui.conversions import engine
from mkv2castui.conversions.storage import appending
from mkv2castui.conversions.storage.appending import Appending

CONTENT = random.Random(4).randbytes(300_000)


def pieces(size: int) -> list[bytes]:
    return [CONTENT[start : start + size] for start in range(0, len(CONTENT), size)]


@pytest.mark.parametrize(
    ("chunks", "early"),
    [
        pytest.param([CONTENT], 100_000, id="one chunk"),
        pytest.param(pieces(100), 100_000, id="more chunks than one call takes"),
        pytest.param([b"", *pieces(70_000), b""], 1, id="empty ones among them, each begun early"),
        pytest.param([bytearray(CONTENT)], 10**9, id="nothing early"),
    ],
)
def test_chunks_stand_in_order_behind_what_was_there(
    chunks: list[bytes], early: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "_EARLY", early)
    (tmp_path / "film").write_bytes(b"before")
    with (tmp_path / "film").open("r+b", buffering=0) as file:
        end = Appending(file)
        assert end.offset == 6
        for half in (chunks[: len(chunks) // 2], chunks[len(chunks) // 2 :]):
            end.write(half)
        end.sync()
        assert end.offset == 6 + len(CONTENT)
    assert (tmp_path / "film").read_bytes() == b"before" + CONTENT


def test_the_disk_gets_each_byte_early_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "_EARLY", 100_000)
    begin, begun = engine.begin_writing, list[tuple[int, int]]()

    def noted(file: int, start: int, stop: int) -> None:
        begun.append((start, stop))
        begin(file, start, stop)

    monkeypatch.setattr(appending, "begin_writing", noted)
    (tmp_path / "film").write_bytes(b"before")
    with (tmp_path / "film").open("r+b", buffering=0) as file:
        end = Appending(file)
        for piece in pieces(70_000):  # the last is shorter, and left to the sync
            end.write([piece])
    assert begun == [(6, 140_006), (140_006, 280_006)]


@pytest.mark.parametrize("most", [1, 7, 4096, 100_001])
def test_a_system_that_takes_a_little_at_a_time_gets_the_rest(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, content = os.writev, CONTENT[: min(1000 * most, len(CONTENT))]

    def a_little(file: int, chunks: list[memoryview]) -> int:
        return write(file, [chunks[0][:most]])

    monkeypatch.setattr(os, "writev", a_little)
    with (tmp_path / "film").open("xb", buffering=0) as file:
        Appending(file).write([content[:100], content[100:]])
    assert (tmp_path / "film").read_bytes() == content


def test_a_full_disk_says_how_far_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, taken = os.writev, list[int]()

    def full(file: int, chunks: list[memoryview]) -> int:
        if taken:
            raise OSError(28, "No space left on device")
        taken.append(write(file, [chunks[0][:1000]]))
        return taken[0]

    monkeypatch.setattr(os, "writev", full)
    with (tmp_path / "film").open("xb", buffering=0) as file:
        end = Appending(file)
        with pytest.raises(OSError, match="No space"):
            end.write([CONTENT])
        assert end.offset == 1000
