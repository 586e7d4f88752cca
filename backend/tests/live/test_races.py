"""What users do to the running program at the same moment, or faster than it looks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import pytest

if TYPE_CHECKING:
    from testing.live_server import LiveServer

SLOW = json.dumps({"preset": "veryslow"})


@pytest.fixture
def server(live_server_process: LiveServer) -> Iterator[LiveServer]:
    """Without jobs afterwards."""
    yield live_server_process
    with live_server_process.client() as client:
        asked = [(job, client.delete(f"/api/jobs/{job['id']}/")) for job in live_server_process.jobs()]
    assert [(job["status"], answer.text) for job, answer in asked if answer.status_code not in (202, 204)] == []
    try:
        live_server_process.wait_until(lambda: live_server_process.jobs() == [])
    except AssertionError as error:
        still = [(job["filename"], job["status"], job["stage"]) for job in live_server_process.jobs()]
        raise AssertionError(f"still there: {still}") from error


def ask(server: LiveServer, job: str, action: str) -> int:
    with server.client() as client:
        return client.post(f"/api/jobs/{job}/{action}/").status_code


def encoding(server: LiveServer, film: Path) -> str:
    job = str(server.upload(film, options=SLOW)["id"])
    server.wait_for(job, "processing")
    server.wait_until(lambda: any(".part." in name for name in server.files(job)))
    return job


def test_the_last_of_several_wishes_counts(server: LiveServer, long_film: Path) -> None:
    """All of them fall between two looks of the heartbeat."""
    job = encoding(server, long_film)
    assert [ask(server, job, action) for action in ("pause", "resume", "pause")] == [202, 202, 202]
    server.wait_until(lambda: server.encoder_states(job) == {psutil.STATUS_STOPPED})
    assert [ask(server, job, action) for action in ("resume", "pause", "resume")] == [202, 202, 202]
    server.wait_until(lambda: psutil.STATUS_STOPPED not in server.encoder_states(job))
    running = server.wait_for(job, "processing")
    assert (running["attempt"], bool(server.encoders(job))) == (1, True)


def test_who_is_cancelled_while_it_waits_for_its_seat_leaves_it_to_the_next(
    server: LiveServer, long_film: Path, film: Path
) -> None:
    first = encoding(server, long_film)
    assert ask(server, first, "pause") == 202
    server.wait_until(lambda: server.encoder_states(first) == {psutil.STATUS_STOPPED})
    second = encoding(server, long_film)
    assert ask(server, first, "resume") == 202
    third = server.upload(film)["id"]
    server.wait_for(third, "queued")
    assert server.job(first)["status"] == "queued"
    assert ask(server, first, "cancel") == 202
    server.wait_for(first, "cancelled", seconds=30)
    assert server.encoders(first) == []
    assert ask(server, second, "cancel") == 202
    server.wait_for(third, "completed")


def test_once_more_and_gone_at_the_same_moment(server: LiveServer, film: Path) -> None:
    """Either there is a whole new job or there is none."""
    origin = server.upload(film, start="false")["id"]
    server.wait_for(origin, "ready")
    with server.client() as client:
        jobs = [client.post(f"/api/jobs/{origin}/again/", json={"start": False}).json()["id"] for _ in range(6)]
    answers = [both(server, job) for job in jobs]
    assert {gone.status_code for _, gone in answers} == {204}
    assert {made.status_code for made, _ in answers} <= {201, 404, 410}
    for made, _ in answers:
        if made.status_code == 201:
            assert "source" in server.files(made.json()["id"])
            assert server.job(made.json()["id"])["status"] == "ready"
    known = {job["id"] for job in server.jobs()}
    server.wait_until(lambda: {folder.name for folder in (server.data / "jobs").iterdir()} == known)


def both(server: LiveServer, job: str) -> tuple[httpx.Response, httpx.Response]:
    together = Barrier(2)

    def send(method: str, path: str, **content: Any) -> httpx.Response:
        with server.client() as client:
            client.get("/api/devices/")  # the connection is open
            together.wait(20)
            return client.request(method, path, **content)

    with ThreadPoolExecutor(2) as pool:
        again = pool.submit(send, "POST", f"/api/jobs/{job}/again/", json={"start": False})
        gone = pool.submit(send, "DELETE", f"/api/jobs/{job}/")
        return again.result(), gone.result()
