"""Bytes of one request on their way to their place: a thread writes them while the next ones come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakSet

BLOCK = 1024 * 1024
"""Bytes handed over at once: few enough to stay small, many enough that a change of threads is worth it."""

_MOST_CHUNKS = 1024
"""Of a block: a client that sends single bytes fills a list rather than a megabyte."""

_FEW = 4  # uploads at once of this process that may have one block in hand, one under way, and read ahead
_THREADS = ThreadPoolExecutor(8, thread_name_prefix="upload")
"""Of their own: fifty uploads to a slow disk leave the other threads to other requests."""


class Blocks:
    """``write`` gets a block as the chunks it came in; one call at a time, in order, never in the event loop.

    What ``write`` raises comes out of the next :meth:`add` or :meth:`end`, and of every later one.
    """

    def __init__(self, write: Callable[[Sequence[bytes]], None]) -> None:
        self._write = write
        self._collected: list[bytes] = []
        self._size = 0
        self._under_way: asyncio.Future[None] | None = None
        _at_once.add(self)

    async def add(self, *chunks: bytes) -> None:
        """Where many come at once, returns when all is written. May be cancelled: :meth:`end` writes it then."""
        if self._under_way is not None and self._under_way.done():
            self._under_way.result()  # a full disk is told now, not a megabyte later
        self._collected.extend(chunks)
        self._size += sum(map(len, chunks))
        if self._size >= BLOCK or len(self._collected) >= _MOST_CHUNKS or not are_few():
            await self._hand_over()
        if not are_few():
            await self._last_one()

    async def end(self) -> None:
        """All that was given is written once this returns."""
        await self._hand_over()
        await self._last_one()

    async def stop(self) -> None:
        """Nothing is written any more once this returns; what was not yet written is dropped."""
        self._collected = []
        if self._under_way is not None:
            await asyncio.wait([self._under_way])
            self._under_way.exception()  # whatever ended the upload is told already

    async def _hand_over(self) -> None:
        await self._last_one()
        block, self._collected, self._size = self._collected, [], 0
        if block:
            self._under_way = asyncio.get_running_loop().run_in_executor(_THREADS, self._write, block)

    async def _last_one(self) -> None:
        """Shielded: a write that has begun can't be called back."""
        if self._under_way is not None:
            await asyncio.shield(self._under_way)


_at_once: WeakSet[Blocks] = WeakSet()


def are_few() -> bool:
    """Whether each upload of this process may take some memory for its speed."""
    return len(_at_once) <= _FEW
