"""The whole distributed program on loopback, by the commands of deploy/compose.yaml.

For tests that pull plugs::

    with Stack(tmp_path, webs=2, workers=2, lease_seconds=5) as stack:
        job = stack.upload(film)                        # through nginx, as every other request by stack.client()
        stack.processes["worker-1"].kill()              # SIGKILL; also "web-1", "redis", "postgres", "nginx", …
        stack.restart("worker-1")                       # whether it runs or not; returns once it is ready
        stack.wait_for(job["id"], "completed")
        stack.processes["beat"].stop()                  # in good order (SIGTERM)
        print(stack.processes["worker-2"].log_tail())

``stack.url`` is nginx's address; ``stack.data`` the data folder that all parts share; names of processes:
``postgres``, ``redis``, ``s3`` (with ``s3=True``), ``web-1`` …, ``websocket``, ``worker-1`` …, ``beat``, ``nginx``.
``__exit__`` (or :meth:`Stack.end`) leaves no process behind; nor does the death of the test itself. Start it from the
main thread.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import psutil

from testing import compose, servers
from testing.first_start import remember_encoders
from testing.ports import free_ports
from testing.processes import Process
from testing.program import Program
from testing.sources import SOURCES

BUCKET = "films"
_BUCKET = {"S3_BUCKET": BUCKET, "S3_ACCESS_KEY_ID": "key", "S3_SECRET_ACCESS_KEY": "secret", "S3_REGION": "us-east-1"}


@dataclass
class Stack(Program):
    """``directory``: for data and logs. ``variables``: more environment for every part of ours. ``port``: nginx's.

    ``own_disks``: each web server has a data folder of its own (:meth:`data_of`), as where only a bucket is shared.
    """

    directory: Path
    webs: int = 2
    workers: int = 2
    lease_seconds: int = 30
    s3: bool = False
    own_disks: bool = False
    port: int | None = None
    variables: dict[str, str] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data = self.directory / "data"
        self.logs = self.directory / "logs"
        for folder in (self.data, self.logs, self.directory / "redis", self.directory / "nginx"):
            folder.mkdir(parents=True, exist_ok=True)
        remember_encoders(self.data)
        names = ["postgres", "redis", "s3", "websocket", "nginx", *self._web_names()]
        self._ports = dict(zip(names, free_ports(len(names)), strict=True))
        self.port = self._ports["nginx"] = self.port or self._ports["nginx"]
        self._services = compose.services(
            {"SECRET_KEY": "a key of the tests", "POSTGRES_PASSWORD": "none", "LEASE_SECONDS": str(self.lease_seconds)}
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def data_of(self, name: str) -> Path:
        """The data folder of one part."""
        return self.directory / name if self.own_disks and name.startswith("web-") else self.data

    def port_of(self, name: str) -> int:
        return self._ports[name]

    @property
    def database_url(self) -> str:
        return f"postgres://mkv2castui@127.0.0.1:{self._ports['postgres']}/mkv2castui"

    @property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self._ports['redis']}/0"

    @property
    def s3_url(self) -> str:
        return f"http://127.0.0.1:{self._ports['s3']}"

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.end()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def start(self) -> Self:
        """Returns once ``/health/`` answers 200 through nginx."""
        self._start_together(self._servers())
        if self.s3:
            self._make_bucket()
        self._migrate()
        self._start_together(self._parts())
        self._start_together([self._nginx()])
        self.wait_until(self.is_healthy, 60)
        return self

    def end(self) -> None:
        """Everything, in whatever state it is: ours in good order, then what they need."""
        ours = [process for process in reversed(self.processes.values()) if process.name not in _THEIRS]
        theirs = [process for process in self.processes.values() if process.name in _THEIRS]
        for group in (ours, theirs):
            _stop_together(group)
        if "postgres" in self.processes:
            servers.forget(self.processes["postgres"])

    def restart(self, name: str) -> None:
        """A process that runs is stopped in good order first. Returns once it is ready."""
        self.processes[name].restart()

    def is_healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def encoders(self, job_id: str = "") -> list[int]:
        """The processes, whoever's children they are, that work on the files of a job, or of any job of ours."""
        mark = job_id or str(self.directory)
        ours = {process.pid for process in self.processes.values() if process.is_running}
        return [p.pid for p in psutil.process_iter(["name", "cmdline"]) if p.pid not in ours and _is_tool_at(p, mark)]

    def said(self) -> str:
        return "\n".join(f"--- {name}\n{process.log_tail(20)}" for name, process in self.processes.items())

    def environment(self) -> dict[str, str]:
        """Of our own parts: the compose file's, with the addresses of here."""
        return {
            **compose.environment_of(self._services["backend"]),
            "PYTHONPATH": os.pathsep.join([*filter(None, [os.environ.get("PYTHONPATH")]), *SOURCES]),
            "PYTHONDEVMODE": "",
            "TMPDIR": str(self.directory),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "MKV2CASTUI_DATA": str(self.data),
            "TRUSTED_PROXIES": "127.0.0.1",
            **({**_BUCKET, "S3_ENDPOINT_URL": self.s3_url, "S3_PUBLIC_ENDPOINT_URL": self.s3_url} if self.s3 else {}),
            **self.variables,
        }

    def _servers(self) -> list[Process]:
        started = [
            servers.postgres(self._log("postgres"), self._ports["postgres"]),
            servers.valkey(self.directory / "redis", self._log("redis"), self._ports["redis"]),
        ]
        return [*started, servers.s3(self._log("s3"), self._ports["s3"])] if self.s3 else started

    def _make_bucket(self) -> None:
        httpx.put(f"{self.s3_url}/{BUCKET}").raise_for_status()

    def _migrate(self) -> None:
        with self._log("migrate").open("wb") as log:
            subprocess.run(
                self._translated("migrate"),
                env={**os.environ, **self.environment()},
                stdout=log,
                stderr=log,
                check=True,
            )

    def _parts(self) -> list[Process]:
        return [
            *(self._server("backend", name) for name in self._web_names()),
            self._server("websocket", "websocket"),
            *(self._part("worker", f"worker-{number}") for number in range(1, self.workers + 1)),
            self._part("beat", "beat"),
        ]

    def _server(self, service: str, name: str) -> Process:
        port = self._ports[name]
        command = self._translated(service, "--host", "127.0.0.1", "--port", str(port))
        environment = {**self.environment(), "MKV2CASTUI_DATA": str(self.data_of(name))}
        return Process(name, command, self._log(name), lambda: servers.listens(port), environment)

    def _part(self, service: str, name: str) -> Process:
        """Ready when it says so: since this start, for the log goes on over several."""
        log, said = self._log(name), [0]

        def remember() -> None:
            said[0] = _announcements(log)

        return Process(
            name,
            self._translated(service),
            log,
            lambda: _announcements(log) > said[0],
            self.environment(),
            before_start=remember,
        )

    def _nginx(self) -> Process:
        assert self.port is not None
        variables = {
            **compose.environment_of(self._services["nginx"]),
            "RESOLVER": "",
            "BACKEND_SERVERS": " ".join(_upstream(self._ports[name]) for name in self._web_names()),
            "WEBSOCKET_SERVERS": _upstream(self._ports["websocket"]),
            "DATA": str(self.data),
            "CONNECTIONS_PER_ADDRESS": "4000",  # all of a test come from one
        }
        return servers.nginx(self.directory / "nginx", self._log("nginx"), variables, self.port)

    def _translated(self, service: str, *addresses: str) -> list[str]:
        """The service's command with our own interpreter and addresses; the last of an option given twice wins."""
        program, *words = compose.command_of(self._services[service])
        assert program == "mkv2castui"
        return [sys.executable, "-m", "mkv2castui.cli", *words, *addresses]

    def _start_together(self, group: list[Process]) -> None:
        for process in group:
            self.processes[process.name] = process
            process.begin()
        for process in group:
            process.wait_until_ready()

    def _web_names(self) -> list[str]:
        return [f"web-{number}" for number in range(1, self.webs + 1)]

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


_THEIRS = ("postgres", "redis", "s3")


def _upstream(port: int) -> str:
    return f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;"


def _announcements(log: Path) -> int:
    return log.read_text(errors="replace").count(" is ready") if log.exists() else 0


def _is_tool_at(process: psutil.Process, mark: str) -> bool:
    return "ff" in (process.info["name"] or "") and any(mark in word for word in process.info["cmdline"] or [])


def _stop_together(group: list[Process]) -> None:
    """Each is asked, then each is waited for; what is wrong with one keeps none of the others alive."""
    for process in group:
        if process.is_running:
            process.go_on()
            process.ask_to_stop()
    late = []
    for process in group:
        try:
            process.stop()
        except AssertionError as error:
            late.append(str(error))
    assert not late, "\n".join(late)


class Webs(Stack):
    """Web servers on one PostgreSQL and one Valkey, asked directly; nothing works behind them.

    They take this computer for their proxy: ``X-Forwarded-For`` says from where a request comes.
    """

    def start(self) -> Self:
        self._start_together(self._servers())
        self._migrate()
        self._start_together(self._parts())
        return self

    def url_of(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port_of(name)}"

    def _parts(self) -> list[Process]:
        return [self._server("backend", name) for name in self._web_names()]
