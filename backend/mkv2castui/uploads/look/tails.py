"""``PUT /api/uploads/<id>/tail/``: the end of a film ahead of the rest, for a look alone.

Many MP4s have their index there. The film itself still comes whole and in order.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

import anyio
from channels.db import database_sync_to_async
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from mkv2castui.common.problems import ApiCode, Problem, conflict, not_found
from mkv2castui.conversions import storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.storage import StorageError
from mkv2castui.conversions.storage.errors import full_disk_as_no_space
from mkv2castui.conversions.storage.spool import Ticket
from mkv2castui.uploads import limits
from mkv2castui.uploads.body import Body
from mkv2castui.uploads.look import looks
from mkv2castui.uploads.tus import protocol, registry

LONGEST = 64 * 1024 * 1024  # bytes; the index of the longest film has some 20
_BLOCK = 1024 * 1024


async def tail(request: Request) -> Response:
    """204. ``Upload-Offset``: where in the film the body begins, which ends where the film does."""
    body = Body(request)
    try:
        ticket = await database_sync_to_async(_ticket)(request.path_params["upload_id"])
        await _take(body, ticket, _size(request, ticket))
    except (Problem, StorageError):
        await body.let_the_client_finish()
        raise
    looks.ask(ticket)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def _ticket(upload_id: uuid.UUID) -> Ticket:
    """Raises the 404 problem for a stranger's upload and for a part of one, the 409 problem for one that is whole."""
    ticket = registry.find(upload_id)
    if ticket.is_part:
        raise not_found()
    status = Job.objects.values_list("status", flat=True).get(pk=ticket.id)
    if status != JobStatus.UPLOADING:
        raise conflict("looked at early", status)
    return ticket


def _size(request: Request, ticket: Ticket) -> int:
    """Bytes of the body. Raises the 400, 413 and 415 problems."""
    if request.headers.get("content-type") != protocol.BODY_TYPE:
        raise Problem(415, ApiCode.UNSUPPORTED_MEDIA_TYPE, f"Send {protocol.BODY_TYPE}.")
    size = ticket.length - protocol.number(request.headers, "upload-offset")
    if size <= 0:
        raise protocol.bad("The film ends before the header Upload-Offset says.")
    if size > LONGEST:
        raise Problem(413, ApiCode.FILE_TOO_LARGE, "The end of a film is shorter than that.", limit=LONGEST)
    if request.headers.get("content-length", str(size)) != str(size):
        raise protocol.bad("The body does not end where the film does.")
    return size


async def _take(body: Body, ticket: Ticket, size: int) -> None:
    """All of it or nothing. Raises the 400 and 507 problems, ``NoSpace``."""
    await anyio.to_thread.run_sync(_check, size)
    async with _new_file(ticket) as file:
        try:
            arrived = await _store(body, file, size)
        except ClientDisconnect:
            raise protocol.bad("The connection ended before the request did.") from None
        if arrived != size:
            raise protocol.bad("The body does not end where the film does.")


def _check(size: int) -> None:
    spool = storage.spool()
    limits.check(size, free=spool.free_bytes(), promised=spool.promised())


@asynccontextmanager
async def _new_file(ticket: Ticket) -> AsyncIterator[BinaryIO]:
    """It gets its name when all went well."""
    spool = storage.spool()
    path = spool.beside(ticket.id, "tail")
    file = await anyio.to_thread.run_sync(_create, path)
    try:
        with file:
            yield file
        path.rename(spool.tail(ticket.id))
    finally:
        path.unlink(missing_ok=True)


def _create(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)  # films on their way to a bucket need not be here
    return path.open("xb", buffering=0)  # what is written comes in blocks already


async def _store(body: Body, file: BinaryIO, size: int) -> int:
    """The bytes that came."""
    block, arrived = bytearray(), 0
    async for chunk in body.chunks():
        block += chunk
        arrived += len(chunk)
        if arrived > size:
            raise protocol.bad("The body does not end where the film does.")
        if len(block) >= _BLOCK:
            await anyio.to_thread.run_sync(_write, file, block, size)
            block = bytearray()
    await anyio.to_thread.run_sync(_write, file, block, size)
    return arrived


def _write(file: BinaryIO, block: bytearray, size: int) -> None:
    rest = memoryview(block)
    with full_disk_as_no_space(storage.spool().root, size):
        while rest:
            rest = rest[file.write(rest) :]
