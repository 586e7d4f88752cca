"""A look at a film on its way: its tracks and the plan for it, a picture of it, or that it is none.

What is found is as good as the first megabytes; the whole film is looked at when it has come.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mkv2castui.conversions import engine, provisional, storage
from mkv2castui.conversions.failures import EXPECTED, as_error_of
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.storage.errors import full_disk_as_no_space
from mkv2castui.conversions.storage.spool import Ticket
from mkv2castui.uploads.look import both_ends, refusals
from mkv2castui.uploads.look.desk import Desk
from mkv2castui.uploads.look.lately import Lately

log = logging.getLogger(__name__)

_MEGABYTE = 1024 * 1024
STAGES = tuple(size * _MEGABYTE for size in (1, 2, 4, 8, 16, 32, 64))
"""Bytes with which a film may tell what it did not before: the index of a long MP4 has some 10 MB."""


def came(ticket: Ticket, before: int, now: int) -> None:
    """Of the film ``now`` bytes have come, a moment ago ``before``. From any thread; returns at once.

    Raises the 422 problem when what came earlier can't become a film.
    """
    refusals.check(ticket.id)
    if now < ticket.length and any(before < size <= now for size in STAGES):
        ask(ticket)


def resumed(ticket: Ticket, now: int) -> None:
    """Of the film ``now`` bytes are there, says this process for the first time: another one may have died before it
    could look. Returns at once. Raises as :func:`came`."""
    refusals.check(ticket.id)
    if STAGES[0] <= now < ticket.length and _resumed.put(ticket.id, now):
        ask(ticket)


def ask(ticket: Ticket) -> None:
    """There may be something new to see."""
    if not ticket.is_part:
        _desk.ask(ticket)


def look(ticket: Ticket) -> None:
    """Takes a second or so."""
    job = Job.objects.filter(pk=ticket.id, status=JobStatus.UPLOADING).first()
    if job is None:
        storage.spool().end_looks(ticket.id)
        return
    if job.provisional and job.has_still:
        return  # before megabytes are copied for it
    with suppress(FileNotFoundError), _what_has_come(ticket) as film:  # not found: all has come, and it has moved
        if film is None:
            return
        known = job if job.provisional else _found(job, ticket, film)
        if known is not None and not known.has_still:
            _take_still(known, film)


def _found(job: Job, ticket: Ticket, film: Path) -> Job | None:
    """Without facts nothing is said: the look at the whole film will say why."""
    arrived = storage.spool().offset(ticket)
    try:
        media = engine.analyse_beginning(film, ticket.length)
    except engine.SourceTruncated:
        return None
    except engine.NotMedia as error:
        refusals.refuse(job, as_error_of(job.filename, film, error))
        return None
    except engine.CastEngineError as error:
        log.info("The film %s can't be looked at before it has come: %s", ticket.id, error.message)
        return None
    return provisional.found(job, media, arrived=arrived)


def _take_still(job: Job, film: Path) -> None:
    """A later look may find a brighter one."""
    assert job.media is not None  # it is known
    try:
        with storage.current().still(job.pk) as picture:
            taken = engine.still_of(film, job.media, picture, is_whole=False)
    except EXPECTED as error:
        log.info("There is no picture of the film %s yet: %s", job.pk, error)
        return
    if taken:
        provisional.pictured(job)


@contextmanager
def _what_has_come(ticket: Ticket) -> Iterator[Path | None]:
    """The beginning, and what is behind the pictures where that was sent ahead; no more than a look should read."""
    spool = storage.spool()
    head, copy = spool.head(ticket), spool.beside(ticket.id, "look")
    if head is None or head.stat().st_size < STAGES[0]:  # too short where a tail came first
        yield None
        return
    try:
        with full_disk_as_no_space(spool.root, STAGES[-1]):
            is_copied = both_ends.shorten(head, spool.tail(ticket.id), ticket.length, copy, most=STAGES[-1])
        yield copy if is_copied else head
    finally:
        copy.unlink(missing_ok=True)


_desk = Desk(look)
_resumed = Lately[int]()
