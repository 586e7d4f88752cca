"""What a client may tell or send wrongly, by either way in: a clear word, and nothing left behind."""

from __future__ import annotations

import base64
import hashlib
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from testing.unreadable import noise

from .test_tus import BYTES, TUS, begin, create, job_of, offset, send, spooled, told

if TYPE_CHECKING:
    from testing.live_server import LiveServer

CONTENT = b"twenty bytes of film"


def is_clear(answer: httpx.Response) -> bool:
    """What happened and what to do now, as a problem document."""
    problem = answer.json()
    return (
        answer.headers["content-type"] == "application/problem+json"
        and problem["status"] == answer.status_code
        and problem["title"].endswith(".")
        and problem["hint"].endswith(".")
    )


def everything(server: LiveServer) -> tuple[list[str], list[Path], list[str]]:
    """That uploads leave: in the spool, in the storage, in the database."""
    jobs = server.data / "jobs"
    stored = sorted(jobs.rglob("*")) if jobs.exists() else []
    return spooled(server), stored, sorted(job["id"] for job in server.jobs())


def summed(name: str, content: bytes) -> str:
    return f"{name} {base64.b64encode(hashlib.new('sha1', content).digest()).decode()}"


@pytest.mark.parametrize(
    ("headers", "status", "title"),
    [
        pytest.param({"Upload_Length": "-1"}, 400, "upload-length must be a number", id="a negative size"),
        pytest.param({"Upload_Length": "1e3"}, 400, "upload-length must be a number", id="a size as a computer's"),
        pytest.param({"Upload_Length": "9" * 30}, 400, "upload-length must be a number", id="a size beyond all disks"),
        pytest.param({"Upload_Length": str(10**17)}, 413, "larger than this server takes", id="a huge size"),
        pytest.param({"Upload_Length": ""}, 400, "upload-length must be a number", id="no size"),
        pytest.param({"Upload_Metadata": told(filetype="video/x-matroska")}, 422, "no name", id="no name"),
        pytest.param({"Upload_Metadata": told(filename="....")}, 422, "no name", id="only dots"),
        pytest.param({"Upload_Metadata": told(filename="a/b/..")}, 422, "no name", id="a path to a folder above"),
        pytest.param({"Upload_Metadata": told(filename="\0\u202e")}, 422, "no name", id="nothing that can be seen"),
        pytest.param({"Upload_Metadata": "filename a=b"}, 400, "not base64", id="no base64"),
        pytest.param({"Upload_Metadata": "filename " + "YQ" * 20_000}, 400, "too long", id="endless metadata"),
        pytest.param({"Upload_Metadata": told(filename="a", options="[")}, 422, "not JSON", id="options that are none"),
        pytest.param({"Upload_Metadata": told(filename="a", start="?")}, 422, "true or false", id="a third way"),
        pytest.param({"Upload_Concat": "half"}, 400, "partial or final", id="a part of an unknown kind"),
        pytest.param({"Tus_Resumable": "0.2.2"}, 412, "speaks tus 1.0.0", id="an old protocol"),
    ],
)
def test_what_cannot_begin(live_server_process: LiveServer, headers: dict[str, str], status: int, title: str) -> None:
    server = live_server_process
    before = everything(server)
    answer = create(server, len(CONTENT), **headers)
    assert (answer.status_code, title in answer.json()["title"]) == (status, True), answer.text
    assert is_clear(answer)
    assert everything(server) == before


@pytest.mark.parametrize(
    ("at", "content", "headers", "status", "title"),
    [
        pytest.param("0", CONTENT + b"!", {}, 413, "More bytes came", id="more than announced"),
        pytest.param("1", CONTENT[1:], {}, 409, "stands at another place", id="a piece that leaves one out"),
        pytest.param("20", b"", {}, 409, "stands at another place", id="at the end, which has not come"),
        pytest.param("-1", CONTENT, {}, 400, "must be a number", id="before the beginning"),
        pytest.param("x", CONTENT, {}, 400, "must be a number", id="no place"),
        pytest.param("0", CONTENT, {"Content_Type": "video/mp4"}, 415, "another type", id="another type"),
        pytest.param(
            "0", CONTENT, {"Upload_Checksum": summed("sha1", b"x")}, 460, "damaged", id="a checksum of other bytes"
        ),
        pytest.param(
            "0", CONTENT, {"Upload_Checksum": summed("crc32", CONTENT)}, 400, "algorithms", id="an unknown algorithm"
        ),
        pytest.param("0", CONTENT, {"Upload_Checksum": "sha1 ???"}, 400, "not base64", id="a checksum that is none"),
        pytest.param("0", CONTENT, {"Upload_Checksum": "sha1 YQ=="}, 460, "damaged", id="a checksum that is too short"),
    ],
)
def test_a_piece_that_does_not_fit(
    live_server_process: LiveServer, at: str, content: bytes, headers: dict[str, str], status: int, title: str
) -> None:
    """The upload stays as it was and goes on; given up, it leaves nothing."""
    server = live_server_process
    before = everything(server)
    address = begin(server, len(CONTENT))
    with server.client() as client:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = client.patch(address, content=content, headers={**BYTES, "Upload-Offset": at, **named})
        assert (answer.status_code, title in answer.json()["title"]) == (status, True), answer.text
        assert is_clear(answer)
        assert offset(server, address) == 0
        assert send(server, address, 0, CONTENT[:5]).headers["upload-offset"] == "5"
        assert client.delete(address, headers=TUS).status_code == 204
    assert everything(server) == before


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        pytest.param({}, CONTENT + b"!", 413, id="more than announced"),
        pytest.param({"Upload-Checksum": summed("sha1", b"x")}, CONTENT, 460, id="a checksum of other bytes"),
        pytest.param({"Upload-Checksum": summed("crc32", CONTENT)}, CONTENT, 400, id="an unknown algorithm"),
    ],
)
def test_what_cannot_begin_with_its_first_bytes(
    live_server_process: LiveServer, headers: dict[str, str], content: bytes, status: int
) -> None:
    """Nobody has been told the address of what was begun."""
    server = live_server_process
    before = everything(server)
    known = {"Upload-Length": str(len(CONTENT)), "Upload-Metadata": told(filename="a.mkv", start="false")}
    with server.client() as client:
        answer = client.post("/api/uploads/", content=content, headers={**BYTES, **known, **headers})
    assert (answer.status_code, is_clear(answer)) == (status, True), answer.text
    assert everything(server) == before


def test_an_upload_of_nothing_is_no_film(live_server_process: LiveServer) -> None:
    server = live_server_process
    failed = server.wait_for(job_of(begin(server, 0)), "failed")
    assert failed["error"]["code"] == "source_empty"
    assert failed["error"]["hint"]
    with server.client() as client:
        empty = client.post("/api/upload/", files={"file": ("film.mkv", b"")})
    assert server.wait_for(empty.json()["id"], "failed")["error"]["code"] == "source_empty"


def test_less_than_was_announced_waits_for_the_rest(live_server_process: LiveServer) -> None:
    """Nobody can tell a lie from a pause; it goes with the next film's room counted and after a day."""
    server = live_server_process
    before = everything(server)
    address = begin(server, 1000)
    assert send(server, address, 0, CONTENT).status_code == 204
    assert server.job(job_of(address))["status"] == "uploading"
    with server.client() as client:
        client.delete(f"/api/jobs/{job_of(address)}/").raise_for_status()
    assert everything(server) == before


SHOWN = [
    pytest.param("../../../etc/passwd", "passwd", id="a path upwards"),
    pytest.param("..\\..\\boot.ini", "boot.ini", id="a path of another system"),
    pytest.param("/etc/passwd", "passwd", id="a path from the root"),
    pytest.param("a\0b.mkv", "ab.mkv", id="a zero byte"),
    pytest.param("film\u202egpj.exe", "filmgpj.exe", id="letters turned around"),
    pytest.param("x" * 10_000 + ".mkv", "x" * 251 + ".mkv", id="ten thousand letters"),
    pytest.param("Amélie 映画 🎬.mkv", "Amélie 映画 🎬.mkv", id="any script"),
    pytest.param("<script>alert(1)</script>.mkv", "script>.mkv", id="a page's program"),
    pytest.param("-i.mkv", "-i.mkv", id="an option of another program"),
    pytest.param("file:x%2e%2e%2f.mkv", "file:x%2e%2e%2f.mkv", id="an address"),
]


@pytest.mark.parametrize(("name", "shown"), SHOWN)
def test_a_name_is_for_people_and_never_a_path(live_server_process: LiveServer, name: str, shown: str) -> None:
    server = live_server_process
    by_tus = job_of(begin(server, len(CONTENT), Upload_Metadata=told(filename=name, start="false")))
    head = b'--X\r\nContent-Disposition: form-data; name="file"; filename="' + name.replace("\\", "\\\\").encode()
    body = head + b'"\r\n\r\n' + noise(100) + b"\r\n--X--\r\n"
    with server.client() as client:
        kind = {"Content-Type": "multipart/form-data; boundary=X"}
        by_form = client.post("/api/upload/", content=body, headers=kind)
        assert (by_form.status_code, by_form.json()["filename"]) == (201, shown), by_form.text
        assert server.job(by_tus)["filename"] == shown
        server.wait_for(by_form.json()["id"], "failed")
        assert server.files(by_form.json()["id"]) == ["source"]
        for job in (by_tus, by_form.json()["id"]):
            client.delete(f"/api/jobs/{job}/").raise_for_status()


def test_a_name_that_is_no_text_is_kept_as_far_as_it_can_be_read(live_server_process: LiveServer) -> None:
    server, name = live_server_process, b"caf\xe9.mkv"
    metadata = f"filename {base64.b64encode(name).decode()},start ZmFsc2U="
    by_tus = job_of(begin(server, len(CONTENT), Upload_Metadata=metadata))
    body = b'--X\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n\r\n--X--\r\n'
    with server.client() as client:
        kind = {"Content-Type": "multipart/form-data; boundary=X"}
        by_form = client.post("/api/upload/", content=body, headers=kind).json()
    assert (by_form["filename"], server.job(by_tus)["filename"]) == ("caf\ufffd.mkv", "caf\ufffd.mkv")


@pytest.mark.parametrize(
    ("headers", "body", "status", "code"),
    [
        pytest.param({"Content-Length": "-5"}, b"", 400, None, id="a negative size"),
        pytest.param({"Content-Length": "x"}, b"", 400, None, id="a size in letters"),
        pytest.param({"Content-Length": str(10**17)}, b"--X\r\n", 413, "file_too_large", id="a huge size"),
        pytest.param({"Content-Length": "0"}, b"", 400, "upload_incomplete", id="a size of nothing"),
    ],
)
def test_a_form_that_lies_about_its_size(
    live_server_process: LiveServer, headers: dict[str, str], body: bytes, status: int, code: str | None
) -> None:
    """``code``: none where the server refuses before it is a request."""
    server = live_server_process
    before = everything(server)
    lines = ["POST /api/upload/ HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Connection: close"]
    told_so = {"Content-Type": "multipart/form-data; boundary=X", **headers}
    head = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in told_so.items())])
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(f"{head}\r\n\r\n".encode() + body)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer
    if code is not None:
        assert f'"code":"{code}"'.encode() in answer
    server.wait_until(lambda: everything(server) == before)
