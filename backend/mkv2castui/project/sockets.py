"""Sockets of which the application can say that they end."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import Message, Receive, Scope, Send


class Closing:
    """ASGI: ``app``, whose sockets close when it says so.

    Granian (2.8) does one thing at a time for a socket: a close that comes while the application waits for a message
    goes out when one has arrived, and a page that only listens sends none. So that waiting ends first.
    """

    def __init__(self, app: Any) -> None:  # Channels has types of its own for the same
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = _Socket(receive, send)
        await self._app(scope, socket.receive, socket.send)


class _Socket:
    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._waiting: asyncio.Future[Message] | None = None
        self._code: int | None = None
        self._closed = asyncio.Event()

    async def receive(self) -> Message:
        self._waiting = asyncio.ensure_future(self._receive())
        try:
            return await self._waiting
        except asyncio.CancelledError:
            if self._code is None:
                raise
            await self._closed.wait()  # who hears of the end may cancel who is about to send the close
            return {"type": "websocket.disconnect", "code": self._code}

    async def send(self, message: Message) -> None:
        if message["type"] != "websocket.close":
            await self._send(message)
            return
        self._code = message.get("code", 1000)
        try:
            await self._end_waiting()
            await self._send(message)
        finally:
            self._closed.set()

    async def _end_waiting(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.cancel()
            await asyncio.wait([self._waiting])
