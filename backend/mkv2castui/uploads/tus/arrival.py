"""The bytes of one request on their way to the end of an upload, in constant memory."""

from __future__ import annotations

import anyio

from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import storage
from mkv2castui.conversions.storage.spool import Ticket, Writing
from mkv2castui.uploads import limits
from mkv2castui.uploads.body import Body
from mkv2castui.uploads.tus.protocol import Checksum

_BLOCK = 1024 * 1024
_CHECK_EVERY = 64 * _BLOCK  # the disk may fill up meanwhile


class Arrival:
    """Without a checksum all that came is kept, however the request ended; with one, all or nothing."""

    def __init__(self, ticket: Ticket, writing: Writing, checksum: Checksum | None) -> None:
        self._ticket = ticket
        self._writing = writing
        self._checked = writing.offset
        self._checksum = checksum
        self._is_wanted = checksum is None
        self._block = bytearray()

    async def take(self, body: Body) -> int:
        """The new offset. Raises the 413, 460 and 507 problems, ``NoSpace`` and ``ClientDisconnect``."""
        try:
            await self._take(body)
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(self._settle)
        return self._writing.offset

    async def _take(self, body: Body) -> None:
        async for chunk in body.chunks():
            self._block += chunk
            if self._writing.offset + len(self._block) > self._ticket.length:
                self._is_wanted = False
                raise Problem(413, ApiCode.FILE_TOO_LARGE, "More bytes came than were announced.")
            if len(self._block) >= _BLOCK:
                await self._flush()
        await self._flush()
        if self._checksum is not None:
            self._is_wanted = self._checksum.is_right()
            if not self._is_wanted:
                raise Problem(
                    460, ApiCode.UPLOAD_DAMAGED, "The bytes were damaged on their way.", hint="Send them again."
                )

    async def _flush(self) -> None:
        block, self._block = self._block, bytearray()
        await anyio.to_thread.run_sync(self._store, block)

    def _store(self, block: bytearray) -> None:
        if self._writing.offset - self._checked >= _CHECK_EVERY:
            self._checked = self._writing.offset
            limits.check(self._ticket.length, arrived=self._checked, free=storage.spool().free_bytes())
        if self._checksum is not None:
            self._checksum.summing.update(block)
        self._writing.write(block)

    def _settle(self) -> None:
        """What the client will be told is there for good."""
        if self._is_wanted:
            self._store(self._block)
        else:
            self._writing.take_back()
        self._writing.keep()
