"""One listener for each group of the channel layer, however many sockets of this process want to hear it.

A thousand sockets that each had a place of their own in the layer would cost a thousand copies of each message. Here
a message arrives once, becomes text once, and is handed to all who listen; and what they then ask the database at
the same moment is read once for all of them.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import orjson
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from mkv2castui.accounts import access

_T = TypeVar("_T")

_READS = 4  # at the same time; who asks while they go on waits, and shares the next one
_LAST = 2**53 - 1
"""Nothing comes after it: the highest number that JavaScript counts exactly."""


@dataclass(frozen=True, slots=True)
class Event:
    """As a client gets it; ``seq`` is in ``text`` too."""

    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class News:
    """Of the job ``about``. Without an ``event`` its state is to be read; of no job at all, everything is.

    ``is_progress``: a change to be read outranks it.
    """

    about: str | None
    event: Event | None = None
    is_progress: bool = False


class Listener(Protocol):
    def hear(self, news: News) -> None:
        """Returns at once."""


def event_of(content: dict[str, Any]) -> Event:
    """``content`` says its own ``seq``."""
    return Event(content["seq"], orjson.dumps(content).decode())


def deletion_of(job_id: str) -> Event:
    return event_of({"type": "job.deleted", "seq": _LAST, "job": {"id": job_id}})


ACCESS = "access"
"""In the place of a job: the rights of who listens."""

QUEUE = "queue"
"""Stands where else the id of a job stands."""


def _news_of(message: dict[str, Any]) -> News:
    """What :mod:`announcements` and the channel layer say."""
    match message["type"]:
        case "job.progressed":
            figures = message["job"]
            event = event_of({"type": "job.progress", "seq": figures["seq"], "job": figures})
            return News(message["id"], event, is_progress=True)
        case "job.deleted":
            return News(message["id"], deletion_of(message["id"]))
        case "job.changed":
            return News(message["id"])
        case access.MESSAGE:
            return News(ACCESS)
        case "queue.changed":
            return News(QUEUE)
        case _:  # the layer has lost messages
            return News(None)


@dataclass(slots=True)
class _Station:
    """A group's place in the layer."""

    channel: str
    receiving: asyncio.Task[None]
    listeners: set[Listener]


class Hub:
    """Of one event loop."""

    def __init__(self) -> None:
        self._stations: dict[str, _Station] = {}
        self._changing = asyncio.Lock()
        self._asked: dict[Hashable, asyncio.Task[Any]] = {}
        self._reading = asyncio.Semaphore(_READS)

    async def join(self, group: str, listener: Listener) -> None:
        """From its return on ``listener`` hears all that is said in ``group``."""
        async with self._changing:
            if group not in self._stations:
                self._stations[group] = await self._opened(group)
            self._stations[group].listeners.add(listener)

    async def leave(self, group: str, listener: Listener) -> None:
        """Nothing happens to who never joined."""
        async with self._changing:
            station = self._stations.get(group)
            if station is None:
                return
            station.listeners.discard(listener)
            if not station.listeners:
                del self._stations[group]
                await _layer().group_discard(group, station.channel)
                station.receiving.cancel()

    async def _opened(self, group: str) -> _Station:
        listeners, layer = set[Listener](), _layer()
        channel: str = await layer.new_channel()
        await layer.group_add(group, channel)
        return _Station(channel, asyncio.create_task(_receive(channel, listeners)), listeners)

    async def read(self, key: Hashable, read: Callable[[], _T]) -> _T:
        """``read()`` in a thread, begun after this call; one read answers all who have asked until it begins."""
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._read(key, read))
        answer: _T = await asyncio.shield(self._asked[key])
        return answer

    async def _read(self, key: Hashable, read: Callable[[], _T]) -> _T:
        async with self._reading:
            await asyncio.sleep(0)  # the others who have just heard the same ask in this moment
            del self._asked[key]
            return await database_sync_to_async(read)()


async def _receive(channel: str, listeners: set[Listener]) -> None:
    while True:
        news = _news_of(await _layer().receive(channel))
        for listener in tuple(listeners):
            listener.hear(news)


def _layer() -> Any:
    layer = get_channel_layer()
    assert layer is not None  # the settings name one
    return layer


_hubs: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = weakref.WeakKeyDictionary()


def hub() -> Hub:
    """The running loop's."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
