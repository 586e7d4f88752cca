"""The program both ways it runs, side by side: in one process, and in parts behind nginx."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from testing.chaos.films import drawn, ffmpeg
from testing.live_server import LiveServer
from testing.stack import Stack


class Started(Protocol):
    @property
    def url(self) -> str: ...
    def upload(self, path: Path, **fields: str) -> dict[str, Any]: ...
    def wait_for(self, job_id: str, *statuses: str) -> dict[str, Any]: ...
    def client(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Program:
    """``pid``: of the process that the bytes pass through."""

    started: Started
    data: Path
    pid: int
    small: Path
    kept: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return self.started.url

    def result_of(self, film: Path) -> str:
        """The address of a download with the bytes of ``film``, which take the place of a small film's result."""
        job = self.started.wait_for(self.started.upload(self.small)["id"], "completed")
        self.kept.add(job["id"])
        [result] = [file for file in (self.data / "jobs" / job["id"]).rglob("*") if file.suffix == ".mp4"]
        shutil.copyfile(film, result)
        return f"{self.url}/api/jobs/{job['id']}/download/"

    def forget_jobs(self) -> None:
        """All but those of :meth:`result_of`."""
        with self.started.client() as client:
            for job in client.get("/api/jobs/").raise_for_status().json()["results"]:
                if job["id"] not in self.kept:
                    client.delete(f"/api/jobs/{job['id']}/").raise_for_status()


Programs = Mapping[str, Program]


@contextmanager
def programs(folder: Path) -> Iterator[Programs]:
    small = folder / "small.mkv"
    ffmpeg(*drawn(1), "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(small))
    single = LiveServer(folder / "single", folder / "single.log").start()
    try:
        single.wait_for_trials()
        with Stack(folder / "stack", webs=1, workers=1) as stack:
            assert single.process is not None
            yield {
                "single": Program(single, single.data, single.process.pid, small),
                "distributed": Program(stack, stack.data, stack.processes["web-1"].pid, small),
            }
    finally:
        single.end()
