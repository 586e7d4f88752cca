"""From the press on "start" to a running ffmpeg, in both ways of running: ``python benchmarks/queue_latency.py``.

Counted from before the request until the encoder's process is in /proc, looked at every two milliseconds. Nothing
else is at work. Aims: a median below 150 ms in one process, below 250 ms distributed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks import record
from testing.chaos.films import drawn, ffmpeg
from testing.live_server import LiveServer
from testing.stack import Stack

AIMS = {"single": 150, "distributed": 250}


class Program(Protocol):
    def upload(self, path: Path, **fields: str) -> dict[str, Any]: ...
    def wait_for(self, job_id: str, *statuses: str) -> dict[str, Any]: ...
    def client(self) -> Any: ...


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="mkv2castui-bench-") as folder:
        film = Path(folder) / "film.mkv"
        ffmpeg(*drawn(8), "-c:v", "mpeg4", "-c:a", "ac3", str(film))
        figures = {"single": _single(Path(folder), film, runs), "distributed": _distributed(Path(folder), film, runs)}
    told = {mode: record.spread(milliseconds, below=AIMS[mode]) for mode, milliseconds in figures.items()}
    return record.write("queue_latency", told)


def _single(folder: Path, film: Path, runs: int) -> list[float]:
    server = LiveServer(folder / "single", folder / "single.log").start()
    try:
        return _starts(server, film, runs)
    finally:
        server.end()


def _distributed(folder: Path, film: Path, runs: int) -> list[float]:
    with Stack(folder / "stack") as stack:
        return _starts(stack, film, runs)


def _starts(program: Program, film: Path, runs: int) -> list[float]:
    """Milliseconds of each start. The first one, which finds everything cold, is not counted."""
    with program.client() as client:
        return [_start(program, client, film) for _ in range(runs + 1)][1:]


def _start(program: Program, client: Any, film: Path) -> float:
    job = program.upload(film, start="false")["id"]
    _until(lambda: program.wait_for(job, "ready")["estimate"] is not None)
    time.sleep(0.5)
    known, begun = _processes(), time.perf_counter()
    client.post(f"/api/jobs/{job}/start/").raise_for_status()
    while not _encoder_of(job, known):
        assert time.perf_counter() - begun < 30
        time.sleep(0.002)
    seconds = time.perf_counter() - begun
    program.wait_for(job, "completed")
    return 1000 * seconds


def _encoder_of(job: str, known: set[str]) -> bool:
    """Among the processes that were not there: one that writes a result of the job."""
    return any(f"{job}/out/" in _command(pid) for pid in _processes() - known)


def _processes() -> set[str]:
    return {entry.name for entry in os.scandir("/proc") if entry.name.isdigit()}


def _command(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
