"""Fixtures of the backend's tests: a database on disk, a tiny film, and the real program as a process."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]
import pytest
from asgiref.sync import SyncToAsync
from django.db import connections
from pytest_django import Settings
from rest_framework.test import APIClient

from testing.live_server import LiveServer
from testing.object_store import ObjectStore
from testing.servers import find_nginx
from testing.stack import Stack


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite on disk as in life: one in memory locks whole tables and knows no WAL. PostgreSQL when DATABASE_URL names
    a server (dev/on_postgres.py)."""
    if connections["default"].vendor == "postgresql":
        return
    if connections["default"].vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connections["default"].settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Asynchronous tests ask the database in a thread of asgiref's, whose connection nobody else closes: PostgreSQL
    drops no database in which somebody sits."""
    yield
    SyncToAsync.single_thread_executor.submit(connections.close_all).result()


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
def covered_film(films: Path) -> Path:
    """A second that plays, but in Matroska, with a cover and with an English SRT without a line."""
    subtitles, cover, path = films / "empty.srt", films / "cover.png", films / "covered.mkv"
    subtitles.write_text("1\n00:00:00,200 --> 00:00:00,500\n\n")
    _ffmpeg("-f", "lavfi", "-i", "testsrc2=s=120x160", "-frames:v", "1", str(cover))
    inputs = [*_picture(1, "160x90"), *_sound(1), "-i", str(subtitles)]
    attached = ["-attach", str(cover), "-metadata:s:t", "mimetype=image/png", "-metadata:s:t", "filename=cover.png"]
    coded = [*_H264, "-c:a", "aac", "-ac", "2", "-c:s", "srt", "-metadata:s:s:0", "language=eng"]
    _ffmpeg(*inputs, "-map", "0", "-map", "1", "-map", "2", *attached, *coded, str(path))
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
        server.end()


@pytest.fixture(scope="session")
def live_server_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One running program for all tests that leave it running."""
    directory = tmp_path_factory.mktemp("live")
    server = LiveServer(directory / "data", directory / "log").start()
    yield server
    server.end()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The distributed program as processes: one for all tests that leave it whole."""
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    with Stack(tmp_path_factory.mktemp("stack"), lease_seconds=5) as running:
        yield running


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    """One running S3-compatible server; each test takes a bucket of its own."""
    store = ObjectStore(tmp_path_factory.mktemp("objects") / "log")
    yield store.start()
    store.end()
