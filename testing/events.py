"""What the sockets of the running program tell."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import websockets

Event = dict[str, Any]


async def event_until(
    socket: websockets.ClientConnection, is_meant: Callable[[Event], bool], seconds: float = 90
) -> Event:
    """The first that is meant. Whatever else is told before is passed over."""
    async with asyncio.timeout(seconds):
        while True:
            event: Event = json.loads(await socket.recv())
            if is_meant(event):
                return event
