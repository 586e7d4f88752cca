"""A film's way through the running program."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import websockets

from testing.events import Event, event_until

if TYPE_CHECKING:
    from testing.live_server import LiveServer


async def events_until(url: str, job_name: str, status: str, then: Any) -> list[Event]:
    """All events of the socket from its first, until the job called ``job_name`` has ``status``.

    ``then`` is called once the first event has come.
    """
    seen: list[Event] = []
    async with websockets.connect(url) as socket:
        seen.append(json.loads(await socket.recv()))
        await asyncio.to_thread(then)
        async with asyncio.timeout(180):
            async for message in socket:
                event = json.loads(message)
                seen.append(event)
                job = event.get("job", {})
                if job.get("filename") == job_name and job["status"] == status:
                    return seen
    raise AssertionError("the socket closed")


def named(film: Path, tmp_path: Path, name: str) -> Path:
    """The same film under a name of the test's own."""
    path = tmp_path / name
    path.hardlink_to(film)
    return path


async def test_events_tell_the_whole_story_in_order(
    live_server_process: LiveServer, film: Path, tmp_path: Path
) -> None:
    server, path = live_server_process, named(film, tmp_path, "story.mkv")
    events = await events_until(f"{server.socket_url}/ws/jobs/", path.name, "completed", lambda: server.upload(path))
    assert events[0]["type"] == "jobs.snapshot"
    job_id = next(e["job"]["id"] for e in events if e.get("job", {}).get("filename") == path.name)
    own = [e for e in events[1:] if e.get("job", {}).get("id") == job_id]
    numbers = [e["seq"] for e in own]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(e["job"]["seq"] == e["seq"] for e in own)
    statuses = list(dict.fromkeys(e["job"]["status"] for e in own))
    order = ["uploading", "pending", "analyzing", "queued", "processing", "verifying", "completed"]
    assert statuses == [status for status in order if status in statuses]  # quick ones may be passed over
    assert {"processing", "completed"} <= set(statuses)
    last, now = own[-1]["job"], server.job(job_id)
    told = ("status", "outcome", "progress", "outputs", "warnings", "completed_at")
    assert {name: last[name] for name in told} == {name: now[name] for name in told}


async def test_progress_comes_about_once_a_second_and_grows(
    live_server_process: LiveServer, long_film: Path, tmp_path: Path
) -> None:
    server, path = live_server_process, named(long_film, tmp_path, "progress.mkv")
    events = await events_until(f"{server.socket_url}/ws/jobs/", path.name, "completed", lambda: server.upload(path))
    job_id = next(e["job"]["id"] for e in events if e.get("job", {}).get("filename") == path.name)
    progress = [e["job"] for e in events if e["type"] == "job.progress" and e["job"]["id"] == job_id]
    assert len(progress) >= 2
    shares = [figures["progress"] for figures in progress]
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 100
    assert any(figures["speed"] and figures["eta_seconds"] is not None for figures in progress)


async def test_who_comes_late_gets_the_present_state(live_server_process: LiveServer, film: Path) -> None:
    server = live_server_process
    job = server.upload(film, start="false")
    ready = server.wait_for(job["id"], "ready")
    async with websockets.connect(f"{server.socket_url}/ws/conversion/{job['id']}/") as socket:
        event = json.loads(await asyncio.wait_for(socket.recv(), 60))
        assert (event["type"], event["job"]["id"], event["job"]["status"]) == ("job.updated", job["id"], "ready")
        assert (event["job"]["streams"], event["job"]["plan"]) == (ready["streams"], ready["plan"])
        assert event["seq"] >= ready["seq"]
        with server.client() as client:
            assert client.delete(f"/api/jobs/{job['id']}/").status_code == 204
        gone = await event_until(socket, lambda event: event["type"] == "job.deleted")
        assert gone["job"] == {"id": job["id"]}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/ws/conversion/6f2c1f9e-0000-4000-8000-000000000000/", id="no such job"),
        pytest.param("/ws/nowhere/", id="no such socket"),
    ],
)
async def test_a_socket_about_nothing_closes_with_4404(live_server_process: LiveServer, path: str) -> None:
    async with websockets.connect(live_server_process.socket_url + path) as socket:
        with pytest.raises(websockets.ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4404


def test_upload_look_start_download_delete(
    live_server_process: LiveServer, film: Path, tmp_path: Path, data_directory: Path
) -> None:
    server, path = live_server_process, named(film, tmp_path, "Amélie: 100 %.mkv")
    job = server.upload(path, start="false", device="chromecast-3", options='{"profile": "fast"}')
    assert (job["status"], job["filename"], job["device"]) == ("pending", path.name, "chromecast-3")
    ready = server.wait_for(job["id"], "ready")
    assert [s["kind"] for s in ready["streams"]] == ["video", "audio", "subtitle"]
    with server.client() as client:
        assert client.get(ready["still_url"]).headers["content-type"] == "image/jpeg"
        started = client.post(f"/api/jobs/{job['id']}/start/")
        assert (started.status_code, started.json()["status"]) == (202, "queued")
        done = server.wait_for(job["id"], "completed")
        assert (done["outcome"], done["progress"], done["error"]) == ("converted", 100, None)
        video, subtitle = done["outputs"]
        assert (video["kind"], video["name"]) == ("video", "Amélie_ 100 %.cast.mp4")
        assert (subtitle["kind"], subtitle["language"]) == ("subtitle", "en")
        _whole_and_parts_agree(client, video)
        text = client.get(subtitle["url"])
        assert text.headers["content-type"] == "text/vtt; charset=utf-8"
        assert text.text.startswith("WEBVTT")
        assert client.delete(f"/api/jobs/{job['id']}/").status_code == 204
        assert client.get(video["url"]).status_code == 404
    assert not server.directory(job["id"]).exists()


def _whole_and_parts_agree(client: Any, output: dict[str, Any]) -> None:
    url = output["url"]
    whole = client.get(url)
    assert (whole.status_code, len(whole.content)) == (200, output["size"])
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.headers["content-disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''Am%C3%A9lie" in whole.headers["content-disposition"]
    assert client.get(url, params={"inline": "1"}).headers["content-disposition"].startswith("inline; ")
    head = client.head(url)
    assert (head.headers["content-length"], head.content) == (str(output["size"]), b"")
    part = client.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{output['size']}"
    end = client.get(url, headers={"Range": "bytes=-5", "If-Range": whole.headers["etag"]})
    assert (end.status_code, end.content) == (206, whole.content[-5:])
    changed = client.get(url, headers={"Range": "bytes=0-4", "If-Range": '"another"'})
    assert (changed.status_code, len(changed.content)) == (200, output["size"])
    assert client.get(url, headers={"Range": f"bytes={output['size']}-"}).status_code == 416


def test_a_film_that_plays_as_it_is_is_its_own_result(live_server_process: LiveServer, playable_film: Path) -> None:
    server = live_server_process
    done = server.wait_for(server.upload(playable_film)["id"], "completed")
    assert done["outcome"] == "already_plays"
    (output,) = done["outputs"]
    assert (output["name"], output["content_type"]) == (playable_film.name, "video/mp4")
    with server.client() as client:
        assert client.get(output["url"]).content == playable_film.read_bytes()


def test_what_is_no_film_fails_with_a_reason(live_server_process: LiveServer, tmp_path: Path) -> None:
    server, path = live_server_process, tmp_path / "letter.mkv"
    path.write_text("Dear Sir or Madam")
    failed = server.wait_for(server.upload(path)["id"], "failed")
    assert failed["error"]["code"] == "not_media"
    assert failed["error"]["message"] == "'letter.mkv' is not a film or sound that can be read."
    assert failed["error"]["hint"]
    assert failed["completed_at"]


def test_what_can_never_become_a_film_takes_no_room(live_server_process: LiveServer, tmp_path: Path) -> None:
    server, path = live_server_process, tmp_path / "It's a letter.mkv"
    path.write_text("Dear Sir or Madam")
    failed = server.wait_for(server.upload(path)["id"], "failed")
    assert not failed["source_available"]
    server.wait_until(lambda: server.files(failed["id"]) == [])
    with server.client() as client:
        for action in ("retry", "again"):
            assert client.post(f"/api/jobs/{failed['id']}/{action}/", json={}).status_code == 410


def test_an_empty_film_is_told_of_by_its_name(live_server_process: LiveServer, tmp_path: Path) -> None:
    server, path = live_server_process, tmp_path / "It's empty.mkv"
    path.touch()
    failed = server.wait_for(server.upload(path)["id"], "failed")
    assert failed["error"]["message"] == '"It\'s empty.mkv" is empty: it has no bytes.'


def test_cancel_ends_the_encoder_and_leaves_no_files(live_server_process: LiveServer, long_film: Path) -> None:
    """The promise is two seconds; the machine may be busy."""
    server = live_server_process
    job = server.upload(long_film, options='{"preset": "veryslow"}')
    server.wait_for(job["id"], "processing")
    server.wait_until(lambda: server.encoders(job["id"]))
    with server.client() as client:
        cancelled = client.post(f"/api/jobs/{job['id']}/cancel/")
        assert cancelled.status_code == 202
        assert cancelled.json()["status"] in ("cancelling", "cancelled")
        ended = server.wait_for(job["id"], "cancelled", seconds=20)
        assert server.encoders(job["id"]) == []
        server.wait_until(lambda: server.files(job["id"]) == ["source", "still.jpg"])
        assert (ended["outputs"], ended["stage"]) == ([], None)
        again = client.post(f"/api/jobs/{job['id']}/cancel/")
        assert (again.status_code, again.json()["state"]) == (409, "cancelled")
        assert client.post(f"/api/jobs/{job['id']}/retry/").status_code == 202
        server.wait_for(job["id"], "processing")
        assert client.delete(f"/api/jobs/{job['id']}/").status_code == 202
        server.wait_until(lambda: not server.directory(job["id"]).exists())
        assert server.encoders(job["id"]) == []
        assert client.get(f"/api/jobs/{job['id']}/").status_code == 404
