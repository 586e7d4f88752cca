"""The results of several jobs as one ZIP: stored, its size known before, made while it is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from zipstream import ZipStream  # type: ignore[import-untyped]

from mkv2castui.common.problems import not_found
from mkv2castui.conversions import storage
from mkv2castui.conversions.downloads import ranges
from mkv2castui.conversions.downloads.files import REVALIDATE, beyond, disposition, unchanged
from mkv2castui.conversions.models import Job, Output
from mkv2castui.conversions.names import safe_stem, stem_and_ending

_BLOCK = 64 * 1024  # the server keeps nine of each download for the client


@dataclass(frozen=True, slots=True)
class Archive:
    jobs: list[Job]

    async def answer(self, request: Request) -> Response:
        """Raises the 404 problem when a file is gone."""
        return await sync_to_async(self._answer, thread_sensitive=False)(request)

    def _answer(self, request: Request) -> Response:
        entries = entries_of(self.jobs)
        archive, is_same_again = _zip(entries)
        size, tag = len(archive), _tag(entries)
        headers = {
            "Cache-Control": REVALIDATE,
            "Content-Type": "application/zip",
            "Content-Disposition": disposition(self._name(), inline=False),
            "Accept-Ranges": "bytes" if is_same_again else "none",
            "ETag": tag,
        }
        if ranges.is_unchanged(request.headers, tag, ""):
            return unchanged(headers)
        wanted = ranges.wanted_ranges(request.method, request.headers, tag, "", size) if is_same_again else None
        if wanted == []:
            return beyond(size)
        return _stream(request, archive, size, wanted, headers)

    def _name(self) -> str:
        return f"{safe_stem(self.jobs[0].filename)}.zip" if len(self.jobs) == 1 else "mkv2castUI.zip"


def entries_of(jobs: Iterable[Job]) -> list[tuple[str, Output]]:
    """Each result under a name of its own; equal ones, whatever their case, get a number."""
    taken, entries = set[str](), list[tuple[str, Output]]()
    for output in (output for job in jobs for output in job.outputs.all()):
        name = _free_name(output.name, taken)
        taken.add(name.casefold())
        entries.append((name, output))
    return entries


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    stem, ending = stem_and_ending(wanted)
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}){ending}"
    return name


def _zip(entries: Iterable[tuple[str, Output]]) -> tuple[ZipStream, bool]:
    """The archive, and whether the next one of the same files is the same byte by byte.

    One of remote files isn't: it says in its entries when it was made.
    """
    archive, is_same_again = ZipStream(sized=True), True
    for name, output in entries:
        match _place(output):
            case storage.LocalFile(path):
                archive.add_path(path, name)
            case storage.RemoteFile():
                is_same_again = False
                archive.add(storage.current().read(output.job_id, output.path), name, size=output.size)
            case None:
                raise not_found()
    return archive, is_same_again


def _place(output: Output) -> storage.Place | None:
    return storage.current().place(
        output.job_id, output.path, name=output.name, disposition="", content_type=output.content_type
    )


def _tag(entries: Iterable[tuple[str, Output]]) -> str:
    """Results never change, so their ids and names say it all."""
    facts = "\n".join(f"{output.pk} {output.size} {name}" for name, output in entries)
    return f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'


def _stream(
    request: Request, archive: ZipStream, size: int, wanted: list[tuple[int, int]] | None, headers: dict[str, str]
) -> Response:
    """All of it, or one part. Of several parts the client gets all: archives are taken up again, not played."""
    start, end = wanted[0] if wanted and len(wanted) == 1 else (0, size)
    headers["Content-Length"] = str(end - start)
    is_part = (start, end) != (0, size)
    if is_part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if is_part else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    return StreamingResponse(iterate_in_threadpool(_cut(archive, start, end)), status, headers)


def _cut(blocks: Iterable[bytes], start: int, end: int) -> Iterator[bytes]:
    """The bytes from ``start`` to ``end`` in blocks worth a change of threads. What lies before has to be made too."""
    position, pending = 0, bytearray()
    with closing(iter(blocks)) as source:  # type: ignore[type-var]  # a generator
        for block in source:
            low, high = max(start - position, 0), min(end - position, len(block))
            pending += block[low:high] if low < high else b""
            position += len(block)
            if len(pending) >= _BLOCK:
                yield bytes(pending)
                pending.clear()
            if position >= end:
                break
    yield bytes(pending)
