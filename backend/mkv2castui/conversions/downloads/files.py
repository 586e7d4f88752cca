"""A stored file as an answer: from this process, from the proxy in front of it, or from the object store itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from mkv2castui.common.problems import CONTENT_TYPE, ApiCode, Problem, not_found
from mkv2castui.conversions import storage
from mkv2castui.conversions.downloads import ranges

REVALIDATE = "private, no-cache"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``path``: in the storage. ``is_small``: a few kilobytes, which a page wants from its own origin."""

    job_id: UUID
    path: str
    name: str
    content_type: str
    is_small: bool


async def answer(request: Request, file: StoredFile, *, inline: bool, caching: str = REVALIDATE) -> Response:
    """Raises the 404 problem when the file is gone."""
    found = await sync_to_async(_place, thread_sensitive=False)(file, inline)
    headers = _headers(file, inline=inline, caching=caching)
    match found:
        case storage.LocalFile(path) if settings.ACCEL_REDIRECT:
            return Response(headers={**headers, "X-Accel-Redirect": _for_the_proxy(path)})
        case storage.LocalFile(path):
            return await sync_to_async(local_answer, thread_sensitive=False)(request, path, headers)
        case storage.RemoteFile() if file.is_small:
            return await sync_to_async(_passed_on, thread_sensitive=False)(request, file, headers)
        case storage.RemoteFile(url, head_url):
            target = head_url if request.method == "HEAD" else url
            return RedirectResponse(target, 307, {"Cache-Control": "no-store"})
        case None:
            raise not_found()


def _place(file: StoredFile, inline: bool) -> storage.Place | None:
    return storage.current().place(
        file.job_id,
        file.path,
        name=file.name,
        disposition=disposition(file.name, inline=inline),
        content_type=file.content_type,
    )


def _headers(file: StoredFile, *, inline: bool, caching: str) -> dict[str, str]:
    return {
        "Cache-Control": caching,
        "Content-Disposition": disposition(file.name, inline=inline),
        "Content-Type": file.content_type,
        "Accept-Ranges": "bytes",
    }


def _for_the_proxy(path: Path) -> str:
    """The address of the data folder's file in nginx, which then answers ranges and conditions itself."""
    return str(settings.ACCEL_REDIRECT) + quote(path.relative_to(settings.DATA).as_posix())


def local_answer(request: Request, path: Path, headers: Mapping[str, str]) -> Response:
    """Raises the 404 problem when the file went this very moment."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        raise not_found() from None
    tag, modified = ranges.entity_tag(facts), formatdate(facts.st_mtime, usegmt=True)
    headers = {**headers, "ETag": tag, "Last-Modified": modified}
    if ranges.is_unchanged(request.headers, tag, modified):
        return unchanged(headers)
    wanted = ranges.wanted_ranges(request.method, request.headers, tag, modified, facts.st_size)
    if wanted == []:
        return beyond(facts.st_size)
    return _Parts(path, wanted, headers=headers, stat_result=facts)


class _Parts(FileResponse):
    """``wanted``: the parts to send; ``None``: the whole file.

    Of many whole files at once the server itself reads all but the first (``pathsend``): slower, in less memory.
    """

    _at_once = 0  # of this process

    def __init__(self, path: Path, wanted: list[tuple[int, int]] | None, **options: object) -> None:
        super().__init__(path, **options)  # type: ignore[arg-type]
        self._wanted = wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        _Parts._at_once += 1
        self.chunk_size = block_size(_Parts._at_once)
        try:
            await self._send_parts(scope, receive, send)
        finally:
            _Parts._at_once -= 1

    async def _send_parts(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = {**scope, "headers": list(scope["headers"])}
        if self.chunk_size == _LARGE:
            own["extensions"] = {}
        headers = MutableHeaders(scope=own)
        del headers["if-range"], headers["range"]  # both are looked at already
        if self._wanted is not None:
            headers["range"] = "bytes=" + ",".join(f"{start}-{end - 1}" for start, end in self._wanted)
        await super().__call__(own, receive, send)


_LARGE = 512 * 1024


def block_size(downloads: int) -> int:
    """Bytes that are read at once for the last of so many. The server keeps nine blocks of each for the client.

    Large ones are quicker; so a few downloads get them, never more than a few.
    """
    return _LARGE if downloads <= 2 else 64 * 1024 if downloads <= 16 else 16 * 1024


def _passed_on(request: Request, file: StoredFile, headers: Mapping[str, str]) -> Response:
    """A page's subtitles must come from the page's own origin, and a picture isn't worth a redirection."""
    content = b"".join(storage.current().read(file.job_id, file.path))
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**headers, "ETag": tag, "Accept-Ranges": "none"}
    if ranges.is_unchanged(request.headers, tag, ""):
        return unchanged(headers)
    return Response(content, headers=headers)


def unchanged(headers: Mapping[str, str]) -> Response:
    kept = ("ETag", "Last-Modified", "Cache-Control")
    return Response(status_code=304, headers={name: value for name, value in headers.items() if name in kept})


def beyond(size: int) -> Response:
    """The client has more than there is, or asks wrongly. ``size`` in bytes."""
    problem = Problem(
        416,
        ApiCode.RANGE_NOT_SATISFIABLE,
        "The file ends before the part that was asked for.",
        hint="Download it from the beginning.",
        limit=size,
    )
    return JSONResponse(problem.as_json(), 416, {"Content-Range": f"bytes */{size}"}, media_type=CONTENT_TYPE)


def disposition(name: str, *, inline: bool) -> str:
    """RFC 6266: the name in UTF-8, and one in plain letters for programs that don't know that form."""
    plain = name.encode("ascii", "replace").decode().translate(_NOT_PLAIN)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


_NOT_PLAIN = str.maketrans({"?": "_", '"': "_", "\\": "_", "%": "_"})
