"""Uploads and the jobs that they become: rights, beginnings and ends."""

from __future__ import annotations

import uuid
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from mkv2castui.accounts import asking
from mkv2castui.accounts.models import User
from mkv2castui.common.problems import ApiCode, Problem, conflict, not_found
from mkv2castui.conversions import quotas, services, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.names import display_name
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.storage.spool import LIFE, Locked, Ticket
from mkv2castui.uploads import limits
from mkv2castui.uploads.look import refusals
from mkv2castui.uploads.tus import protocol
from mkv2castui.uploads.wishes import FIELDS, Wishes, wishes_of

_LIFE = timedelta(seconds=LIFE)


@dataclass(frozen=True, slots=True)
class Told:
    """What the client said of a new upload. ``length``: ``None`` for one that is made of parts."""

    length: int | None
    metadata: str
    concat: str | None


def create(told: Told, parts: list[uuid.UUID] | None) -> Ticket:
    """Raises the 400, 404, 409, 413, 422, 423 and 507 problems.

    Nothing is kept then, but of parts that were to be put together: to ask for it once more goes on with them.
    """
    owner = asking.user()
    if parts is not None:
        return _joined(owner, told, parts)
    assert told.length is not None
    _check(told.length, room=told.length)
    if told.concat == "partial":
        return _part(owner, told.length, told)
    return _begun(owner, told.length, told)


def _joined(owner: User, told: Told, parts: list[uuid.UUID]) -> Ticket:
    if len(set(parts)) < len(parts):
        raise protocol.bad("Upload-Concat names a part twice.")
    try:
        return _filled(_whole_of(owner, told, parts), parts)
    except Locked:
        raise Problem(423, ApiCode.CONFLICT, "The parts are being put together.", hint="Try again later.") from None


def _whole_of(owner: User, told: Told, parts: list[uuid.UUID]) -> Ticket:
    """Begun once, however often it is asked for, even at once. Raises ``Locked``."""
    spool = storage.spool()
    first = spool.find(parts[0])
    with nullcontext() if first is None else spool.ending(first):
        ticket = spool.joined(Ticket("", str(owner.pk), 0, "", told.concat))
        if ticket is not None and Job.objects.filter(pk=ticket.id).exists():
            return ticket
        pieces = [_whole_part(part) for part in parts]
        length = sum(piece.length for piece in pieces)
        _check(length, room=spool.room_to_join(pieces))
        return _begun(owner, length, told, counted=length)


def _filled(ticket: Ticket, parts: list[uuid.UUID]) -> Ticket:
    """Raises ``Locked``."""
    spool = storage.spool()
    try:
        with spool.ending(ticket):
            spool.join(parts, ticket)
    except storage.SourceGone:
        for job in Job.objects.filter(pk=ticket.id):
            services.abandon_upload(job)
        raise
    return ticket


def _check(length: int, *, room: int) -> None:
    spool = storage.spool()
    limits.check(length, arrived=length - room, free=spool.free_bytes(), promised=spool.promised())


def _part(owner: User, length: int, told: Told) -> Ticket:
    """It is made while nothing else of the owner's is counted: of two at once none overlooks the other."""
    with transaction.atomic():
        quotas.check(owner, length, counted=0)
        return _ticket(uuid.uuid4(), owner, length, told)


def _begun(owner: User, length: int, told: Told, *, counted: int = 0) -> Ticket:
    """``counted``: bytes of its parts."""
    job = _begin(owner, length, told.metadata, counted)
    try:
        return _ticket(job.pk, owner, length, told)
    except BaseException:
        services.abandon_upload(job)
        raise


def _ticket(upload_id: uuid.UUID, owner: User, length: int, told: Told) -> Ticket:
    ticket = Ticket(str(upload_id), str(owner.pk), length, told.metadata, told.concat)
    storage.spool().create(ticket)
    return ticket


def _begin(owner: User, length: int, metadata: str, counted: int) -> Job:
    fields = protocol.metadata(metadata)
    name = display_name(fields.get("filename") or fields.get("name") or "")
    if name is None:
        raise Problem(
            422, ApiCode.INVALID_FILE_NAME, "The file has no name that can be shown.", hint="Rename it first."
        )
    wishes = _wishes(metadata)
    return services.begin_upload(
        owner,
        name,
        size=length,
        counted=counted,
        life=_LIFE,
        device=wishes.device,
        options=wishes.options,
        start_when_ready=wishes.start,
    )


def _wishes(metadata: str) -> Wishes:
    """Clients send fields of their own beside ours."""
    return wishes_of({name: value for name, value in protocol.metadata(metadata).items() if name in FIELDS})


def _whole_part(upload_id: uuid.UUID) -> Ticket:
    """Raises the 404 problem for what is no part, the 409 problem for one that has not come whole."""
    ticket = find(upload_id)
    if not ticket.is_part:
        raise not_found()
    if storage.spool().offset(ticket) != ticket.length:
        raise conflict("put together", "uploading")
    return ticket


def find(upload_id: uuid.UUID) -> Ticket:
    """Raises the 404 problem for a stranger's upload, and for one whose job was deleted; the 422 problem for one that
    was ended because it is no film's."""
    ticket, owner = storage.spool().find(upload_id), asking.user()
    if ticket is None or ticket.owner != str(owner.pk):
        raise refusals.of(owner, upload_id) or not_found()
    if not ticket.is_part and not Job.objects.filter(pk=ticket.id).exists():
        storage.spool().remove(ticket.id)
        raise not_found()
    return ticket


def came(ticket: Ticket, arrived: int) -> None:
    """Bytes have come, ``arrived`` in all."""
    services.still_uploading(Job(pk=ticket.id), _LIFE, arrived=arrived)  # unread: one question less a piece


def finish(ticket: Ticket) -> None:
    """All bytes are there. To finish once more changes nothing."""
    if ticket.is_part:
        return
    with suppress(Locked), storage.spool().ending(ticket):
        _finish(ticket)


def _finish(ticket: Ticket) -> None:
    job = Job.objects.filter(pk=ticket.id, status=JobStatus.UPLOADING).first()
    if job is None:
        return
    if ticket.is_joined:
        storage.spool().join(protocol.parts_of(ticket.concat) or [], ticket)
    storage.current().adopt(job.pk, ticket)
    storage.spool().end_looks(ticket.id)
    try:
        services.finish_upload(job, size=ticket.length)
    except Problem:
        if Job.objects.filter(pk=job.pk, status=JobStatus.UPLOADING).exists():
            raise
        # another web process was faster, or the user has changed their mind


def end(ticket: Ticket) -> None:
    """The client gives up. Raises the 409 problem for an upload that is whole: its job is deleted as a job."""
    if not ticket.is_part:
        job = Job.objects.get(pk=ticket.id)
        if job.status != JobStatus.UPLOADING:
            raise conflict("given up", job.status)
        services.abandon_upload(job)
    storage.spool().remove(ticket.id)


def forget(ticket: Ticket) -> None:
    """It has never begun. A job that has failed by what came stays, to say why."""
    for job in Job.objects.filter(pk=ticket.id, status=JobStatus.UPLOADING):
        services.abandon_upload(job)
    storage.spool().remove(ticket.id)
