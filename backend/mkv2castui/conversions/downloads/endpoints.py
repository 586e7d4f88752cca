"""Which file a request means: scope, rights, existence."""

from __future__ import annotations

import uuid

from channels.db import database_sync_to_async
from django.db.models import prefetch_related_objects
from starlette.requests import Request
from starlette.responses import Response

from mkv2castui.accounts import asking
from mkv2castui.common.problems import ApiCode, Problem, conflict, not_found
from mkv2castui.conversions import selectors, storage
from mkv2castui.conversions.downloads.archives import Archive
from mkv2castui.conversions.downloads.files import StoredFile, answer
from mkv2castui.conversions.models import Job, Output, OutputKind
from mkv2castui.conversions.states import JobStatus

_KEEP = "private, max-age=86400"
_MOST_JOBS = 100
_SMALL = frozenset({OutputKind.SUBTITLE})


async def download(request: Request) -> Response:
    """The film; ``?inline=1`` to play in the page."""
    return await _one(request, None)


async def output(request: Request) -> Response:
    return await _one(request, request.path_params["output_id"])


async def still(request: Request) -> Response:
    file = await database_sync_to_async(_still)(request.path_params["job_id"])
    return await answer(request, file, inline=True, caching=_KEEP)


async def archive(request: Request) -> Response:
    """All results of several jobs as one ZIP."""
    jobs = await database_sync_to_async(_completed)(_ids(request.query_params.get("ids", "")))
    return await Archive(jobs).answer(request)


async def _one(request: Request, output_id: uuid.UUID | None) -> Response:
    file = await database_sync_to_async(_output)(request.path_params["job_id"], output_id)
    return await answer(request, file, inline=request.query_params.get("inline") == "1")


def _output(job_id: uuid.UUID, output_id: uuid.UUID | None) -> StoredFile:
    """Raises the 404 problem for a stranger's job, and one without results."""
    job = selectors.job_of(asking.user(), job_id)
    wanted = [o for o in job.outputs.all() if (o.position == 0 if output_id is None else o.pk == output_id)]
    if not wanted:
        raise not_found()
    return _of_output(wanted[0])


def _of_output(found: Output) -> StoredFile:
    is_small = found.kind in _SMALL or found.content_type.startswith("image/")
    return StoredFile(found.job_id, found.path, found.name, found.content_type, is_small=is_small)


def _still(job_id: uuid.UUID) -> StoredFile:
    job = selectors.job_of(asking.user(), job_id)
    return StoredFile(job.pk, storage.STILL, "still.jpg", "image/jpeg", is_small=True)


def _ids(text: str) -> list[uuid.UUID]:
    """Raises the 422 problem."""
    try:
        ids = list(dict.fromkeys(uuid.UUID(part) for part in text.split(",") if part))
    except ValueError:
        ids = []
    if not 0 < len(ids) <= _MOST_JOBS:
        title = f"Name the jobs: ids=, their ids joined by commas, {_MOST_JOBS} at most."
        raise Problem(422, ApiCode.INVALID_REQUEST, title)
    return ids


def _completed(ids: list[uuid.UUID]) -> list[Job]:
    """With their outputs. Raises the 404 problem for a stranger's job, the 409 problem for one without results yet."""
    jobs = [selectors.job_of(asking.user(), job_id) for job_id in ids]
    for job in jobs:
        if job.status != JobStatus.COMPLETED:
            raise conflict("downloaded", job.status)
    prefetch_related_objects(jobs, "outputs")
    return jobs
