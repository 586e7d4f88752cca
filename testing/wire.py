"""A wire between clients and a server that can be held at an exact byte, and cut."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any

_AT_ONCE = 256 * 1024
_AT_ONCE_WHEN_CLOSED = struct.pack("ii", 1, 0)  # SO_LINGER: what is closed is reset


class Wire:
    """To a port of this machine. What clients send is counted over all connections.

    ::

        with Wire(server.port) as wire:
            wire.hold_after(1_000_000)      # clients point at wire.url
            wire.held.wait()                # a million bytes have passed, no more will
            wire.reset()                    # both ends of every connection get a reset
            wire.hold_after(None)           # everything passes again
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._room: int | None = None
        self._free = asyncio.Event()
        self.held = threading.Event()

    def __enter__(self) -> Wire:
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._connected, "127.0.0.1", 0, limit=2 * _AT_ONCE))
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def hold_after(self, count: int | None) -> None:
        """Let ``count`` more bytes of the clients pass; ``None``: all."""
        self._run(self._allow(count))

    def reset(self) -> None:
        """Every connection. New ones are taken."""
        self._run(self._reset())

    def _run(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(30)

    async def _allow(self, count: int | None) -> None:
        self._room = count
        self.held.clear()
        self._free.set()

    async def _reset(self) -> None:
        for writer in self._open:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE_WHEN_CLOSED)
            writer.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        await self._reset()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", self._target, limit=2 * _AT_ONCE)
        except OSError:  # nobody lives there now
            writer.transport.abort()
            return
        ends = {writer, there[1]}
        ways = [
            asyncio.create_task(self._carry(reader, there[1], is_counted=True)),
            asyncio.create_task(self._carry(there[0], writer)),
        ]
        self._open |= ends
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)  # neither end speaks on after the other's
        finally:
            self._open -= ends
            for way in ways:
                way.cancel()
            for end in ends:
                end.close()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_counted: bool = False
    ) -> None:
        while piece := await reader.read(_AT_ONCE):
            while piece:
                passes = await self._passing(len(piece)) if is_counted else len(piece)
                writer.write(piece[:passes])
                await writer.drain()
                piece = piece[passes:]

    async def _passing(self, count: int) -> int:
        """How many of ``count`` bytes may pass now."""
        while self._room == 0:
            self.held.set()
            self._free.clear()
            await self._free.wait()
        if self._room is None:
            return count
        passes = min(count, self._room)
        self._room -= passes
        return passes
