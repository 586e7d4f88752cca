"""Parts that become one film, wherever the power is cut."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkv2castui.conversions.storage import SourceGone, joining
from mkv2castui.conversions.storage.joining import Part, join

LENGTHS = [3000, 0, 2500, 4000]
STEPS = 16
"""Things that are done to the disk for them."""


class Cut(BaseException):
    """The power fails."""


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    chance, made = random.Random(1), []
    for place, length in enumerate(LENGTHS):
        file = tmp_path / f"part{place}"
        file.write_bytes(chance.randbytes(length))
        made.append(Part(file, length))
    return made


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "whole"
    path.touch()
    return path


def content(parts: list[Part]) -> bytes:
    return b"".join(part.file.read_bytes() for part in parts)


def cut_before(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power fails before the ``step``-th thing that is done to the disk."""
    steps = itertools.count()

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any, **named: Any) -> Any:
            if next(steps) == step:
                raise Cut
            return act(*arguments, **named)

        return do

    monkeypatch.setattr(joining, "_AT_ONCE", 1000)
    for name in ("copy_file_range", "fsync"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    for name in ("rename", "unlink"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))


@pytest.mark.parametrize("step", range(STEPS))
def test_a_join_that_was_cut_off_goes_on(
    parts: list[Part], whole: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = content(parts)
    with monkeypatch.context() as fate:
        cut_before(step, fate)
        with pytest.raises(Cut):
            join(parts, whole)
    join(parts, whole)
    assert whole.read_bytes() == wanted
    assert not any(part.file.exists() for part in parts)


def test_there_are_no_more_steps_than_that(parts: list[Part], whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as fate:
        cut_before(STEPS, fate)
        join(parts, whole)


def test_a_piece_of_a_part_that_never_reached_the_disk_is_added_anew(parts: list[Part], whole: Path) -> None:
    wanted = content(parts)
    parts[0].file.rename(whole)
    with whole.open("ab") as file:
        file.write(bytes(1700))
    join(parts, whole)
    assert whole.read_bytes() == wanted


def test_a_part_needs_room_once_more_at_most(parts: list[Part], whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used, unlink = list[int](), Path.unlink

    def measured(file: Path) -> None:
        used.append(sum(entry.stat().st_size for entry in whole.parent.iterdir() if entry.is_file()))
        unlink(file)

    monkeypatch.setattr(Path, "unlink", measured)
    join(parts, whole)
    assert used == [sum(LENGTHS) + length for length in LENGTHS[1:]]


def test_where_blocks_cannot_be_shared_they_are_sent(
    parts: list[Part], whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(18, "Invalid cross-device link")

    wanted = content(parts)
    monkeypatch.setattr(os, "copy_file_range", refuse)
    join(parts, whole)
    assert whole.read_bytes() == wanted


@pytest.mark.parametrize("place", [1, 2, 3])
def test_without_one_of_its_parts_there_is_no_film(parts: list[Part], whole: Path, place: int) -> None:
    parts[place].file.unlink()
    with pytest.raises(SourceGone):
        join(parts, whole)
