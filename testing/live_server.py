"""The real program as a process, for the tests that meet it from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from testing.first_start import anticipate
from testing.ports import free_port
from testing.program import Program
from testing.sources import SOURCES


@dataclass
class LiveServer(Program):
    """The program as its user starts it. ``log``: where its standard error goes."""

    data: Path
    log: Path
    variables: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def spawn(self, *arguments: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([*filter(None, [os.environ.get("PYTHONPATH")]), *SOURCES]),
            "PYTHONDEVMODE": "",
            **self.variables,
        }
        command = [sys.executable, "-m", "mkv2castui.cli", "up", "--port", str(self.port), "--data", str(self.data)]
        with self.log.open("a") as log:
            return subprocess.Popen(
                [*command, *arguments], env=environment, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def start(self) -> LiveServer:
        """Returns once the program has said that it is ready. A data folder that isn't there yet is made as its first
        start would."""
        anticipate(self.data)
        self.process = self.spawn()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert f"mkv2castUI is ready: {self.url}" in line, self.log.read_text()
        return self

    def stop(self, number: int = signal.SIGTERM, seconds: float = 60) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.send_signal(number)
        status = self.process.wait(seconds)
        self.process.stdout.close()
        return status

    def kill(self) -> None:
        """As a power cut would: no chance to tidy up."""
        self.stop(signal.SIGKILL)

    def end(self) -> None:
        """Whatever state it is in."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def said(self) -> str:
        return self.log.read_text()

    def directory(self, job_id: str) -> Path:
        return self.data / "jobs" / job_id

    def files(self, job_id: str) -> list[str]:
        """The names of all files of the job, hidden ones too."""
        return sorted(path.name for path in self.directory(job_id).rglob("*") if path.is_file())

    def resident(self) -> int:
        """Bytes in memory of the program and its children, what they share counted once: a child that has only just
        been forked is no second program."""
        assert self.process is not None
        process = psutil.Process(self.process.pid)
        return int(process.memory_full_info().pss) + sum(_share(child) for child in process.children(recursive=True))

    def wait_for_trials(self) -> None:
        """Its worker tells of itself once it has seen what this machine can encode with; until then encoders run."""
        with self.client() as client:
            self.wait_until(lambda: client.get("/api/queue/").json()["workers"], seconds=120)

    def encoders(self, job_id: str) -> list[int]:
        """The processes, whoever's children they are, that work on the job's file."""
        return [
            process.pid
            for process in psutil.process_iter(["cmdline"])
            if any(job_id in argument for argument in process.info["cmdline"] or [])
        ]


def _share(child: psutil.Process) -> int:
    """Bytes in memory that are its own. One that has ended meanwhile has none."""
    try:
        return int(child.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0
