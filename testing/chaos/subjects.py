"""The program that is hurt, in either way of running, behind one face."""

from __future__ import annotations

import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import boto3
import httpx
import psutil
import psycopg

from testing.chaos.places import Folder, ObjectStore, Place
from testing.live_server import LiveServer
from testing.stack import BUCKET, Stack

Row = tuple[Any, ...]


class Subject(ABC):
    """``victims``: what can be killed. ``lease_seconds``: how long a dead worker's claim holds."""

    mode: str
    victims: Sequence[str]
    lease_seconds: int

    @property
    @abstractmethod
    def data(self) -> Path:
        """The data folder."""

    @property
    def place(self) -> Place:
        """Where its films lie."""
        return Folder(self.data)

    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def rows(self, question: str) -> list[Row]:
        """The database's answer. Raises ``OSError`` while it is away."""

    @abstractmethod
    def kill(self, victim: str) -> None: ...

    @abstractmethod
    def start(self, victim: str) -> None: ...

    @abstractmethod
    def worker_mark(self, victim: str) -> str | None:
        """What the names of the victim's claims hold; ``None`` for what makes none."""

    @abstractmethod
    def log(self) -> str: ...

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60)

    def upload(self, path: Path, name: str, **fields: str) -> str:
        with self.client() as client, path.open("rb") as file:
            answer = client.post("/api/upload/", data=fields, files={"file": (name, file)})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def close_queue(self, closed: bool = True) -> None:
        """``False``: open it."""
        with self.client() as client:
            client.patch("/api/queue/", json={"paused": closed}).raise_for_status()

    def patient_rows(self, question: str, seconds: float = 60) -> list[Row]:
        end = time.monotonic() + seconds
        while True:
            try:
                return self.rows(question)
            except OSError:
                assert time.monotonic() < end, f"the database is away\n{self.log()}"
                time.sleep(0.1)

    def tools_at_work(self) -> list[psutil.Process]:
        """ffmpeg and ffprobe on films of the data folder, whoever's children they are."""
        return [p for p in psutil.process_iter(["name", "cmdline"]) if _is_tool_at(p, str(self.data))]


class Single(Subject):
    """All in one process, on SQLite."""

    mode = "single"
    victims = ("program",)

    def __init__(self, server: LiveServer, lease_seconds: int) -> None:
        self._server = server
        self.lease_seconds = lease_seconds

    @property
    def data(self) -> Path:
        return self._server.data

    @property
    def url(self) -> str:
        return self._server.url

    def rows(self, question: str) -> list[Row]:
        try:
            with closing(sqlite3.connect(f"file:{self.data}/mkv2castui.sqlite3?mode=ro", uri=True, timeout=5)) as base:
                return base.execute(question).fetchall()
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error

    def kill(self, victim: str) -> None:
        self._server.kill()

    def start(self, victim: str) -> None:
        self._server.start()

    def worker_mark(self, victim: str) -> str | None:
        assert self._server.process is not None
        return f"-{self._server.process.pid}-"

    def log(self) -> str:
        return "\n".join(self._server.log.read_text(errors="replace").splitlines()[-60:])


class Distributed(Subject):
    """The parts, with PostgreSQL, Valkey and nginx."""

    mode = "distributed"
    victims = ("worker-1", "worker-2", "web-1", "web-2", "redis", "postgres", "websocket", "beat")

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self.lease_seconds = stack.lease_seconds

    @property
    def data(self) -> Path:
        return self._stack.data

    @property
    def url(self) -> str:
        return self._stack.url

    def rows(self, question: str) -> list[Row]:
        try:
            with psycopg.connect(self._stack.database_url, connect_timeout=5) as base:
                return base.execute(question.encode()).fetchall()
        except psycopg.OperationalError as error:
            raise OSError(str(error)) from error

    def kill(self, victim: str) -> None:
        self._stack.processes[victim].kill()

    def start(self, victim: str) -> None:
        self._stack.processes[victim].start()

    def worker_mark(self, victim: str) -> str | None:
        return f"-{self._stack.processes[victim].pid}-" if victim.startswith("worker") else None

    def log(self) -> str:
        return self._stack.said()


class InABucket(Distributed):
    """The parts, with their films in an S3-compatible store. The store itself lives on: it holds all in memory."""

    mode = "bucket"

    @property
    def place(self) -> Place:
        client = boto3.client(
            "s3",
            endpoint_url=self._stack.s3_url,
            region_name="us-east-1",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
        )
        return ObjectStore(client, BUCKET)


def _is_tool_at(process: psutil.Process, mark: str) -> bool:
    return "ff" in (process.info["name"] or "") and any(mark in word for word in process.info["cmdline"] or [])
