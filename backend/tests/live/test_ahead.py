"""A film is converted while it comes, by the real program."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from .test_early_looks import FIRST, Upload, films

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

__all__ = ["films"]


@pytest.fixture
def half_come(make_server: ServerFactory, films: Callable[[str], Path]) -> Upload:
    """A film that is being converted; a part of it has come."""
    server = make_server().start()
    upload = Upload(server, films("film.mkv").read_bytes(), start="true", options='{"preset": "ultrafast"}')
    upload.send(FIRST)
    server.wait_until(lambda: (upload.job()["ahead"] or {"progress": 0})["progress"] > 0, seconds=60)
    return upload


def test_it_is_done_soon_after_it_has_come(half_come: Upload) -> None:
    server, job = half_come.server, half_come.job()
    assert job["status"] == "uploading"
    come = pytest.approx(100 * FIRST / len(half_come.content), abs=1)
    server.wait_until(lambda: half_come.job()["ahead"]["progress"] == come)
    (encoder,) = server.encoders(half_come.job_id)
    half_come.send()
    server.wait_until(lambda: half_come.job()["status"] == "processing" or half_come.job()["outputs"])
    done = server.wait_for(half_come.job_id, "completed")
    assert (done["ahead"], done["attempt"], done["warnings"]) == (None, 1, [])
    assert not psutil.pid_exists(encoder)
    server.wait_until(lambda: server.files(half_come.job_id) == ["film.cast.mp4", "source", "still.jpg"])


def test_after_a_kill_it_is_converted_the_ordinary_way(half_come: Upload) -> None:
    server = half_come.server
    server.stop(signal.SIGKILL)
    server.wait_until(lambda: not server.encoders(half_come.job_id))
    server.start()
    half_come.send()
    assert server.wait_for(half_come.job_id, "completed")["attempt"] == 1
    server.wait_until(lambda: server.files(half_come.job_id) == ["film.cast.mp4", "source", "still.jpg"])
    assert len(list((server.directory(half_come.job_id) / "out").iterdir())) == 1


def test_of_a_film_that_is_given_up_nothing_is_left(half_come: Upload) -> None:
    server: LiveServer = half_come.server
    with server.client() as client:
        assert client.delete(f"/api/jobs/{half_come.job_id}/").status_code in (202, 204)
    server.wait_until(lambda: not server.encoders(half_come.job_id))
    server.wait_until(lambda: not [path for path in server.data.rglob("*") if half_come.job_id in str(path)])
