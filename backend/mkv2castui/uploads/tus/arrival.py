"""The bytes of one request on their way to the end of an upload, in constant memory."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import anyio
from channels.db import database_sync_to_async

from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import storage
from mkv2castui.conversions.storage.spool import Ticket
from mkv2castui.uploads import limits
from mkv2castui.uploads.blocks import BLOCK, Blocks
from mkv2castui.uploads.body import Body
from mkv2castui.uploads.look import looks
from mkv2castui.uploads.tus import registry
from mkv2castui.uploads.tus.protocol import Checksum

_CHECK_EVERY = 64 * BLOCK  # the disk may fill up meanwhile


class Arrival:
    """Without a checksum all that came is kept, however the request ended; with one, all or nothing."""

    def __init__(self, ticket: Ticket, writing: storage.Writing, checksum: Checksum | None) -> None:
        self._ticket = ticket
        self._writing = writing
        self._came = self._checked = self._looked_at = writing.offset
        self._checksum = checksum
        self._is_wanted = checksum is None

    async def take(self, body: Body) -> int:
        """The new offset. Raises the 413, 422, 460 and 507 problems, ``NoSpace`` and ``ClientDisconnect``.

        The job hears of a body that came whole while the disk takes its last bytes: either takes some milliseconds.
        """
        blocks = Blocks(self._store)
        try:
            await self._take(body, blocks)
            telling = asyncio.ensure_future(database_sync_to_async(registry.came)(self._ticket, self._writing.offset))
        finally:
            with anyio.CancelScope(shield=True):
                await self._settle(blocks)
        await telling
        return self._writing.offset

    async def _take(self, body: Body, blocks: Blocks) -> None:
        async for chunk in body.chunks():
            self._came += len(chunk)
            if self._came > self._ticket.length:
                self._is_wanted = False
                raise Problem(
                    413,
                    ApiCode.FILE_TOO_LARGE,
                    "More bytes came than were announced.",
                    hint="Begin a new upload with the film's real size.",
                    limit=self._ticket.length,
                )
            await blocks.add(chunk)
            del chunk  # as Body.chunks asks for
        await blocks.end()
        if self._checksum is not None:
            self._is_wanted = self._checksum.is_right()
            if not self._is_wanted:
                raise Problem(
                    460, ApiCode.UPLOAD_DAMAGED, "The bytes were damaged on their way.", hint="Send them again."
                )

    def _store(self, block: Sequence[bytes]) -> None:
        if self._writing.offset - self._checked >= _CHECK_EVERY:
            self._checked = self._writing.offset
            limits.check(self._ticket.length, arrived=self._checked, free=storage.spool().free_bytes())
        if self._checksum is not None:
            for chunk in block:
                self._checksum.summing.update(chunk)
        self._writing.write(*block)
        if self._checksum is None:
            self._tell()

    def _tell(self) -> None:
        """Raises the 422 problem of what can't become a film."""
        before, self._looked_at = self._looked_at, self._writing.offset
        looks.came(self._ticket, before, self._looked_at)

    async def _settle(self, blocks: Blocks) -> None:
        """What the client will be told is there for good."""
        try:
            await blocks.end()
        finally:
            await anyio.to_thread.run_sync(self._keep)

    def _keep(self) -> None:
        if not self._is_wanted:
            self._writing.take_back()
        self._writing.keep()
        self._tell()
