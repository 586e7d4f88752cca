"""A request's body, piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress

import anyio
from starlette.requests import ClientDisconnect, Request

PATIENCE = 2.0  # seconds


class Body:
    """Knows whether it has ended, which :meth:`Request.stream` doesn't tell."""

    def __init__(self, request: Request) -> None:
        self._receive = request.receive
        self._ended = False

    async def chunks(self) -> AsyncIterator[bytes]:
        """What has not been read yet. Raises ``ClientDisconnect``.

        Nothing of a chunk is kept here while the next one comes. Whoever takes it should see to the same: fifty uploads
        wait with one each.
        """
        while not self._ended:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self._ended = True
                raise ClientDisconnect
            self._ended = not message.get("more_body", False)
            yield message.pop("body", b"")

    async def let_the_client_finish(self) -> None:
        """Take the rest, for :data:`PATIENCE` at most.

        A client that is still sending when the connection is closed gets a reset in place of the answer.
        """
        with anyio.move_on_after(PATIENCE), suppress(ClientDisconnect):
            async for _ in self.chunks():
                pass
