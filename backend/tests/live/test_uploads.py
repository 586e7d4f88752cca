"""Films coming in over HTTP."""

from __future__ import annotations

import http.client
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from testing.unreadable import noise

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

MEGABYTE = 1024 * 1024


def form(*parts: tuple[str, str | None, bytes], end: bool = True) -> bytes:
    body = b""
    for name, filename, value in parts:
        extra = "" if filename is None else f'; filename="{filename}"'
        head = f'--XX\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'
        body += head.encode() + value + b"\r\n"
    return body + (b"--XX--\r\n" if end else b"")


TYPE = {"Content-Type": "multipart/form-data; boundary=XX"}


def stored(server: LiveServer) -> set[str]:
    """Its jobs and their directories. On a server that others use, some may go at any time."""
    return {job["id"] for job in server.jobs()} | {folder.name for folder in (server.data / "jobs").glob("*")}


def test_a_large_file_streams_through_in_constant_memory(live_server_process: LiveServer) -> None:
    server, size = live_server_process, 200 * MEGABYTE
    server.wait_for_trials()
    before, peak, block = server.resident(), 0, bytes(MEGABYTE)
    head = form(("start", None, b"false"), ("file", "zeros.mkv", b""), end=False)[:-2]
    tail = b"\r\n--XX--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.putrequest("POST", "/api/upload/")
    connection.putheader("Content-Type", TYPE["Content-Type"])
    connection.putheader("Content-Length", str(len(head) + size + len(tail)))
    connection.endheaders()
    connection.send(head)
    for number in range(size // MEGABYTE):
        connection.send(block)
        if number % 10 == 0:
            peak = max(peak, server.resident())
    connection.send(tail)
    response = connection.getresponse()
    assert response.status == 201
    connection.close()
    assert peak - before < 40 * MEGABYTE
    assert server.wait_for(response.headers["Location"].split("/")[-2], "failed")["input_size"] == size


def test_an_upload_that_breaks_off_leaves_nothing(live_server_process: LiveServer) -> None:
    server = live_server_process
    before = stored(server)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest("POST", "/api/upload/")
    connection.putheader("Content-Type", TYPE["Content-Type"])
    connection.putheader("Content-Length", str(10 * MEGABYTE))
    connection.endheaders()
    connection.send(form(("file", "half.mkv", bytes(3 * MEGABYTE)), end=False))
    server.wait_until(lambda: stored(server) - before)
    connection.close()
    server.wait_until(lambda: stored(server) <= before)


FILE = ("file", "a.mkv", b"film")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(form(FILE, ("device", None, b"toaster")), 422, "unknown_device", id="device after the file"),
        pytest.param(form(("device", None, b"toaster"), FILE), 422, "unknown_device", id="device before the file"),
        pytest.param(form(FILE, ("options", None, b'{"crf": 99}')), 422, "invalid_options", id="a wrong value"),
        pytest.param(form(FILE, ("options", None, b"crf=9")), 422, "invalid_options", id="options that are no JSON"),
        pytest.param(form(("file", "..", b"film")), 422, "invalid_file_name", id="no name"),
        pytest.param(form(FILE, end=False), 400, "upload_incomplete", id="a form without its end"),
        pytest.param(form(("start", None, b"true")), 400, "upload_incomplete", id="a form without a file"),
        pytest.param(b"film", 400, "upload_incomplete", id="no form"),
    ],
)
def test_what_is_refused_leaves_nothing(live_server_process: LiveServer, body: bytes, status: int, code: str) -> None:
    before = stored(live_server_process)
    with live_server_process.client() as client:
        response = client.post("/api/upload/", content=body, headers=TYPE)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["code"] == code
    assert stored(live_server_process) <= before


def test_the_name_on_the_disk_is_never_the_users(live_server_process: LiveServer) -> None:
    server = live_server_process
    with server.client() as client:
        body = form(("file", "a/../../b\u202e.mkv", noise(100)))
        job = client.post("/api/upload/", content=body, headers=TYPE).json()
    assert job["filename"] == "b.mkv"
    server.wait_for(job["id"], "failed")
    assert server.files(job["id"]) == ["source"]


def test_json_is_never_a_gigabyte(live_server_process: LiveServer) -> None:
    with live_server_process.client() as client:
        response = client.post("/api/jobs/x/start/", content=bytes(2 * MEGABYTE))
    assert (response.status_code, response.json()["code"]) == (413, "invalid_request")


def test_only_post(live_server_process: LiveServer) -> None:
    with live_server_process.client() as client:
        response = client.get("/api/upload/")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


@pytest.fixture
def narrow_server(make_server: ServerFactory) -> LiveServer:
    return make_server(MAX_UPLOAD_SIZE="1M").start()


def test_what_is_too_large_is_refused_before_and_during(narrow_server: LiveServer, tmp_path: Path) -> None:
    server, big = narrow_server, form(("file", "big.mkv", bytes(2 * MEGABYTE)))
    with server.client() as client:
        announced = client.post("/api/upload/", content=big, headers=TYPE)
        assert (announced.status_code, announced.json()["code"]) == (413, "file_too_large")
        assert announced.json()["limit"] == MEGABYTE
        pieces = (big[start : start + 65536] for start in range(0, len(big), 65536))
        unannounced = client.post("/api/upload/", content=pieces, headers=TYPE)
        assert (unannounced.status_code, unannounced.json()["code"]) == (413, "file_too_large")
        assert client.post("/api/upload/", content=form(FILE), headers=TYPE).status_code == 201
    assert len(stored(server)) == 1


def test_what_the_disk_cannot_hold_is_refused(make_server: ServerFactory) -> None:
    server = make_server(DISK_RESERVE="1000T").start()
    with server.client() as client:
        response = client.post("/api/upload/", content=form(FILE), headers=TYPE)
        assert (response.status_code, response.json()["code"]) == (507, "no_space")
        assert response.json()["needs"] > response.json()["free"]
        health = client.get("/health/")
        assert (health.status_code, health.json()["state"]) == (503, "down")
    assert stored(server) == set()
