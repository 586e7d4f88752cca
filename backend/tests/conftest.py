"""Fixtures of the backend's tests: a database on disk, a tiny film, and the real program as a process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import imageio_ffmpeg  # type: ignore[import-untyped]
import psutil
import pytest
from django.db import connections
from pytest_django import Settings
from rest_framework.test import APIClient

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 30


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """On disk as in life: an SQLite in memory locks whole tables and knows no WAL."""
    path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connections["default"].settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(autouse=True)
def data_directory(settings: Settings, tmp_path: Path) -> Path:
    """No test writes into the user's own."""
    directory = tmp_path / "data"
    directory.mkdir()
    settings.DATA = directory
    return directory


@pytest.fixture(autouse=True)
def _celery_app() -> None:
    """Wake-ups go to a queue in memory, as in the program."""
    from mkv2castui.project.celery import app

    app.set_default()


@pytest.fixture
def api() -> APIClient:
    return APIClient()


def _ffmpeg(*arguments: str) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def _picture(seconds: float, size: str) -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={seconds}"]


def _sound(seconds: float) -> list[str]:
    return ["-f", "lavfi", "-i", f"sine=r=48000:d={seconds}"]


_H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def film(films: Path) -> Path:
    """Two seconds of MPEG-4 ASP and AC-3 with an English SRT, in Matroska: nothing of it plays as it is."""
    subtitles, path = films / "lines.srt", films / "film.mkv"
    subtitles.write_text("1\n00:00:00,200 --> 00:00:01,500\nHello\n")
    inputs = [*_picture(2, "160x90"), *_sound(2), "-i", str(subtitles)]
    coded = ["-c:v", "mpeg4", "-c:a", "ac3", "-c:s", "srt", "-metadata:s:s:0", "language=eng"]
    _ffmpeg(*inputs, "-map", "0", "-map", "1", "-map", "2", *coded, str(path))
    return path


@pytest.fixture(scope="session")
def long_film(films: Path) -> Path:
    """Forty seconds that take this machine several seconds to convert."""
    path = films / "long.mkv"
    _ffmpeg(*_picture(40, "960x540"), *_sound(40), "-c:v", "mpeg4", "-q:v", "6", "-c:a", "flac", str(path))
    return path


@pytest.fixture(scope="session")
def playable_film(films: Path) -> Path:
    """H.264 and AAC in an MP4 with its index in front: every device plays it."""
    path = films / "plays.mp4"
    _ffmpeg(*_picture(1, "160x90"), *_sound(1), *_H264, "-c:a", "aac", "-ac", "2", "-movflags", "+faststart", str(path))
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class LiveServer:
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
            "PYTHONPATH": os.pathsep.join([*filter(None, [os.environ.get("PYTHONPATH")]), *_SOURCES]),
            "PYTHONDEVMODE": "",
            **self.variables,
        }
        command = [sys.executable, "-m", "mkv2castui.cli", "up", "--port", str(self.port), "--data", str(self.data)]
        with self.log.open("a") as log:
            return subprocess.Popen(
                [*command, *arguments], env=environment, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def start(self) -> LiveServer:
        """Returns once the program has said that it is ready."""
        self.process = self.spawn()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert f"mkv2castUI is ready: {self.url}" in line, self.log.read_text()
        return self

    def stop(self, number: int = signal.SIGTERM, seconds: float = 20) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.send_signal(number)
        status = self.process.wait(seconds)
        self.process.stdout.close()
        return status

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30)

    def upload(self, path: Path, **fields: str) -> dict[str, Any]:
        with self.client() as client, path.open("rb") as file:
            response = client.post("/api/upload/", data=fields, files={"file": (path.name, file)})
        assert response.status_code == 201, response.text
        job: dict[str, Any] = response.json()
        return job

    def job(self, job_id: str) -> dict[str, Any]:
        with self.client() as client:
            job: dict[str, Any] = client.get(f"/api/jobs/{job_id}/").raise_for_status().json()
            return job

    def wait_for(self, job_id: str, *statuses: str, seconds: float = 60) -> dict[str, Any]:
        """The job once it has one of ``statuses``."""
        end = time.monotonic() + seconds
        while (job := self.job(job_id))["status"] not in statuses:
            assert time.monotonic() < end, f"still {job['status']}: {job['error']}\n{self.log.read_text()}"
            time.sleep(0.05)
        return job

    def directory(self, job_id: str) -> Path:
        return self.data / "jobs" / job_id

    def files(self, job_id: str) -> list[str]:
        """The names of all files of the job, hidden ones too."""
        return sorted(path.name for path in self.directory(job_id).rglob("*") if path.is_file())

    def resident(self) -> int:
        """Bytes in memory of the program and its children."""
        assert self.process is not None
        process = psutil.Process(self.process.pid)
        return int(sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]))

    def encoders(self, job_id: str) -> list[int]:
        """The processes, whoever's children they are, that work on the job's file."""
        return [
            process.pid
            for process in psutil.process_iter(["cmdline"])
            if any(job_id in argument for argument in process.info["cmdline"] or [])
        ]

    def wait_until(self, condition: Callable[[], object], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"it did not happen\n{self.log.read_text()}"
            time.sleep(0.02)


_SOURCES = [str(REPOSITORY / "engine"), str(REPOSITORY / "backend")]

ServerFactory = Callable[..., LiveServer]


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[ServerFactory]:
    """Servers of a test's own, not started yet: ``make_server(MAX_UPLOAD_SIZE="1M")``."""
    made: list[LiveServer] = []

    def make(data: Path | None = None, **variables: str) -> LiveServer:
        server = LiveServer(data or tmp_path / "server", tmp_path / f"server{len(made)}.log", variables)
        made.append(server)
        return server

    yield make
    for server in made:
        _end(server)


@pytest.fixture(scope="session")
def live_server_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One running program for all tests that leave it running."""
    directory = tmp_path_factory.mktemp("live")
    server = LiveServer(directory / "data", directory / "log").start()
    yield server
    _end(server)


def _end(server: LiveServer) -> None:
    if server.process is not None and server.process.poll() is None:
        server.stop(signal.SIGKILL)
