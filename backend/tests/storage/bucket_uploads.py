"""Uploads in pieces to a bucket, as the tests of them make them."""

from __future__ import annotations

import itertools
import random
import uuid

from mkv2castui.accounts.services import local_owner
from mkv2castui.conversions.storage.bucket import MEGABYTE
from mkv2castui.conversions.storage.bucket_spool import BucketSpool
from mkv2castui.conversions.storage.objects import S3Storage
from mkv2castui.conversions.storage.spool import Ticket

PART = 5 * MEGABYTE
"""Of the film, with the fixture ``small_parts``."""

FILM = random.Random(2).randbytes(PART + 300_001)
LONG = random.Random(3).randbytes(2 * PART + 300_001)


def announce(spool: BucketSpool, length: int, concat: str | None = None) -> Ticket:
    ticket = Ticket(str(uuid.uuid4()), str(local_owner().pk), length, "", concat)
    spool.create(ticket)
    return ticket


def send(spool: BucketSpool, ticket: Ticket, content: bytes, *, all_or_nothing: bool = False) -> None:
    writing = spool.open(ticket, all_or_nothing=all_or_nothing)
    try:
        for start in range(0, len(content), MEGABYTE):
            writing.write(content[start : start + MEGABYTE])
        writing.keep()
    finally:
        writing.close()


def film(objects: S3Storage, ticket: Ticket) -> bytes:
    objects.adopt(uuid.UUID(ticket.id), ticket)
    return b"".join(objects.read(uuid.UUID(ticket.id), "source"))


def cut(content: bytes, *lengths: int) -> list[bytes]:
    edges = [0, *itertools.accumulate(lengths), len(content)]
    return [content[start:stop] for start, stop in itertools.pairwise(edges)]
