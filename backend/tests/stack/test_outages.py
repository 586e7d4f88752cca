"""A part dies, or a server behind the parts: work goes on, or goes on again by itself."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import websockets

if TYPE_CHECKING:
    from testing.stack import Stack

NOISE = 30.0  # seconds that other programs on this machine may cost
SLOW = '{"preset": "veryslow"}'


def encoding_worker(stack: Stack, job_id: str) -> str:
    """The worker that has the job, once its encoder runs."""
    stack.wait_for(job_id, "processing")
    stack.wait_until(lambda: stack.encoders(job_id))
    owner = str(_database(stack, "SELECT lease_owner FROM conversions_job WHERE id = %s", job_id))
    [name] = [name for name, process in stack.processes.items() if f"-{process.pid}-" in owner]
    return name


def _database(stack: Stack, question: str, *values: str) -> object:
    import psycopg

    with psycopg.connect(stack.database_url) as database:
        row = database.execute(question, values).fetchone()
    return row[0] if row else None


def test_a_killed_worker_s_job_goes_to_another(stack: Stack, long_film: Path) -> None:
    job = stack.upload(long_film)
    name = encoding_worker(stack, job["id"])
    stack.processes[name].kill()
    begun = time.monotonic()
    try:
        stack.wait_until(lambda: stack.job(job["id"])["attempt"] == 2, seconds=60)
        assert time.monotonic() - begun < stack.lease_seconds + 5 + NOISE
        done = stack.wait_for(job["id"], "completed", seconds=180)
    finally:
        stack.processes[name].start()
    assert len(done["outputs"]) == 1
    assert stack.encoders(job["id"]) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_gives_its_job_back(stack: Stack, long_film: Path, number: signal.Signals) -> None:
    job = stack.upload(long_film, options=SLOW)
    name = encoding_worker(stack, job["id"])
    process = stack.processes[name]
    try:
        process.stop_signal = number
        assert process.stop(seconds=30) == 0
        assert stack.wait_for(job["id"], "processing", "completed")["attempt"] == 1
    finally:
        process.stop_signal = signal.SIGTERM
        process.start()
        with stack.client() as client:
            client.delete(f"/api/jobs/{job['id']}/")
    stack.wait_until(lambda: not stack.encoders(job["id"]))


def test_without_redis_everything_goes_on(stack: Stack, film: Path, long_film: Path) -> None:
    running = stack.upload(long_film)
    encoding_worker(stack, running["id"])
    stack.processes["redis"].kill()
    try:
        with stack.client() as client:
            health = client.get("/health/")
        assert (health.status_code, health.json()["state"]) == (200, "degraded")
        assert stack.wait_for(stack.upload(film)["id"], "completed", seconds=90)["attempt"] == 1
        stack.restart("worker-1")
        stack.restart("web-1")
    finally:
        stack.processes["redis"].start()
    stack.wait_for(running["id"], "completed", seconds=180)
    stack.wait_until(lambda: _state(stack) == "ok")


def _state(stack: Stack) -> object:
    with stack.client() as client:
        return client.get("/health/").json().get("state")


def test_a_database_that_restarts_is_found_again(stack: Stack, long_film: Path) -> None:
    job = stack.upload(long_film)
    encoding_worker(stack, job["id"])
    stack.processes["postgres"].kill()
    stack.processes["postgres"].start()
    stack.wait_until(stack.is_healthy, seconds=30)
    done = stack.wait_for(job["id"], "completed", seconds=180)
    assert len(done["outputs"]) == 1
    assert all(process.is_running for process in stack.processes.values())


def test_a_result_outlives_a_database_that_is_away_for_longer_than_a_lease(stack: Stack, long_film: Path) -> None:
    """Nobody takes the film for a dead worker's: the caretakers let the living speak first."""
    job = stack.upload(long_film)["id"]
    stack.wait_for(job, "verifying")
    stack.processes["postgres"].kill()
    time.sleep(stack.lease_seconds + 3)
    stack.processes["postgres"].start()
    stack.wait_until(stack.is_healthy, seconds=30)
    done = stack.wait_for(job, "completed", seconds=120)
    assert (done["attempt"], len(done["outputs"])) == (1, 1)


def test_a_claim_that_hangs_holds_up_nothing_but_claims(stack: Stack, film: Path) -> None:
    """Its process stands still with the queue's row in its hand, and dies."""
    import psycopg

    job = stack.upload(film, start="false")["id"]
    stack.wait_for(job, "ready")
    with psycopg.connect(stack.database_url) as hanging, stack.client() as client:
        hanging.execute("SELECT * FROM conversions_queuerule FOR UPDATE").fetchall()
        assert client.post(f"/api/jobs/{job}/start/").status_code == 202
        assert client.get("/api/jobs/").status_code == 200
        assert client.post(f"/api/jobs/{job}/pause/").status_code == 202
        assert client.post(f"/api/jobs/{job}/resume/").status_code == 202
        assert client.get("/api/queue/").json()["waiting"] == 1
        assert stack.job(job)["status"] == "queued"
        hanging.close()
    stack.wait_for(job, "completed")


def test_without_workers_health_says_that_films_wait(stack: Stack) -> None:
    workers = [process for name, process in stack.processes.items() if name.startswith("worker-")]
    for worker in workers:
        worker.stop()
    try:
        assert _state(stack) == "degraded"
    finally:
        for worker in workers:
            worker.start()
    stack.wait_until(lambda: _state(stack) == "ok")


async def _next(socket: websockets.ClientConnection) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), 60))
    return event


async def test_who_listens_is_brought_up_to_date_when_redis_is_back(stack: Stack, film: Path) -> None:
    """What happened meanwhile was told to nobody."""
    address = f"{stack.socket_url}/ws/jobs/"
    async with websockets.connect(address, max_size=None) as early:
        assert (await _next(early))["type"] == "jobs.snapshot"
        stack.processes["redis"].kill()
        try:
            job = await asyncio.to_thread(stack.upload, film, start="false")
            await asyncio.to_thread(stack.wait_for, job["id"], "ready")
            async with websockets.connect(address, max_size=None) as late:
                assert (await _next(late))["type"] == "jobs.snapshot"
                stack.processes["redis"].start()
                await _until_told(early, job["id"])
                with stack.client() as client:
                    client.patch(f"/api/jobs/{job['id']}/", json={"device": "chromecast-3"}).raise_for_status()
                await _until_told(late, job["id"], device="chromecast-3")
        finally:
            if not stack.processes["redis"].is_running:
                stack.processes["redis"].start()


async def _until_told(socket: websockets.ClientConnection, job_id: str, **facts: str) -> None:
    while True:
        event = await _next(socket)
        jobs = event.get("jobs") or [event.get("job", {})]
        if any(job.get("id") == job_id and facts.items() <= job.items() for job in jobs):
            return
