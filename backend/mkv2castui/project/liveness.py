"""Whether a part of the program is alive: a server answers, another one touches a file as long as its work goes on."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from mkv2castui.project.serving import answers

_PORTS = {"up": 8080, "web": 8000, "websocket": 8001}

TOUCH_EVERY = 5.0  # seconds
STALE_AFTER = 60.0  # seconds


@contextmanager
def shown(part: str, idle_seconds: Callable[[], float]) -> Iterator[None]:
    """While the running loop runs and the part has not been idle for long, others see that it is alive."""
    path = _path(part)
    task = asyncio.get_running_loop().create_task(_touch(path, idle_seconds))
    try:
        yield
    finally:
        task.cancel()
        path.unlink(missing_ok=True)


def of_part(part: str, port: int | None) -> bool:
    """Of a part that runs on this machine. ``port``: where it listens, when it is not the part's default."""
    if part in _PORTS:
        return asyncio.run(_answers(port or _PORTS[part]))
    return _is_touched(part)


async def _answers(port: int) -> bool:
    try:
        async with asyncio.timeout(5):
            return await answers("127.0.0.1", port)
    except TimeoutError:
        return False


def _is_touched(part: str) -> bool:
    try:
        return time() - _path(part).stat().st_mtime < STALE_AFTER
    except FileNotFoundError:
        return False


async def _touch(path: Path, idle_seconds: Callable[[], float]) -> None:
    while True:
        if idle_seconds() < STALE_AFTER:
            path.touch()
        await asyncio.sleep(TOUCH_EVERY)


def _path(part: str) -> Path:
    """One part of a kind a container; on a shared machine the newest one answers for all of this user."""
    return Path(tempfile.gettempdir()) / f"mkv2castui-{os.getuid()}-{part}.alive"
