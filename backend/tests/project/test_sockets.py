"""A close goes out although the client says nothing."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from mkv2castui.project.sockets import Closing


class OneThingAtATime:
    """A server's end of a socket, as Granian's: it sends no close while it waits for the client, who is silent."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self._busy = asyncio.Lock()

    async def receive(self) -> Message:
        async with self._busy:
            await asyncio.Event().wait()
        raise AssertionError("nobody says anything")

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            async with self._busy:
                self.sent.append(message)
        else:
            self.sent.append(message)


async def test_who_waits_for_the_client_hears_of_the_end_once_the_close_is_sent() -> None:
    server = OneThingAtATime()
    heard: list[tuple[Message, int]] = []

    async def app(_: Scope, receive: Receive, send: Send) -> None:
        async def listen() -> None:
            heard.append((await receive(), len(server.sent)))

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0)
        await send({"type": "websocket.send", "text": "news"})
        await send({"type": "websocket.close", "code": 4401})
        await listening

    async with asyncio.timeout(10):
        await Closing(app)({"type": "websocket"}, server.receive, server.send)
    assert [message["type"] for message in server.sent] == ["websocket.send", "websocket.close"]
    assert heard == [({"type": "websocket.disconnect", "code": 4401}, 2)]


async def test_who_stops_waiting_by_themselves_has_not_heard_of_an_end() -> None:
    async def app(_: Scope, receive: Receive, __: Send) -> None:
        async with asyncio.timeout(0.01):
            await receive()

    server = OneThingAtATime()
    with pytest.raises(TimeoutError):
        await Closing(app)({"type": "websocket"}, server.receive, server.send)
    assert server.sent == []
