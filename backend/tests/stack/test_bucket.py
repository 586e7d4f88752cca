"""The distributed program with its films in a bucket, and web servers that share nothing else."""

from __future__ import annotations

import base64
import concurrent.futures
import hashlib
import random
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from testing.servers import find_nginx
from testing.stack import Stack

MEGABYTE = 1024 * 1024
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    directory = tmp_path_factory.mktemp("bucket-stack")
    with Stack(directory, webs=2, workers=1, s3=True, own_disks=True, lease_seconds=5) as running:
        yield running


def source(stack: Stack, job_id: str) -> bytes:
    return httpx.get(f"{stack.s3_url}/films/jobs/{job_id}/source").raise_for_status().content


def test_a_film_goes_all_the_way_through_the_bucket(stack: Stack, film: Path) -> None:
    done = stack.wait_for(stack.upload(film)["id"], "completed")
    with stack.client() as client:
        sent_on = client.get(done["outputs"][0]["url"])
    assert sent_on.status_code == 307
    assert sent_on.headers["location"].startswith(f"{stack.s3_url}/films/jobs/{done['id']}/")
    assert len(httpx.get(sent_on.headers["location"]).content) == done["output_size"]
    assert not (stack.data / "jobs").exists()


def web(stack: Stack, number: int) -> httpx.Client:
    """One of the web servers, past nginx."""
    return httpx.Client(base_url=f"http://127.0.0.1:{stack.port_of(f'web-{number}')}", timeout=60)


def begin(stack: Stack, number: int, length: int) -> str:
    metadata = f"filename {base64.b64encode(b'film.mkv').decode()}"
    with web(stack, number) as client:
        answer = client.post(
            "/api/uploads/", headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata}
        )
    return str(answer.raise_for_status().headers["location"])


def offset(stack: Stack, number: int, address: str) -> int:
    with web(stack, number) as client:
        return int(client.head(address, headers=TUS).raise_for_status().headers["upload-offset"])


def send(stack: Stack, number: int, address: str, start: int, content: bytes) -> int:
    with web(stack, number) as client:
        answer = client.patch(address, content=content, headers={**BYTES, "Upload-Offset": str(start)})
    return int(answer.raise_for_status().headers["upload-offset"])


def half_a_request(stack: Stack, number: int, address: str, start: int, content: bytes) -> socket.socket:
    """It announces more than it sends."""
    port = stack.port_of(f"web-{number}")
    lines = [f"PATCH {address} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Content-Length: {len(content) + 1000}"]
    lines += [f"{name}: {value}" for name, value in {**BYTES, "Upload-Offset": str(start)}.items()]
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + content)
    return connection


def long_film(film: Path, size: int) -> bytes:
    """``film`` with an element that nobody has to read, of noise."""
    return film.read_bytes() + b"\xec\x01" + size.to_bytes(7, "big") + random.Random(4).randbytes(size)


def test_a_web_server_that_is_killed_takes_nothing_along(stack: Stack, film: Path) -> None:
    content = long_film(film, 20 * MEGABYTE)
    address = begin(stack, 1, len(content))
    assert send(stack, 2, address, 0, content[: 3 * MEGABYTE]) == 3 * MEGABYTE
    connection = half_a_request(stack, 2, address, 3 * MEGABYTE, content[3 * MEGABYTE : 10 * MEGABYTE])
    stack.wait_until(lambda: offset(stack, 1, address) > 3 * MEGABYTE)
    stack.processes["web-2"].kill()
    connection.close()
    stands = offset(stack, 1, address)
    assert stands == 8 * MEGABYTE  # a part is there for good, what came after it was in the hand of the dead
    assert send(stack, 1, address, stands, content[stands:]) == len(content)
    job_id = address.split("/")[-2]
    assert hashlib.sha256(source(stack, job_id)).digest() == hashlib.sha256(content).digest()
    stack.wait_for(job_id, "completed")
    stack.restart("web-2")
    assert offset(stack, 2, address) == len(content)
    begin(stack, 2, 10)
    for name in ("web-1", "web-2"):
        assert list((stack.data_of(name) / "uploads").glob(f"{job_id}*")) == []


def test_who_ends_it_at_the_same_time_ends_it_once(stack: Stack, film: Path) -> None:
    """The client whose answer is long in coming asks another server meanwhile."""
    content = film.read_bytes()
    address = begin(stack, 1, len(content))
    send(stack, 1, address, 0, content[:-1])
    with concurrent.futures.ThreadPoolExecutor() as pool:
        last = pool.submit(send, stack, 1, address, len(content) - 1, content[-1:])
        stack.wait_until(lambda: offset(stack, 2, address) == len(content))
        assert last.result() == len(content)
    done = stack.wait_for(address.split("/")[-2], "completed")
    assert source(stack, done["id"]) == content


def test_the_workers_stop_in_good_order(stack: Stack) -> None:
    assert all(process.stop() == 0 for name, process in stack.processes.items() if name.startswith("worker-"))
