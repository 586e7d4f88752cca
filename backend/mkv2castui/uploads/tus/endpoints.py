"""``/api/uploads/``: tus 1.0.0 over HTTP."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import anyio
from channels.db import database_sync_to_async
from django.conf import settings
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from mkv2castui.common.problems import CONTENT_TYPE, ApiCode, Problem
from mkv2castui.conversions import storage
from mkv2castui.conversions.storage import StorageError, Writing, problem_of
from mkv2castui.conversions.storage.spool import Locked, Moved, Ticket
from mkv2castui.uploads.body import Body
from mkv2castui.uploads.look import looks
from mkv2castui.uploads.tus import protocol, registry
from mkv2castui.uploads.tus.arrival import Arrival

_ALWAYS = {"Tus-Resumable": protocol.VERSION, "Cache-Control": "no-store"}
_PATIENCE = 10.0  # seconds that a request waits for the one before it to leave the upload
_LOOK_EVERY = 0.05  # seconds

# Putting parts together or sending a film to a bucket takes minutes: not in the one thread of all short queries.
_apart = partial(database_sync_to_async, thread_sensitive=False)


class _Endpoint:
    """ASGI. Every answer carries the protocol's version, errors too."""

    methods: dict[str, str] = {}

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._request = Request(scope, receive)
        self._scope, self._receive, self._send = scope, receive, send

    def __await__(self):  # type: ignore[no-untyped-def]
        return self._serve().__await__()

    async def _serve(self) -> None:
        body = Body(self._request)
        try:
            response = await self._answer(body)
        except (Problem, StorageError) as error:
            problem = error if isinstance(error, Problem) else problem_of(error)
            await body.let_the_client_finish()
            response = JSONResponse(problem.as_json(), problem.status, media_type=CONTENT_TYPE)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        if response.status_code == 412:
            response.headers["Tus-Version"] = protocol.VERSION
        await response(self._scope, self._receive, self._send)

    async def _answer(self, body: Body) -> Response:
        request = self._request
        method = request.headers.get("x-http-method-override", request.method).upper()
        if method == "OPTIONS":
            return options()
        if method not in self.methods:
            hint = f"Allowed are {', '.join(self.methods)}."
            raise Problem(405, ApiCode.METHOD_NOT_ALLOWED, f"{method} is not allowed here.", hint=hint)
        if request.headers.get("tus-resumable") != protocol.VERSION:
            raise protocol.bad(f"This server speaks tus {protocol.VERSION}.", status=412)
        answer: Response = await getattr(self, self.methods[method])(request, body)
        return answer


def options() -> Response:
    headers = {
        "Tus-Version": protocol.VERSION,
        "Tus-Extension": ",".join(protocol.EXTENSIONS),
        "Tus-Checksum-Algorithm": ",".join(protocol.ALGORITHMS),
        "Tus-Max-Size": str(settings.MAX_UPLOAD_SIZE),
    }
    return Response(status_code=204, headers=headers)


class Uploads(_Endpoint):
    methods = {"POST": "_create"}

    async def _create(self, request: Request, body: Body) -> Response:
        concat = request.headers.get("upload-concat")
        parts = protocol.parts_of(concat)
        length = protocol.number(request.headers, "upload-length") if parts is None else None
        told = registry.Told(length, request.headers.get("upload-metadata", ""), concat)
        ticket = await _apart(registry.create)(told, parts)
        headers = {"Location": f"/api/uploads/{ticket.id}/"}
        offset = ticket.length if parts is not None else 0
        if parts is None and request.headers.get("content-type") == protocol.BODY_TYPE:
            offset = await _begun_with(request, body, ticket)
        elif offset == ticket.length:
            await _apart(registry.finish)(ticket)
        return Response(status_code=201, headers={**headers, **await _state(ticket, offset)})


async def _begun_with(request: Request, body: Body, ticket: Ticket) -> int:
    """The offset after the first bytes. Where they can't be taken nothing stays of the upload, whose address nobody has
    been told; after a break it may be found again by its job."""
    try:
        return await receive(request, body, ticket, 0)
    except (Problem, StorageError) as error:
        if error.code != ApiCode.UPLOAD_INCOMPLETE:
            await _apart(registry.forget)(ticket)
        raise


class OneUpload(_Endpoint):
    methods = {"HEAD": "_look", "PATCH": "_add", "DELETE": "_end"}

    async def _look(self, request: Request, body: Body) -> Response:  # noqa: ARG002
        ticket = await _ticket(request)
        offset = await _apart(storage.spool().offset)(ticket)
        if offset == ticket.length:
            await _apart(registry.finish)(ticket)  # the process may have died just before it
        looks.resumed(ticket, offset)  # or before it could look
        told = {"Upload-Length": str(ticket.length), "Upload-Metadata": ticket.metadata, "Upload-Concat": ticket.concat}
        known = {name: value for name, value in told.items() if value}
        return Response(headers={**known, **await _state(ticket, offset)})

    async def _add(self, request: Request, body: Body) -> Response:
        ticket = await _ticket(request)
        if request.headers.get("content-type") != protocol.BODY_TYPE:
            raise Problem(
                415,
                ApiCode.UNSUPPORTED_MEDIA_TYPE,
                "A piece of a film comes as another type.",
                hint=f"Send Content-Type: {protocol.BODY_TYPE}.",
            )
        if ticket.is_joined:
            raise protocol.bad("This upload is made of parts; send bytes to those.", status=403)
        offset = await receive(request, body, ticket, protocol.number(request.headers, "upload-offset"))
        return Response(status_code=204, headers=await _state(ticket, offset))

    async def _end(self, request: Request, body: Body) -> Response:  # noqa: ARG002
        ticket = await _ticket(request)
        await _apart(registry.end)(ticket)
        return Response(status_code=204)


async def _ticket(request: Request) -> Ticket:
    """Raises the 404 problem for a stranger's upload as for none at all."""
    upload_id: uuid.UUID = request.path_params["upload_id"]
    return await database_sync_to_async(registry.find)(upload_id)


async def _state(ticket: Ticket, offset: int) -> dict[str, str]:
    expires = await _apart(storage.spool().expires)(ticket)
    return {"Upload-Offset": str(offset), "Upload-Expires": protocol.moment(expires)}


async def receive(request: Request, body: Body, ticket: Ticket, offset: int) -> int:
    """Take the body as the bytes from ``offset`` on. Raises the 409 problem when the upload stands elsewhere."""
    checksum = protocol.checksum(request.headers.get("upload-checksum"))
    try:
        async with _alone(ticket, all_or_nothing=checksum is not None) as writing:
            if writing.offset != offset:
                raise _elsewhere(writing.offset)
            offset = await Arrival(ticket, writing, checksum).take(body)
    except Moved:
        raise _elsewhere(ticket.length) from None
    except Locked:
        await database_sync_to_async(registry.find)(uuid.UUID(ticket.id))  # it may have been ended meanwhile
        raise _taken() from None
    except ClientDisconnect:
        raise _broken_off() from None
    if offset == ticket.length:
        await _apart(registry.finish)(ticket)
    return offset


def _broken_off() -> Problem:
    """Whoever reads it is a proxy: the client is gone."""
    hint = "Ask with HEAD where the upload stands, and go on from there."
    return Problem(400, ApiCode.UPLOAD_INCOMPLETE, "The connection ended before the request did.", hint=hint)


def _elsewhere(offset: int) -> Problem:
    hint = "Ask with HEAD where it stands, and go on from there."
    return Problem(409, ApiCode.CONFLICT, "The upload stands at another place.", hint=hint, limit=offset)


_writers: dict[str, anyio.CancelScope] = {}


@asynccontextmanager
async def _alone(ticket: Ticket, *, all_or_nothing: bool) -> AsyncIterator[Writing]:
    """The upload's end for this request alone. Who comes last wins: the one before is a connection that died unseen.

    Raises the 423 problem when another process doesn't let go of it, and ``Moved``.
    """
    if ticket.id in _writers:
        _writers[ticket.id].cancel()
    writing = await _opened(ticket, all_or_nothing=all_or_nothing)
    try:
        with anyio.CancelScope() as scope:
            _writers[ticket.id] = scope
            try:
                yield writing
            finally:
                if _writers.get(ticket.id) is scope:
                    del _writers[ticket.id]
        if scope.cancelled_caught:
            raise _taken()
    finally:
        with anyio.CancelScope(shield=True):
            await _apart(writing.close)()


async def _opened(ticket: Ticket, *, all_or_nothing: bool) -> Writing:
    end = asyncio.get_running_loop().time() + _PATIENCE
    while True:
        try:
            return await _apart(storage.spool().open)(ticket, all_or_nothing=all_or_nothing)
        except Locked:
            if asyncio.get_running_loop().time() > end:
                raise _taken() from None
            await asyncio.sleep(_LOOK_EVERY)


def _taken() -> Problem:
    return Problem(423, ApiCode.CONFLICT, "Another request sends bytes of this upload.", hint="Try again in a moment.")
