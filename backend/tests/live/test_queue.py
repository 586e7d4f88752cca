"""The queue of the running program: pausing, places, hours, quick jobs, once more."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
import websockets

from testing.events import event_until

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

SLOW = json.dumps({"preset": "veryslow"})


def wait_until_encoding(server: LiveServer, job_id: str) -> None:
    server.wait_for(job_id, "processing")
    server.wait_until(lambda: any(".part." in name for name in server.files(job_id)))


def post(server: LiveServer, path: str, body: Any = None, status: int = 202) -> dict[str, Any]:
    with server.client() as client:
        response = client.post(path, json=body)
    assert response.status_code == status, response.text
    answer: dict[str, Any] = response.json()
    return answer


def stopped(server: LiveServer, job_id: str) -> bool:
    """Whether the job has encoders and all of them are stopped."""
    return server.encoder_states(job_id) == {psutil.STATUS_STOPPED}


@pytest.fixture
def server(make_server: ServerFactory) -> LiveServer:
    return make_server().start()


def test_a_paused_conversion_keeps_its_work_and_lets_others_pass(
    server: LiveServer, long_film: Path, film: Path
) -> None:
    long = server.upload(long_film)["id"]
    wait_until_encoding(server, long)
    assert post(server, f"/api/jobs/{long}/pause/")["status"] == "paused"
    server.wait_until(lambda: stopped(server, long))
    (encoder,) = server.encoders(long)
    short = server.upload(film)["id"]
    server.wait_for(short, "completed")
    assert post(server, f"/api/jobs/{long}/resume/")["status"] == "queued"
    server.wait_for(long, "processing", "verifying", "completed")
    encoders = server.encoders(long)
    assert encoders in ([encoder], []) or server.job(long)["status"] != "processing"  # what checks it is another one
    done = server.wait_for(long, "completed")
    assert (done["attempt"], done["progress"], done["source_available"]) == (1, 100, True)


def test_a_paused_conversion_is_cancelled_without_a_trace(server: LiveServer, long_film: Path) -> None:
    job = server.upload(long_film, options=SLOW)["id"]
    wait_until_encoding(server, job)
    post(server, f"/api/jobs/{job}/pause/")
    server.wait_until(lambda: stopped(server, job))
    post(server, f"/api/jobs/{job}/cancel/")
    server.wait_for(job, "cancelled", seconds=20)
    assert server.encoders(job) == []
    server.wait_until(lambda: server.files(job) == ["source", "still.jpg"])


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGKILL, id="the worker is killed"),
        pytest.param(signal.SIGTERM, id="the worker stops in good order"),
    ],
)
def test_a_paused_job_outlives_its_worker(server: LiveServer, long_film: Path, number: signal.Signals) -> None:
    job = server.upload(long_film)["id"]
    wait_until_encoding(server, job)
    post(server, f"/api/jobs/{job}/pause/")
    server.wait_until(lambda: stopped(server, job))
    server.stop(number)
    server.wait_until(lambda: server.encoders(job) == [])
    server.start()
    paused = server.job(job)
    assert (paused["status"], paused["progress"], paused["stage"]) == ("paused", 0, None)
    post(server, f"/api/jobs/{job}/resume/")
    server.wait_for(job, "completed", seconds=120)
    server.wait_until(lambda: server.files(job) == ["long.cast.mp4", "source", "still.jpg"])


def test_what_encodes_no_picture_does_not_wait_behind_a_long_film(
    server: LiveServer, long_film: Path, playable_film: Path
) -> None:
    long = server.upload(long_film, options=SLOW)["id"]
    wait_until_encoding(server, long)
    assert server.wait_for(server.upload(playable_film)["id"], "completed")["outcome"] == "already_plays"
    assert server.job(long)["status"] == "processing"


async def test_a_paused_queue_starts_nothing_until_it_is_opened_again(server: LiveServer, film: Path) -> None:
    async with websockets.connect(f"{server.socket_url}/ws/jobs/") as socket:
        snapshot = json.loads(await socket.recv())
        assert (snapshot["queue"]["paused"], snapshot["queue"]["open_now"]) == (False, True)
        with server.client() as client:
            told = client.patch("/api/queue/", json={"paused": True}).json()
            event = await event_until(socket, lambda event: event["type"] == "queue.updated")
            assert (event["seq"], event["queue"]["paused"]) == (told["seq"], True)
            assert event["seq"] > snapshot["queue"]["seq"]
            server.wait_for_trials()
            job = server.upload(film)["id"]
            queued = server.wait_for(job, "queued")
            assert queued["position"] == 1
            (worker,) = client.get("/api/queue/").json()["workers"]
            assert (worker["lanes"], worker["slots"], worker["running"]) == (["analyze", "quick", "convert"], 2, 0)
            assert "libx264" in worker["encoders"]
            assert server.job(job)["status"] == "queued"
            client.patch("/api/queue/", json={"paused": False})
        server.wait_for(job, "completed")


def test_another_device_needs_no_second_upload_and_each_job_its_own_life(server: LiveServer, film: Path) -> None:
    first = server.upload(film)["id"]
    server.wait_for(first, "completed")
    second = post(server, f"/api/jobs/{first}/again/", {"device": "chromecast-3"}, 201)
    assert (second["device"], second["status"], second["plan"]["device"]) == ("chromecast-3", "queued", "chromecast-3")
    with server.client() as client:
        assert client.delete(f"/api/jobs/{first}/").status_code == 204
    done = server.wait_for(second["id"], "completed")
    assert done["still_url"]
    with server.client() as client:
        assert client.get(done["still_url"]).status_code == 200
        assert client.get(done["outputs"][0]["url"]).status_code == 200


def test_a_job_for_later_waits_until_its_time(server: LiveServer, film: Path) -> None:
    job = server.upload(film, start="false")["id"]
    server.wait_for(job, "ready")
    with server.client() as client:
        client.patch(f"/api/jobs/{job}/", json={"not_before": "2999-01-01T00:00:00Z"})
        post(server, f"/api/jobs/{job}/start/")
        waiting = server.job(job)
        assert (waiting["status"], waiting["position"]) == ("queued", None)
        assert client.patch(f"/api/jobs/{job}/", json={"not_before": None}).status_code == 200
    server.wait_for(job, "completed")
