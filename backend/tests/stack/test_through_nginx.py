"""What a browser meets: nginx in front of two web servers and a WebSocket server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import websockets
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

if TYPE_CHECKING:
    from testing.stack import Stack

MEGABYTE = 1024 * 1024


def test_a_film_goes_all_the_way(stack: Stack, film: Path) -> None:
    done = stack.wait_for(stack.upload(film)["id"], "completed")
    url = done["outputs"][0]["url"]
    with stack.client() as client:
        whole = client.get(url)
        assert (whole.status_code, len(whole.content)) == (200, done["output_size"])
        assert whole.headers["content-type"] == "video/mp4"
        assert "attachment" in whole.headers["content-disposition"]
        assert whole.headers["x-content-type-options"] == "nosniff"
        part = client.get(url, headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, whole.content[10:20])
        end = client.get(url, headers={"Range": "bytes=-5", "If-Range": whole.headers["etag"]})
        assert (end.status_code, end.content) == (206, whole.content[-5:])
        assert client.head(url).headers["content-length"] == str(done["output_size"])
        assert client.get(url, headers={"Range": "bytes=999999999-"}).status_code == 416


def test_downloads_keep_to_the_same_rules_as_without_nginx(stack: Stack, film: Path) -> None:
    done = stack.wait_for(stack.upload(film)["id"], "completed")
    url = done["outputs"][0]["url"]
    with stack.client() as client:
        whole = client.get(url)
        tag, modified = whole.headers["etag"], whole.headers["last-modified"]
        assert not tag.startswith("W/")
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(url, headers={"If-Modified-Since": modified}).status_code == 304
        other = client.get(url, headers={"Range": "bytes=0-9", "If-Range": '"other"'})
        assert (other.status_code, other.content) == (200, whole.content)
        parts = client.get(url, headers={"Range": "bytes=0-1,-3"})
        assert (parts.status_code, whole.content[-3:] in parts.content) == (206, True)
        assert parts.headers["content-type"].startswith("multipart/byteranges")
        assert client.get(url, headers={"Range": "bytes=9-0"}).status_code in (200, 416)
        beyond = client.get(url, headers={"Range": "bytes=999999999-"})
        assert beyond.headers["content-range"] == f"bytes */{done['output_size']}"
        archive_url = f"/api/jobs/download/?ids={done['id']}"
        archive = client.get(archive_url)
        assert archive.headers["content-length"] == str(len(archive.content))
        part = client.get(archive_url, headers={"Range": "bytes=100-", "If-Range": archive.headers["etag"]})
        assert (part.status_code, part.content) == (206, archive.content[100:])


def test_the_files_location_is_nginx_own(stack: Stack, film: Path) -> None:
    job = stack.upload(film, start="false")
    with stack.client() as client:
        assert (stack.data / "jobs" / job["id"] / "source").is_file()
        assert client.get(f"/protected/jobs/{job['id']}/source").status_code == 404


def _body_of(size: int, boundary: str, spooled: list[int], folder: Path) -> Iterator[bytes]:
    """A form with a file of zeros; notes meanwhile what lies in ``folder``."""
    yield (
        f'--{boundary}\r\nContent-Disposition: form-data; name="start"\r\n\r\nfalse\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="zeros.mkv"\r\n\r\n'
    ).encode()
    block = bytes(MEGABYTE)
    for _ in range(size // MEGABYTE):
        yield block
        spooled.append(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))
    yield f"\r\n--{boundary}--\r\n".encode()


def test_an_upload_is_neither_limited_nor_written_down_by_nginx(stack: Stack) -> None:
    spooled: list[int] = []
    folder = stack.directory / "nginx"
    at_rest = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    body = _body_of(300 * MEGABYTE, "X", spooled, folder)
    with stack.client() as client:
        answer = client.post("/api/upload/", content=body, headers={"Content-Type": "multipart/form-data; boundary=X"})
        assert answer.status_code == 201, answer.text
        assert answer.json()["input_size"] == 300 * MEGABYTE
        assert max(spooled) < at_rest + MEGABYTE
        stack.wait_for(answer.json()["id"], "failed")
        client.delete(f"/api/jobs/{answer.json()['id']}/")


def test_pages_come_with_their_headers(stack: Stack) -> None:
    with stack.client() as client:
        home = client.get("/", headers={"Accept-Language": "fr-CH,fr;q=0.9"})
        assert (home.status_code, home.headers["location"]) == (307, "/fr/")
        page = client.get("/fr/", headers={"Accept-Encoding": "gzip"})
        assert page.status_code == 200
        assert page.headers["content-encoding"] == "gzip"
        assert "script-src 'self' 'sha256-" in page.headers["content-security-policy"]
        assert page.headers["x-frame-options"] == "DENY"
        assert page.headers["cache-control"] == "no-cache"
        assert client.get("/fr/nowhere/").status_code == 404
        script = page.text.partition('src="/_next/static/')[2].partition('"')[0]
        static = client.get(f"/_next/static/{script}")
        assert static.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert client.get("/en/").headers.get("server") == "nginx"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Host": "evil.example"}, id="DNS rebinding"),
        pytest.param({"Origin": "http://evil.example"}, id="foreign origin"),
        pytest.param({"Host": "evil.example", "X-Forwarded-Host": "localhost"}, id="a forwarded name made up"),
    ],
)
def test_other_sites_are_refused(stack: Stack, headers: dict[str, str]) -> None:
    with stack.client() as client:
        assert client.get("/api/jobs/", headers=headers).status_code == 403


async def _events(stack: Stack, count: int, job_id: str) -> list[dict[str, Any]]:
    async with websockets.connect(
        f"{stack.socket_url}/ws/jobs/", origin=websockets.Origin(stack.url), max_size=None
    ) as socket:
        assert json.loads(await socket.recv())["type"] == "jobs.snapshot"
        with stack.client() as client:
            client.post(f"/api/jobs/{job_id}/start/").raise_for_status()
        return [json.loads(await asyncio.wait_for(socket.recv(), 30)) for _ in range(count)]


async def test_live_events_cross_all_processes(stack: Stack, film: Path) -> None:
    job = await asyncio.to_thread(stack.upload, film, start="false")
    await asyncio.to_thread(stack.wait_for, job["id"], "ready")
    events = [event for event in await _events(stack, 3, job["id"]) if event["job"].get("id") == job["id"]]
    assert {event["type"] for event in events} <= {"job.updated", "job.progress"}
    assert events
    await asyncio.to_thread(stack.wait_for, job["id"], "completed")


async def test_a_web_server_has_no_sockets(stack: Stack) -> None:
    with pytest.raises(websockets.InvalidStatus):
        async with websockets.connect(f"ws://127.0.0.1:{stack.port_of('web-1')}/ws/jobs/"):
            pass


def test_a_websocket_server_has_nothing_else(stack: Stack) -> None:
    url = f"http://127.0.0.1:{stack.port_of('websocket')}"
    assert httpx.get(f"{url}/health/live/").status_code == 200
    for path in ("/", "/api/jobs/", "/api/upload/"):
        assert httpx.get(f"{url}{path}").status_code == 404


def test_a_dead_web_server_is_not_noticed(stack: Stack) -> None:
    def status(_number: int) -> int:
        return httpx.get(f"{stack.url}/api/jobs/", timeout=30).status_code

    stack.processes["web-1"].kill()
    try:
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(status, range(40))) == {200}
    finally:
        stack.processes["web-1"].start()


def test_with_no_web_server_left_programs_are_told_so(stack: Stack) -> None:
    webs = [process for name, process in stack.processes.items() if name.startswith("web-")]
    for web in webs:
        web.kill()
    try:
        with stack.client() as client:
            answer = client.get("/api/jobs/")
            assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
            assert answer.json()["code"] == "unavailable"
            assert answer.headers["retry-after"] == "2"
    finally:
        for web in webs:
            web.start()
    stack.wait_until(stack.is_healthy)


async def test_after_a_websocket_server_s_death_the_present_state_is_there_again(stack: Stack) -> None:
    address = f"{stack.socket_url}/ws/jobs/"
    async with websockets.connect(address, max_size=None) as socket:
        await socket.recv()
        stack.processes["websocket"].kill()
        await asyncio.wait_for(socket.wait_closed(), 30)
    stack.processes["websocket"].start()
    await asyncio.to_thread(stack.wait_until, lambda: _is_open(address))


def _is_open(address: str) -> bool:
    """nginx leaves a server that failed alone for two seconds."""
    try:
        with connect(address, max_size=None) as socket:
            return "jobs.snapshot" in str(socket.recv(timeout=30))
    except (InvalidStatus, OSError):
        return False
