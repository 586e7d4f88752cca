"""Uploads that go on where they broke off, by tuspy and by hand."""

from __future__ import annotations

import base64
import concurrent.futures
import hashlib
import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from mkv2castui.conversions.storage.bucket import Bucket
from testing.large_films import holes
from testing.unreadable import noise

if TYPE_CHECKING:
    from testing.live_server import LiveServer
    from testing.object_store import ObjectStore

    from ..conftest import ServerFactory

MEGABYTE = 1024 * 1024
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


NOBODY = "/api/uploads/6f2c1f9e-0000-4000-8000-000000000000/"


def told(**values: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


def create(server: LiveServer, length: int, **headers: str) -> httpx.Response:
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    known = {"Upload-Length": str(length), "Upload-Metadata": told(filename="a.mkv", start="false")}
    with server.client() as client:
        return client.post("/api/uploads/", headers={**TUS, **known, **extra})


def begin(server: LiveServer, length: int, **headers: str) -> str:
    """Its address."""
    answer = create(server, length, **headers)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def send(server: LiveServer, address: str, offset: int, content: bytes, **headers: str) -> httpx.Response:
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    with server.client() as client:
        return client.patch(address, content=content, headers={**BYTES, "Upload-Offset": str(offset), **extra})


def offset(server: LiveServer, address: str) -> int:
    with server.client() as client:
        answer = client.head(address, headers=TUS)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return int(answer.headers["upload-offset"])


def job_of(address: str) -> str:
    return address.split("/")[-2]


def source(server: LiveServer, address: str) -> bytes:
    return (server.directory(job_of(address)) / "source").read_bytes()


def spooled(server: LiveServer) -> list[str]:
    folder = server.data / "uploads"
    return sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []


def kept(server: LiveServer) -> set[str]:
    """Its uploads and its jobs."""
    return {*spooled(server), *(job["id"] for job in server.jobs())}


TUSPY = """
import json, sys
from tusclient.client import TusClient
url, path, metadata = sys.argv[1:]
uploader = TusClient(url).uploader(path, chunk_size=20_000, metadata=json.loads(metadata), upload_checksum=True)
uploader.upload()
print(uploader.url)
"""


def by_tuspy(server: LiveServer, path: Path, metadata: dict[str, str]) -> str:
    """In a process of its own, as its users run it. The upload's address."""
    command = [sys.executable, "-c", TUSPY, f"{server.url}/api/uploads/", str(path), json.dumps(metadata)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout.strip()


def test_tuspy_uploads_a_film_that_is_then_converted(live_server_process: LiveServer, film: Path) -> None:
    server = live_server_process
    metadata = {"filename": "Amélie.mkv", "device": "chromecast-3", "options": '{"profile": "fast"}', "filetype": "x"}
    done = server.wait_for(job_of(by_tuspy(server, film, metadata)), "completed")
    assert (done["filename"], done["device"], done["input_size"]) == ("Amélie.mkv", "chromecast-3", film.stat().st_size)


def test_the_server_says_what_it_can(live_server_process: LiveServer) -> None:
    with live_server_process.client() as client:
        answer = client.options("/api/uploads/")
        unversioned = client.post("/api/uploads/", headers={"Upload-Length": "1"})
        got = client.get("/api/uploads/", headers=TUS)
    assert (answer.status_code, answer.headers["tus-version"]) == (204, "1.0.0")
    assert {"creation", "termination", "checksum", "concatenation"} <= set(answer.headers["tus-extension"].split(","))
    assert (unversioned.status_code, unversioned.headers["tus-version"]) == (412, "1.0.0")
    assert got.status_code == 405


def test_bytes_come_in_order_and_only_so(live_server_process: LiveServer) -> None:
    server, content = live_server_process, noise(100_000)
    address = begin(server, len(content))
    assert server.job(job_of(address))["status"] == "uploading"
    assert send(server, address, 0, content[:40_000]).headers["upload-offset"] == "40000"
    for wrong in (0, 39_999, 40_001, 100_000):
        assert send(server, address, wrong, b"x").status_code == 409
    assert offset(server, address) == 40_000
    last = send(server, address, 40_000, content[40_000:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, "100000")
    assert source(server, address) == content
    assert offset(server, address) == 100_000
    assert send(server, address, 100_000, b"x").status_code == 409


def test_the_first_bytes_may_come_with_the_creation(live_server_process: LiveServer) -> None:
    server = live_server_process
    known, content = {"Upload-Length": "60", "Upload-Metadata": told(name="a.mkv", start="false")}, noise(60)
    with server.client() as client:
        answer = client.post("/api/uploads/", content=content[:3], headers={**BYTES, **known})
    assert (answer.status_code, answer.headers["upload-offset"]) == (201, "3")
    send(server, answer.headers["location"], 3, content[3:])
    assert source(server, answer.headers["location"]) == content


@pytest.mark.parametrize("name", ["sha256", "sha1", "md5"])
def test_damaged_bytes_are_not_kept(live_server_process: LiveServer, name: str) -> None:
    server, content = live_server_process, noise(3 * MEGABYTE)
    address = begin(server, len(content))
    right = f"{name} {base64.b64encode(hashlib.new(name, content).digest()).decode()}"
    damaged = send(server, address, 0, b"x" + content[1:], Upload_Checksum=right)
    assert (damaged.status_code, damaged.json()["code"]) == (460, "upload_damaged")
    assert offset(server, address) == 0
    assert send(server, address, 0, content, Upload_Checksum=right).status_code == 204
    assert source(server, address) == content


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Upload_Length": "-1"}, 400, id="a negative length"),
        pytest.param({"Upload_Length": "many"}, 400, id="a length in words"),
        pytest.param({"Upload_Length": str(2**59)}, 413, id="more than the server takes"),
        pytest.param({"Upload_Metadata": "filename ???"}, 400, id="metadata that is no base64"),
        pytest.param({"Upload_Metadata": ""}, 422, id="no name"),
        pytest.param({"Upload_Metadata": told(filename="..")}, 422, id="a name of dots"),
        pytest.param({"Upload_Metadata": told(filename="a.mkv", device="toaster")}, 422, id="an unknown device"),
        pytest.param({"Upload_Metadata": told(filename="a.mkv", options='{"crf": 99}')}, 422, id="a wrong option"),
        pytest.param({"Upload_Metadata": told(filename="a" * 13_000)}, 400, id="endless metadata"),
        pytest.param({"Upload_Concat": "final;/etc/passwd"}, 400, id="parts from elsewhere"),
        pytest.param({"Upload_Concat": f"final;{NOBODY} {NOBODY}"}, 400, id="a part twice"),
        pytest.param({"Upload_Concat": f"final;{NOBODY}"}, 404, id="no such part"),
    ],
)
def test_what_cannot_begin_leaves_nothing(
    live_server_process: LiveServer, headers: dict[str, str], status: int
) -> None:
    """What earlier tests left may go meanwhile."""
    before = kept(live_server_process)
    answer = create(live_server_process, 10, **headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert kept(live_server_process) <= before


def test_a_name_is_never_a_path(live_server_process: LiveServer) -> None:
    address = begin(live_server_process, 4, Upload_Metadata=told(filename="../../\0etc/a\u202e.mkv", start="false"))
    assert live_server_process.job(job_of(address))["filename"] == "a.mkv"


def test_more_than_was_announced_is_refused(live_server_process: LiveServer) -> None:
    server = live_server_process
    address = begin(server, 10)
    assert send(server, address, 0, b"x" * 11).status_code == 413
    assert offset(server, address) == 0


def test_an_upload_that_is_given_up_is_gone(live_server_process: LiveServer) -> None:
    server = live_server_process
    address = begin(server, 10)
    with server.client() as client:
        assert client.delete(address, headers=TUS).status_code == 204
        assert client.head(address, headers=TUS).status_code == 404
        assert client.get(f"/api/jobs/{job_of(address)}/").status_code == 404
    assert job_of(address) not in spooled(server)
    assert send(server, address, 0, b"x").status_code == 404


def test_nobody_is_told_that_bytes_are_there_of_what_was_removed_meanwhile(live_server_process: LiveServer) -> None:
    """In another window, say: the request ends with the next bytes that come."""
    server, content = live_server_process, noise(2 * MEGABYTE)
    address = begin(server, 3 * MEGABYTE)

    def coming() -> Iterator[bytes]:
        yield content
        server.wait_until(lambda: offset(server, address) >= MEGABYTE)
        with server.client() as other:
            assert other.delete(address, headers=TUS).status_code == 204
        yield noise(MEGABYTE)

    with server.client() as client:
        answer = client.patch(address, content=coming(), headers={**BYTES, "Upload-Offset": "0"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert not [name for name in spooled(server) if name.startswith(job_of(address))]


def test_a_deleted_job_takes_its_upload_along(live_server_process: LiveServer) -> None:
    server = live_server_process
    address = begin(server, 10)
    with server.client() as client:
        client.delete(f"/api/jobs/{job_of(address)}/").raise_for_status()
    assert send(server, address, 0, b"x").status_code == 404
    assert job_of(address) not in spooled(server)


def test_parts_that_came_side_by_side_become_one_film(live_server_process: LiveServer) -> None:
    server, content = live_server_process, noise(3 * MEGABYTE)
    pieces = [content[start : start + MEGABYTE] for start in range(0, len(content), MEGABYTE)]

    def upload_part(piece: bytes) -> str:
        address = begin(server, len(piece), Upload_Concat="partial", Upload_Metadata="")
        for start in range(0, len(piece), 300_000):
            assert send(server, address, start, piece[start : start + 300_000]).status_code == 204
        return address

    with concurrent.futures.ThreadPoolExecutor() as pool:
        addresses = list(pool.map(upload_part, pieces))
    known = {"Upload-Concat": f"final;{' '.join(addresses)}", "Upload-Metadata": told(filename="a.mkv", start="false")}
    with server.client() as client:
        final = client.post("/api/uploads/", headers={**TUS, **known})
        assert final.status_code == 201
        again = client.post("/api/uploads/", headers={**TUS, **known})  # the answer was lost
    assert (again.status_code, again.headers["location"]) == (201, final.headers["location"])
    assert send(server, final.headers["location"], 0, b"x").status_code == 403
    assert source(server, final.headers["location"]) == content
    assert {job_of(address) for address in addresses}.isdisjoint(spooled(server))


def test_parts_become_one_film_however_often_that_is_asked_for_at_once(live_server_process: LiveServer) -> None:
    server, content = live_server_process, noise(2 * MEGABYTE)
    pieces = [content[:MEGABYTE], content[MEGABYTE:]]
    addresses = [begin(server, MEGABYTE, Upload_Concat="partial", Upload_Metadata="") for _ in pieces]
    for address, piece in zip(addresses, pieces, strict=True):
        assert send(server, address, 0, piece).status_code == 204
    before = {job["id"] for job in server.jobs()}
    known = {"Upload_Concat": f"final;{' '.join(addresses)}"}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: create(server, 0, **known), range(8)))
    assert {answer.status_code for answer in answers} <= {201, 423}
    final = create(server, 0, **known)
    assert (final.status_code, source(server, final.headers["location"])) == (201, content)
    assert {job["id"] for job in server.jobs()} - before == {job_of(final.headers["location"])}


def half_a_patch(server: LiveServer, address: str, content: bytes) -> socket.socket:
    """A request that announces more than it sends."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    lines = [f"PATCH {address} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Content-Length: 10000000"]
    lines += [f"{name}: {value}" for name, value in {**BYTES, "Upload-Offset": "0"}.items()]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + content)
    return connection


def test_what_came_before_a_break_is_kept(live_server_process: LiveServer) -> None:
    server, content = live_server_process, noise(3 * MEGABYTE + 5)
    address = begin(server, 10_000_000)
    half_a_patch(server, address, content).close()
    server.wait_until(lambda: offset(server, address) == len(content))
    with (server.data / "uploads" / job_of(address)).open("rb") as file:
        assert file.read() == content


def test_the_later_of_two_clients_goes_on(live_server_process: LiveServer) -> None:
    """The first one's connection is dead, which the server can't see."""
    server, content = live_server_process, noise(2 * MEGABYTE)
    address = begin(server, 10_000_000)
    dead = half_a_patch(server, address, content)
    server.wait_until(lambda: offset(server, address) >= MEGABYTE)
    taken_over = send(server, address, offset(server, address), b"")
    assert taken_over.status_code in (204, 409)  # what the first one still had in hand was kept
    stands = offset(server, address)
    assert send(server, address, stands, b"more").headers["upload-offset"] == str(stands + 4)
    dead.close()
    server.wait_until(lambda: offset(server, address) == stands + 4)


def test_of_two_clients_at_once_one_wins_every_byte(live_server_process: LiveServer) -> None:
    server, content = live_server_process, noise(MEGABYTE)
    address = begin(server, 2 * MEGABYTE)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: send(server, address, 0, content).status_code, range(4)))
    assert set(answers) <= {204, 409, 423}
    stands = offset(server, address)
    assert (server.data / "uploads" / job_of(address)).read_bytes() == content[:stands]


def _stands_at(server: LiveServer, address: str, least: int) -> bool:
    return offset(server, address) >= least


def test_uploads_outlive_the_server(make_server: ServerFactory) -> None:
    server, content = make_server().start(), noise(8 * MEGABYTE)
    address, chances = begin(server, len(content)), random.Random(1)
    with server.client() as client:
        client.post("/api/upload/", files={"file": ("b.mkv", b"film")}).raise_for_status()
    for _ in range(3):
        stands = offset(server, address)
        connection = (
            half_a_patch(server, address, b"") if stands else half_a_patch(server, address, content[:1_500_000])
        )
        least = max(stands, MEGABYTE)
        server.wait_until(partial(_stands_at, server, address, least))
        server.kill()
        connection.close()
        server.start()
        stands = offset(server, address)
        assert stands >= 1_048_576
        piece = content[stands : stands + chances.randrange(1, 2 * MEGABYTE)]
        assert send(server, address, stands, piece).status_code == 204
    stands = offset(server, address)
    assert send(server, address, stands, content[stands:]).status_code == 204
    assert hashlib.sha256(source(server, address)).digest() == hashlib.sha256(content).digest()
    assert len(server.jobs()) == 2


def test_memory_stays_where_it_was(live_server_process: LiveServer, tmp_path: Path) -> None:
    server, size = live_server_process, 200 * MEGABYTE
    film, address = holes(tmp_path / "film.mp4", size), begin(server, size)
    server.wait_for_trials()
    before, peaks = server.resident(), []

    def pieces() -> Any:
        with film.open("rb") as file:
            for number in range(size // MEGABYTE):
                if number == 20:  # what looks at the film is no part of what receives it
                    server.wait_until(lambda: server.job(job_of(address))["still_url"])
                if number % 20 == 0:
                    peaks.append(server.resident())
                yield file.read(MEGABYTE)

    with server.client() as client:
        client.patch(address, content=pieces(), headers={**BYTES, "Upload-Offset": "0"}).raise_for_status()
    assert max(peaks) - before < 40 * MEGABYTE
    assert server.wait_for(job_of(address), "ready")["input_size"] == size


def test_a_film_goes_straight_to_the_bucket(make_server: ServerFactory, object_store: ObjectStore, film: Path) -> None:
    settings = object_store.new_bucket()
    server, bucket = make_server(**settings.variables()).start(), Bucket(settings)
    address = by_tuspy(server, film, {"filename": "film.mkv"})
    server.wait_for(job_of(address), "completed")
    joined = in_two_parts(server, film.read_bytes())
    assert server.wait_for(job_of(joined), "ready")["input_size"] == film.stat().st_size
    assert b"".join(bucket.read(f"jobs/{job_of(joined)}/source", 0)) == film.read_bytes()
    assert ended_amid_a_request(server) == 404
    assert [*bucket.keys("uploads/"), *bucket.unfinished(""), *spooled(server)] == []


def ended_amid_a_request(server: LiveServer) -> int:
    """What the sender is told."""
    address = begin(server, 10 * MEGABYTE)

    def pieces() -> Iterator[bytes]:
        yield b"\x1a\x45\xdf\xa3"
        yield bytes(MEGABYTE)
        with server.client() as other:
            other.delete(address, headers=TUS).raise_for_status()
        for _ in range(8):
            yield bytes(MEGABYTE)

    with server.client() as client:
        return client.patch(address, content=pieces(), headers={**BYTES, "Upload-Offset": "0"}).status_code


def in_two_parts(server: LiveServer, content: bytes) -> str:
    """Its address, which is asked for twice."""
    addresses = []
    for piece in (content[:10_000], content[10_000:]):
        addresses.append(begin(server, len(piece), Upload_Concat="partial", Upload_Metadata=""))
        assert send(server, addresses[-1], 0, piece).status_code == 204
    wanted = {"Upload_Concat": f"final;{' '.join(addresses)}"}
    first, again = create(server, 0, **wanted), create(server, 0, **wanted)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.headers["location"] == again.headers["location"]
    return str(first.headers["location"])


def test_a_full_server_says_so_before_the_upload(make_server: ServerFactory) -> None:
    server = make_server(DISK_RESERVE="1000T").start()
    answer = create(server, 10)
    assert (answer.status_code, answer.json()["code"]) == (507, "no_space")
    assert answer.json()["needs"] > answer.json()["free"]
