"""One ASGI application on Granian, until the process is asked to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from mkv2castui.project import memory
from mkv2castui.project.start import say

if TYPE_CHECKING:
    from granian.server.embed import Server
    from starlette.types import ASGIApp

STOP_SECONDS = 8
"""For running encoders to end and open connections to close, each."""

_GRACE = 3
"""Seconds of them in which a request may come to its end by itself. An upload is then cut, and goes on elsewhere."""

_READ_AT_ONCE = 128 * 1024
"""Bytes of one connection that the server reads at once, and holds two or three times: each such reading is handed
through three threads, which is what an upload's time goes into. Its default of 400 KB would take another third off
that time, and at fifty uploads at once sixty megabytes."""


async def serve(app: ASGIApp, host: str, port: int, *, what: str, begin_stop: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; ``begin_stop`` is called first then. Says that ``what`` is ready once it is."""
    from mkv2castui.project.stopping import Requests  # whose problems want Django's settings

    requests, stopping = Requests(app), asyncio.Event()
    server = _server(requests, host, port)

    def stop() -> None:
        begin_stop()  # encoders end while connections close
        server.stop()  # type: ignore[no-untyped-call]
        asyncio.get_running_loop().call_later(_GRACE, requests.cut)
        stopping.set()

    on_stop_signal(stop)
    announcing = asyncio.create_task(_announce(host, port, what))
    serving = asyncio.create_task(server.serve())
    try:
        await _first_of(serving, asyncio.create_task(stopping.wait()))
        # A download may take hours: who still listens then is cut off by the end of the process.
        await asyncio.wait([serving], timeout=STOP_SECONDS)
        if serving.done():
            serving.result()
    finally:
        announcing.cancel()


async def _first_of(*tasks: asyncio.Task[object]) -> None:
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


def on_stop_signal(stop: Callable[[], None]) -> None:
    """In the running loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


def _server(app: ASGIApp, host: str, port: int) -> Server:
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server.embed import Server

    return Server(
        app,
        address=host.strip("[]"),
        port=port,
        interface=Interfaces.ASGINL,
        log_level=LogLevels.error,
        http1_settings=HTTP1Settings(max_buffer_size=_READ_AT_ONCE),
    )


async def _announce(host: str, port: int, what: str) -> None:
    """Say the address once it answers."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    while not await answers(shown, port):
        await asyncio.sleep(0.02)
    memory.settle()  # the first answer has loaded what was still missing
    shown = f"[{shown}]" if ":" in shown else shown
    say(f"{what} is ready: http://{shown}:{port}")


async def answers(host: str, port: int) -> bool:
    """Whether a server of ours lives there."""
    try:
        reader, writer = await asyncio.open_connection(host.strip("[]"), port)
    except OSError:
        return False
    writer.write(b"GET /health/live/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    status = await reader.readline()
    writer.close()
    return b" 200 " in status
