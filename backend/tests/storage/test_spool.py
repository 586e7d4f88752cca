"""Uploads on the disk, whoever dies or asks in the wrong moment."""

from __future__ import annotations

import errno
import os
import sys
import time
import uuid
from pathlib import Path

import pytest

from mkv2castui.conversions.storage import NoSpace
from mkv2castui.conversions.storage.local import LocalStorage
from mkv2castui.conversions.storage.spool import LIFE, SPOOL, Locked, Spool, Ticket

LENGTH = 10


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spool:
    monkeypatch.setattr(sys.modules[Spool.__module__], "_PATIENCE", 0.0)
    return Spool(tmp_path / SPOOL)


def begun(spool: Spool, *, concat: str | None = None, content: bytes = b"") -> Ticket:
    ticket = Ticket(str(uuid.uuid4()), "owner", LENGTH, "", concat)
    spool.create(ticket)
    spool.data(ticket.id).write_bytes(content)
    return ticket


def names(spool: Spool) -> list[str]:
    return sorted(entry.name for entry in spool.root.iterdir())


def test_bytes_count_once_their_sum_is_known(spool: Spool) -> None:
    ticket = begun(spool, content=b"four")
    writing = spool.open(ticket, all_or_nothing=True)
    writing.write(b"five5")
    assert spool.offset(ticket) == 4
    writing.keep()
    writing.close()
    assert spool.offset(ticket) == 9
    assert not spool.was_taken_back(ticket.id)


def test_of_a_request_whose_process_was_killed_before_it_knew_the_sum_nothing_counts(spool: Spool) -> None:
    ticket = begun(spool, content=b"four")
    killed = spool.open(ticket, all_or_nothing=True)
    killed.write(b"wrong!")
    killed.close()
    assert spool.offset(ticket) == 4
    next_one = spool.open(ticket)
    assert next_one.offset == 4
    next_one.write(b"right!")
    next_one.keep()
    next_one.close()
    assert (spool.offset(ticket), spool.data(ticket.id).read_bytes()) == (LENGTH, b"fourright!")
    assert spool.was_taken_back(ticket.id)  # who reads along may have read it


def test_a_film_is_not_whole_as_long_as_somebody_writes(spool: Spool) -> None:
    """Who asks how far it is may find all bytes there, of which the sum is not known, or which the disk lacks."""
    ticket = begun(spool)
    writing = spool.open(ticket)
    writing.write(b"ten bytes!")
    with pytest.raises(Locked), spool.ending(ticket):
        raise AssertionError
    writing.close()
    with spool.ending(ticket):
        LocalStorage(spool.root.parent).adopt(uuid.UUID(ticket.id), ticket)
    assert spool.offset(ticket) == LENGTH


def test_parts_are_not_put_together_as_long_as_somebody_writes_to_one(spool: Spool) -> None:
    """What is taken back of it would be taken from the whole."""
    parts = [begun(spool, concat="partial", content=b"ten bytes!") for _ in range(2)]
    whole = begun(spool, concat="final;")
    late = spool.open(parts[0])
    with pytest.raises(Locked):
        spool.join([uuid.UUID(part.id) for part in parts], whole)
    late.close()
    spool.join([uuid.UUID(part.id) for part in parts], whole)
    assert spool.data(whole.id).read_bytes() == b"ten bytes!" * 2


def test_a_process_that_is_just_being_started_holds_nothing_up(spool: Spool) -> None:
    """It has every file open that was open, until it is what it will be."""
    ticket = begun(spool)
    writing = spool.open(ticket)
    held = os.dup(writing._file.fileno())
    writing.close()
    try:
        with spool.ending(ticket):
            assert spool.offset(ticket) == 0
    finally:
        os.close(held)


def test_what_was_removed_has_no_end_of_its_own(spool: Spool) -> None:
    ticket = begun(spool)
    spool.remove(ticket.id)
    with pytest.raises(Locked), spool.ending(ticket):
        raise AssertionError


def test_a_client_has_a_day_to_ask_after_the_end_however_long_it_took(spool: Spool) -> None:
    ticket = begun(spool, content=b"ten bytes!")
    long_ago = time.time() - 2 * LIFE
    os.utime(spool.root / f"{ticket.id}.json", (long_ago, long_ago))
    with spool.ending(ticket):
        LocalStorage(spool.root.parent).adopt(uuid.UUID(ticket.id), ticket)
    spool.sweep()
    assert spool.find(uuid.UUID(ticket.id)) == ticket


def test_what_a_full_disk_did_not_let_begin_leaves_nothing(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NoSpace):
        begun(spool)
    assert names(spool) == []


def test_nothing_of_an_upload_outlives_it(spool: Spool) -> None:
    """What a process that was killed left too."""
    ticket = begun(spool)
    spool.open(ticket, all_or_nothing=True).close()
    for ending in ("new", "less", "tail"):
        (spool.root / f"{ticket.id}.{ending}").touch()
    spool.remove(ticket.id)
    assert names(spool) == []
