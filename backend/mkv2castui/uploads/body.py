"""A request's body, piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from mkv2castui.uploads import blocks

PATIENCE = 2.0  # seconds


class Body:
    """Knows whether it has ended, which :meth:`Request.stream` doesn't tell."""

    def __init__(self, request: Request) -> None:
        self._receive = request.receive
        self._ended = False
        self._coming: Awaitable[Message] | None = None

    async def chunks(self) -> AsyncIterator[bytes]:
        """What has not been read yet. Raises ``ClientDisconnect``.

        Nothing of a chunk is kept here while the next one comes. Whoever takes it should see to the same: fifty uploads
        wait with one each. Where few come at once, the next one is read while this one is worked on.
        """
        while not self._ended:
            message = await self._next()
            if message["type"] == "http.disconnect":
                self._ended = True
                raise ClientDisconnect
            self._ended = not message.get("more_body", False)
            if not self._ended and blocks.are_few():
                self._coming = self._receive()  # Granian reads from the call on, not only once it is awaited
            yield message.pop("body", b"")

    async def _next(self) -> Message:
        """One is asked for at a time: nothing else would say in which order they came."""
        coming, self._coming = self._coming, None
        return await (self._receive() if coming is None else coming)

    async def let_the_client_finish(self) -> None:
        """Take the rest, for :data:`PATIENCE` at most.

        A client that is still sending when the connection is closed gets a reset in place of the answer.
        """
        with anyio.move_on_after(PATIENCE), suppress(ClientDisconnect):
            async for _ in self.chunks():
                pass
