"""One upload on its way to the disk, in constant memory."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async

from mkv2castui.accounts import asking
from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import services, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.names import display_name
from mkv2castui.uploads import limits
from mkv2castui.uploads.blocks import BLOCK, Blocks
from mkv2castui.uploads.form import LONGEST_FIELD, MOST_FIELDS
from mkv2castui.uploads.wishes import Wishes

_CHECK_EVERY = 64 * BLOCK  # the disk may fill up meanwhile

_COUNT_EVERY = 16 * BLOCK  # of a form that doesn't say how long it is

_TELL_EVERY = 60.0  # seconds
_AROUND = (MOST_FIELDS + 1) * LONGEST_FIELD  # bytes of a form that are not the film's, at most


class Reception:
    """The sink of a :class:`~mkv2castui.uploads.form.Form`.

    The form's parser calls :meth:`open` and :meth:`write`, which only collect; :meth:`drain` does the work with
    the disk and the database in threads, so that other requests go on.
    """

    def __init__(self, announced: int | None) -> None:
        self.job: Job | None = None
        self.size = 0
        self._announced = announced or 0
        self._name: str | None = None
        self._pieces: list[bytes] = []
        self._blocks = Blocks(self._store)
        self._incoming: storage.Incoming | None = None
        self._checked = 0
        self._came = 0
        self._counted = self._announced
        self._told = monotonic()

    def open(self, filename: str) -> None:
        name = display_name(filename)
        if name is None:
            raise Problem(
                422, ApiCode.INVALID_FILE_NAME, "The file has no name that can be shown.", hint="Rename it first."
            )
        self._name = name

    def write(self, data: bytes) -> None:
        self._pieces.append(data)
        self._came += len(data)

    async def drain(self) -> None:
        """Take over what was collected. Raises the problems of :mod:`uploads.limits` and of quotas."""
        if self._name is not None and self.job is None:
            self.job = await database_sync_to_async(self._begin)(self._name)
            await sync_to_async(self._open_place, thread_sensitive=False)(self.job)
        pieces, self._pieces = self._pieces, []
        await self._blocks.add(*pieces)
        await self._count_what_came()
        await self._say_that_it_comes()

    async def complete(self, wishes: Wishes) -> Job:
        """The stored job. Raises the 422 problem of a wish that can't be granted."""
        await self.drain()
        await self._blocks.end()
        assert self._incoming is not None
        assert self.job is not None
        await sync_to_async(self._incoming.finish, thread_sensitive=False)()
        return await database_sync_to_async(services.finish_upload)(
            self.job,
            size=self.size,
            device=wishes.device,
            options=wishes.options,
            start_when_ready=wishes.start,
        )

    async def abandon(self) -> None:
        """Leave no trace."""
        await self._blocks.stop()
        try:
            if self._incoming is not None:
                await sync_to_async(self._incoming.abandon, thread_sensitive=False)()
        finally:
            if self.job is not None:
                # Not in the one thread of all short queries: an object store may be slow to answer.
                await database_sync_to_async(services.abandon_upload, thread_sensitive=False)(self.job)

    async def _count_what_came(self) -> None:
        """What was announced counts from the beginning."""
        if self.job is not None and self._came - self._counted >= _COUNT_EVERY:
            self._counted = self._came
            await database_sync_to_async(services.upload_has_grown)(self.job, self._counted)

    async def _say_that_it_comes(self) -> None:
        if self.job is not None and monotonic() - self._told > _TELL_EVERY:
            self._told = monotonic()
            await database_sync_to_async(services.still_uploading)(self.job)

    def _begin(self, name: str) -> Job:
        return services.begin_upload(asking.user(), name, at_least=max(self._announced - _AROUND, 0))

    def _open_place(self, job: Job) -> None:
        self._incoming = storage.current().incoming(job.pk, self._announced or None)

    def _store(self, block: Sequence[bytes]) -> None:
        assert self._incoming is not None
        self.size += sum(map(len, block))
        if self.size - self._checked >= _CHECK_EVERY or self.size > self._announced:
            limits.check(max(self.size, self._announced), arrived=self.size)
            self._checked = self.size
        self._incoming.write(*block)
