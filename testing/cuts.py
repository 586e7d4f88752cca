"""An upload through cuts: ``python -m testing.cuts`` (``make cuts``), a gigabyte through thirty of each way.

Real clients send a film of noise to the real program: tuspy in one piece of work, tus-js-client in parts side by side.
Between them and the program is a wire that is held after a drawn number of bytes; then the client is killed, the
server is killed, both ends of the connection get a reset, or the server is stopped in good order and started again;
and everything goes on. What arrives must have the film's SHA-256. ``--seed`` draws the same cuts again.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Protocol

from testing import large_films
from testing.live_server import LiveServer
from testing.stack import Stack
from testing.tus_clients import Client, TusJs, Tuspy, find_node
from testing.wire import Wire

MEGABYTE = 1024 * 1024
KINDS = ("client killed", "server killed", "connection reset", "server restarted")
_PATIENCE = 300.0  # seconds for a client to get to where it is cut


@dataclass(frozen=True, slots=True)
class Cut:
    """``after``: bytes on the wire since the cut before."""

    kind: str
    after: int


class Program(Protocol):
    """What stands behind the wire."""

    @property
    def port(self) -> int: ...
    def kill_server(self) -> None: ...
    def stop_server(self) -> None: ...
    def start_server(self) -> None: ...
    def source(self, job_id: str) -> Path: ...


@dataclass(frozen=True, slots=True)
class Single:
    server: LiveServer

    @property
    def port(self) -> int:
        return self.server.port

    def kill_server(self) -> None:
        self.server.kill()

    def stop_server(self) -> None:
        assert self.server.stop() == 0

    def start_server(self) -> None:
        self.server.start()

    def source(self, job_id: str) -> Path:
        return self.server.directory(job_id) / "source"


@dataclass(frozen=True, slots=True)
class Distributed:
    """The server is nginx, one web server or both: drawn anew each time."""

    stack: Stack
    chances: Random

    @property
    def port(self) -> int:
        return self.stack.port_of("nginx")

    def kill_server(self) -> None:
        for name in self.chances.choice((["web-1"], ["web-2"], ["web-1", "web-2"], ["nginx"])):
            self.stack.processes[name].kill()

    def stop_server(self) -> None:
        for name in self.chances.choice((["web-1"], ["web-2"], ["web-1", "web-2"], ["nginx"])):
            assert self.stack.processes[name].stop() == 0

    def start_server(self) -> None:
        for process in self.stack.processes.values():
            if not process.is_running:
                process.start()

    def source(self, job_id: str) -> Path:
        return self.stack.data / "jobs" / job_id / "source"


def drawn_cuts(chances: Random, size: int, count: int) -> list[Cut]:
    """Each kind as often as the others, in any order, at any byte of ``size``."""
    kinds = [KINDS[number % len(KINDS)] for number in range(count)]
    chances.shuffle(kinds)
    places = sorted(chances.randrange(1, size) for _ in kinds)
    gaps = [place - before for place, before in zip(places, [0, *places], strict=False)]
    return [Cut(kind, max(gap, 1)) for kind, gap in zip(kinds, gaps, strict=True)]


def sent_through(program: Program, client: Client, cuts: Sequence[Cut], wire: Wire) -> str:
    """The job, once the client has said that all is there. All cuts were made."""
    first, *others = [*(cut.after for cut in cuts), None]
    wire.hold_after(first)
    process = client.start()
    try:
        for cut, place in zip(cuts, others, strict=True):
            process = _until_held(process, client, wire)
            process = _made(cut, process, program, client, wire, partial(wire.hold_after, place))
        return _finished(process, client)
    finally:
        process.kill()
        process.communicate()


def _until_held(process: subprocess.Popen[str], client: Client, wire: Wire) -> subprocess.Popen[str]:
    """A client that gave up meanwhile is started again, as its user would."""
    end, said = time.monotonic() + _PATIENCE, ("", "")
    while not wire.held.wait(0.01):
        assert time.monotonic() < end, f"the client does not send: {said[1][-2000:]}"
        if process.poll() is not None:
            said = process.communicate()
            assert process.returncode != 0, f"the upload ended before it was cut: {said}"
            process = client.start()
    return process


def _made(
    cut: Cut, process: subprocess.Popen[str], program: Program, client: Client, wire: Wire, go_on: Callable[[], None]
) -> subprocess.Popen[str]:
    """``go_on``: lets bytes pass up to the next cut."""
    match cut.kind:
        case "client killed":
            process.kill()
            process.communicate()
            go_on()
            return client.start()
        case "server killed":
            program.kill_server()
            go_on()
            program.start_server()
        case "connection reset":
            wire.reset()
            go_on()
        case "server restarted":
            go_on()  # what is on its way may come to its end
            program.stop_server()
            program.start_server()
    return process


def _finished(process: subprocess.Popen[str], client: Client) -> str:
    end = time.monotonic() + _PATIENCE
    while True:
        said, complaints = process.communicate(timeout=_PATIENCE)
        if process.returncode == 0:
            return said.strip().rstrip("/").split("/")[-1]
        assert time.monotonic() < end, complaints
        process = client.start()


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tried(program: Program, client: Client, cuts: Sequence[Cut]) -> dict[str, Any]:
    """How it went. ``right``: whether the very bytes of the client's film arrived."""
    begun = time.monotonic()
    with Wire(program.port) as wire:
        job = sent_through(program, client.by(wire.url), cuts, wire)
    return {
        "seconds": round(time.monotonic() - begun),
        "cuts": dict(Counter(cut.kind for cut in cuts)),
        "right": digest(program.source(job)) == digest(client.film),
    }


def clients(film: Path, folder: Path) -> list[Client]:
    node = find_node()
    assert node, "Node or the front end's packages are not installed"
    return [Tuspy(film, folder), TusJs(film, folder, node, parts=4)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--cuts", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chances, size, wrong = Random(options.seed), options.megabytes * MEGABYTE, 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mkv2castui-cuts-")))
        film = large_films.noise(folder / "film.mp4", size, chances)
        for way, program in _programs(folder, stack, chances):
            for client in clients(film, folder):
                told = tried(program, client, drawn_cuts(chances, size, options.cuts))
                print(f"{way}, {client.name}: {told}", flush=True)
                wrong += not told["right"]
    return min(wrong, 1)


def _programs(folder: Path, stack: ExitStack, chances: Random) -> Iterator[tuple[str, Program]]:
    server = LiveServer(folder / "single", folder / "single.log").start()
    stack.callback(server.end)
    yield "single", Single(server)
    yield "distributed", Distributed(stack.enter_context(Stack(folder / "stack", workers=1)), chances)


if __name__ == "__main__":
    sys.exit(main())
