"""``POST /api/upload/``: a film from a browser or a script, straight to its place on the disk."""

from __future__ import annotations

import asyncio

from channels.db import database_sync_to_async
from django.db import DatabaseError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import storage
from mkv2castui.conversions.api.job_json import job_as_json
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.storage import StorageError
from mkv2castui.uploads import limits
from mkv2castui.uploads.body import Body
from mkv2castui.uploads.form import Form, FormError
from mkv2castui.uploads.reception import Reception
from mkv2castui.uploads.wishes import wishes_of


async def upload(request: Request) -> Response:
    """201 with the job. Whatever goes wrong, nothing of the upload stays."""
    body = Body(request)
    try:
        job = await _taken_in(request, body)
    except (Problem, StorageError, DatabaseError):
        await body.let_the_client_finish()
        raise
    shown = await database_sync_to_async(job_as_json)(job)
    return JSONResponse(shown, status_code=201, headers={"Location": f"/api/jobs/{job.pk}/"})


async def _taken_in(request: Request, body: Body) -> Job:
    announced = _announced(request)
    if announced is not None:
        await database_sync_to_async(_check)(announced)
    reception = Reception(announced)
    try:
        return await _receive(request.headers.get("content-type", ""), body, reception)
    except BaseException as error:
        # Also when this request is ended from outside: shielded, so that the clearing up isn't.
        await asyncio.shield(reception.abandon())
        if isinstance(error, (FormError, ClientDisconnect)):
            raise _incomplete(str(error)) from error
        raise


def _check(announced: int) -> None:
    limits.check(announced, promised=storage.spool().promised())


async def _receive(content_type: str, body: Body, reception: Reception) -> Job:
    form = Form(content_type, reception)
    async for chunk in body.chunks():
        form.feed(chunk)
        del chunk  # as Body.chunks asks for
        await reception.drain()
    form.finish()
    return await reception.complete(wishes_of(form.fields))


def _announced(request: Request) -> int | None:
    """The size of the body by its header: a little more than the file's."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isdecimal() else None


def _incomplete(reason: str) -> Problem:
    title = reason or "The upload ended before the file did."
    return Problem(400, ApiCode.UPLOAD_INCOMPLETE, title, hint="Send the file again. Nothing of it was kept.")
