"""What an early look writes: no more than it needs, and nothing that outlives its upload."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path

import pytest

from mkv2castui.accounts.services import local_owner
from mkv2castui.conversions import services, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.storage.spool import LIFE, Spool, Ticket
from mkv2castui.uploads.look import looks
from mkv2castui.uploads.look.looks import STAGES


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "uploads")


def begun(spool: Spool) -> Ticket:
    """With a tail, one that is still coming, and what is being looked at."""
    ticket = Ticket(str(uuid.uuid4()), "owner", 10, "", None)
    spool.create(ticket)
    for file in (spool.tail(ticket.id), spool.beside(ticket.id, "tail"), spool.beside(ticket.id, "look")):
        file.write_bytes(b"x")
    return ticket


def names(spool: Spool) -> set[str]:
    return {entry.name for entry in spool.root.iterdir()}


def test_when_all_has_come_the_upload_itself_stays(spool: Spool) -> None:
    ticket, other = begun(spool), begun(spool)
    before = names(spool)
    spool.end_looks(ticket.id)
    assert before - names(spool) == {name for name in before if ticket.id in name and name.endswith(("tail", "look"))}
    assert {ticket.id, f"{ticket.id}.json", other.id, f"{other.id}.tail"} <= names(spool)


def test_they_go_with_an_upload_that_is_given_up(spool: Spool) -> None:
    spool.remove(begun(spool).id)
    assert names(spool) == set()


def test_they_go_with_an_upload_of_which_nothing_comes_any_more(spool: Spool) -> None:
    silent, alive = begun(spool), begun(spool)
    long_ago = time.time() - LIFE - 60
    for file in spool.root.glob(f"{silent.id}*"):
        os.utime(file, (long_ago, long_ago))
    spool.beside(str(uuid.uuid4()), "look").write_bytes(b"of a process that was killed")
    spool.sweep()
    assert {name.split(".")[0] for name in names(spool)} == {alive.id}


@pytest.mark.django_db(transaction=True)
def test_of_a_film_of_which_all_is_known_nothing_is_copied_again() -> None:
    owner = local_owner()
    job = services.begin_upload(owner, "known.mkv", size=2 * STAGES[-1])
    ticket, spool = Ticket(str(job.pk), str(owner.pk), 2 * STAGES[-1], "", None), Spool(storage.spool().root)
    spool.create(ticket)
    os.truncate(spool.data(ticket.id), STAGES[-1] + 1)  # more than a look reads: it would read a copy
    Job.objects.update(provisional=True, has_still=True)
    os.utime(spool.root, (0, 0))
    looks.look(ticket)
    assert spool.root.stat().st_mtime == 0
