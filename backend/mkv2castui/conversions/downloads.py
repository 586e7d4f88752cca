"""The results as files: the data plane's reads. Starlette answers ``Range``, ``If-Range`` and ``HEAD``."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from channels.db import database_sync_to_async
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from mkv2castui.accounts.services import local_owner
from mkv2castui.common.problems import not_found
from mkv2castui.conversions import selectors, storage
from mkv2castui.conversions.models import Output

_REVALIDATE = "private, no-cache"
_KEEP = "private, max-age=86400"


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    content_type: str


async def download(request: Request) -> Response:
    """The film; ``?inline=1`` to play in the page."""
    return await _answer(request, None)


async def output(request: Request) -> Response:
    return await _answer(request, request.path_params["output_id"])


async def still(request: Request) -> Response:
    file = await database_sync_to_async(_still)(request.path_params["job_id"])
    return _response(file, inline=True, caching=_KEEP)


async def _answer(request: Request, output_id: uuid.UUID | None) -> Response:
    file = await database_sync_to_async(_output)(request.path_params["job_id"], output_id)
    return _response(file, inline=request.query_params.get("inline") == "1")


class _Blocks(FileResponse):
    chunk_size = 256 * 1024  # a quarter of the thread hops of the default, for ranges


def _response(file: _File, *, inline: bool, caching: str = _REVALIDATE) -> FileResponse:
    headers = {"Cache-Control": caching, "Content-Disposition": disposition(file.name, inline=inline)}
    return _Blocks(file.path, media_type=file.content_type, headers=headers)


def disposition(name: str, *, inline: bool) -> str:
    """RFC 6266: the name in UTF-8, and one in plain letters for programs that don't know that form."""
    plain = name.encode("ascii", "replace").decode().translate(_NOT_PLAIN)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


_NOT_PLAIN = str.maketrans({"?": "_", '"': "_", "\\": "_", "%": "_"})


def _output(job_id: uuid.UUID, output_id: uuid.UUID | None) -> _File:
    """Raises the 404 problem for a stranger's job, one without results, and a file that is gone."""
    job = selectors.job_of(local_owner(), job_id)
    wanted = [o for o in job.outputs.all() if (o.position == 0 if output_id is None else o.pk == output_id)]
    if not wanted:
        raise not_found()
    return _present(_of_output(wanted[0]))


def _of_output(found: Output) -> _File:
    return _File(_stored(found.job_id, found.path), found.name, found.content_type)


def _still(job_id: uuid.UUID) -> _File:
    job = selectors.job_of(local_owner(), job_id)
    return _present(_File(_stored(job.pk, storage.STILL), "still.jpg", "image/jpeg"))


def _stored(job_id: uuid.UUID, path: str) -> Path:
    place = storage.current().place(job_id, path, name="", disposition="", content_type="")
    assert isinstance(place, storage.LocalFile | None)
    if place is None:
        raise not_found()
    return place.path


def _present(file: _File) -> _File:
    if not file.path.is_file():
        raise not_found()
    return file
