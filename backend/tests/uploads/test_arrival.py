"""The bytes of one request: what is waited for before they are said to be there."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from starlette.requests import Request
from starlette.types import Message

from mkv2castui.accounts.services import local_owner
from mkv2castui.conversions import services, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.storage import NoSpace, Writing
from mkv2castui.conversions.storage.spool import Ticket
from mkv2castui.uploads.body import Body
from mkv2castui.uploads.tus.arrival import Arrival

PIECE = b"some bytes of a film"
DEADLINE = 60.0  # seconds

pytestmark = pytest.mark.django_db(transaction=True)


class Disk:
    """An upload's end. ``keep`` waits until its job has heard of the bytes; of a disk that ``breaks`` it fails then."""

    def __init__(self, writing: Writing, *, breaks: bool) -> None:
        self._writing = writing
        self._breaks = breaks
        self.kept: list[int] = []

    @property
    def offset(self) -> int:
        return self._writing.offset

    def write(self, *chunks: bytes | bytearray) -> None:
        self._writing.write(*chunks)

    def keep(self) -> None:
        end = time.monotonic() + DEADLINE
        while Job.objects.get().arrived != self.offset:
            assert time.monotonic() < end
            time.sleep(0.01)
        connections.close_all()
        if self._breaks:
            raise NoSpace("The disk is full.", needs=0, free=0)
        self._writing.keep()
        self.kept.append(self.offset)

    def take_back(self) -> None:
        self._writing.take_back()

    def close(self) -> None:
        self._writing.close()


@pytest.fixture
def ticket() -> Ticket:
    owner = local_owner()
    job = services.begin_upload(owner, "film.mkv", size=1000)
    ticket = Ticket(str(job.pk), str(owner.pk), 1000, "", None)
    storage.spool().create(ticket)
    return ticket


@pytest.fixture
def disk(ticket: Ticket, request: pytest.FixtureRequest) -> Iterator[Disk]:
    disk = Disk(storage.spool().open(ticket), breaks=request.param)
    yield disk
    disk.close()


async def _receive() -> Message:
    return {"type": "http.request", "body": PIECE, "more_body": False}


@pytest.mark.parametrize("disk", [pytest.param(False, id="a good disk")], indirect=True)
async def test_the_job_hears_of_a_piece_while_the_disk_takes_it(ticket: Ticket, disk: Disk) -> None:
    body = Body(Request({"type": "http"}, _receive))
    assert await Arrival(ticket, disk, None).take(body) == len(PIECE)
    assert disk.kept == [len(PIECE)]
    assert (await sync_to_async(Job.objects.get)()).arrived == len(PIECE)


@pytest.mark.parametrize("disk", [pytest.param(True, id="a disk that breaks")], indirect=True)
async def test_a_piece_that_the_disk_did_not_take_is_not_said_to_be_there(ticket: Ticket, disk: Disk) -> None:
    with pytest.raises(NoSpace):
        await Arrival(ticket, disk, None).take(Body(Request({"type": "http"}, _receive)))
