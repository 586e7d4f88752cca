"""Messages to the sockets, sent from any thread and only after the transaction that they tell about.

A process binds its event loop; then messages are handed over to that loop and nobody waits for them. A process
without one (a test, a command) sends them itself. A message that can't be sent is lost: what it tells about is in the
database, and who listens reads that anew when the connection is back.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

log = logging.getLogger(__name__)

_SEND_SECONDS = 5.0

_loops: list[asyncio.AbstractEventLoop] = []


@contextmanager
def sent_from(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Inside, messages go through ``loop``, which runs in this process."""
    bind(loop)
    try:
        yield
    finally:
        unbind()


def bind(loop: asyncio.AbstractEventLoop) -> None:
    """From now on messages go through ``loop``, which runs in this process."""
    _loops[:] = [loop]


def unbind() -> None:
    _loops.clear()


def publish_on_commit(groups: tuple[str, ...], message: Mapping[str, Any]) -> None:
    """At once when no transaction is open; never when it is rolled back."""
    transaction.on_commit(partial(publish, groups, message))


def publish(groups: tuple[str, ...], message: Mapping[str, Any]) -> None:
    """``message["type"]`` names the consumers' method, with dots for underscores."""
    if _loops:
        _report_failure(asyncio.run_coroutine_threadsafe(_send(groups, message), _loops[0]))
    else:
        async_to_sync(_send)(groups, message)


async def _send(groups: tuple[str, ...], message: Mapping[str, Any]) -> None:
    layer = get_channel_layer()
    assert layer is not None  # the settings name one
    async with asyncio.timeout(_SEND_SECONDS):
        for group in groups:
            await layer.group_send(group, dict(message))


_losing = threading.Event()


def _report_failure(sending: Future[None]) -> None:
    """The first loss of a row: there may be many a second."""

    def report(done: Future[None]) -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is None:
            _losing.clear()
        elif not _losing.is_set():
            _losing.set()
            log.warning("Events are lost: %s", str(error) or type(error).__name__)

    sending.add_done_callback(report)
