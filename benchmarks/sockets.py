"""A thousand sockets on one server process while ten jobs tell of their progress: ``python benchmarks/sockets.py``.

From the moment an event is published until a client has it. In one process (the publisher is a thread of the server)
and distributed (the publisher stands for the workers, Redis is between). ``all``: each client listens to all ten
jobs, which makes 10,000 messages a second; ``one``: each to a single one, 1,000 a second. Aim: p99 below 100 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websockets

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks import record
from testing.ports import free_port
from testing.sources import SOURCES
from testing.stack import Stack

ROOT = Path(__file__).resolve().parents[1]
AIM = 100  # milliseconds
_STAMP = '"published_at":'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    told = dict[str, Any]()
    with tempfile.TemporaryDirectory(prefix="mkv2castui-bench-") as folder:
        for name, place in (("single", _single), ("distributed", _distributed)):
            with place(Path(folder)) as (address, jobs):
                for kind, paths in (("one", [f"/ws/conversion/{job}/" for job in jobs]), ("all", ["/ws/jobs/"])):
                    told[f"{name}, {kind}"] = asyncio.run(_measure(address, paths, options))
    return record.write("sockets", {"clients": options.clients, **told})


@contextmanager
def _single(folder: Path) -> Iterator[tuple[str, list[str]]]:
    port = free_port()
    with _publisher({}, "inside", str(port), str(folder / "single")) as jobs:
        yield f"ws://127.0.0.1:{port}", jobs


@contextmanager
def _distributed(folder: Path) -> Iterator[tuple[str, list[str]]]:
    with Stack(folder / "stack", webs=1, workers=1) as stack, _publisher(stack.environment(), "beside") as jobs:
        yield f"ws://127.0.0.1:{stack.port_of('websocket')}", jobs


@contextmanager
def _publisher(variables: dict[str, str], *arguments: str) -> Iterator[list[str]]:
    """The ids of its jobs."""
    environment = {**os.environ, **variables, "PYTHONPATH": os.pathsep.join([str(ROOT), *SOURCES])}
    command = [sys.executable, "-m", "benchmarks.socket_publisher", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield next(line.split()[1:] for line in process.stdout if line.startswith("jobs:"))
        finally:
            process.kill()


async def _measure(address: str, paths: Sequence[str], options: argparse.Namespace) -> dict[str, Any]:
    late, counting = list[float](), asyncio.Event()
    begun = time.monotonic()
    room = asyncio.Semaphore(20)
    connected = [_connected(f"{address}{paths[n % len(paths)]}", room) for n in range(options.clients)]
    sockets = await asyncio.gather(*connected)
    connecting = time.monotonic() - begun
    listeners = [asyncio.create_task(_listen(socket, late, counting)) for socket in sockets]
    gc.disable()  # a thousand clients in one process would have all of them wait for it; in life they are apart
    await asyncio.sleep(3)
    counting.set()
    await asyncio.sleep(options.seconds)
    counting.clear()
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    await asyncio.gather(*(socket.close() for socket in sockets))
    gc.enable()
    wanted = options.clients * options.seconds * (1 if len(paths) > 1 else 10)
    spread = record.spread(late, below=AIM, at="p99")
    return {**spread, "wanted": wanted, "seconds to connect all": round(connecting, 1)}


async def _connected(address: str, room: asyncio.Semaphore) -> websockets.ClientConnection:
    """With the present state received."""
    async with room:
        socket = await websockets.connect(
            address, max_size=None, compression=None, open_timeout=120, ping_interval=None
        )
        await socket.recv()
        return socket


async def _listen(socket: websockets.ClientConnection, late: list[float], counting: asyncio.Event) -> None:
    async for text in socket:
        assert isinstance(text, str)
        now, at = time.time(), text.find(_STAMP)
        if at >= 0 and counting.is_set():
            late.append(1000 * (now - float(text[at + len(_STAMP) :].split("}")[0].split(",")[0])))


if __name__ == "__main__":
    sys.exit(main())
