"""Uploads that go on where they broke off, through nginx to whichever web server is there."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from testing.large_films import holes
from testing.unreadable import silence

if TYPE_CHECKING:
    from testing.stack import Stack

MEGABYTE = 1024 * 1024
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


def begin(client: httpx.Client, length: int) -> str:
    metadata = f"filename {base64.b64encode(b'film.mkv').decode()}"
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata}
    return str(client.post("/api/uploads/", headers=headers).raise_for_status().headers["location"])


def offset(client: httpx.Client, address: str) -> int:
    return int(client.head(address, headers=TUS).raise_for_status().headers["upload-offset"])


def test_any_web_server_takes_any_piece(stack: Stack, film: Path) -> None:
    content, step = film.read_bytes(), film.stat().st_size // 20 + 1
    with httpx.Client(base_url=stack.url, timeout=30) as first:
        address = begin(first, len(content))
    for start in range(0, len(content), step):
        with httpx.Client(base_url=stack.url, timeout=30) as client:  # another connection, often another server
            assert offset(client, address) == start
            headers = {**BYTES, "Upload-Offset": str(start)}
            client.patch(address, content=content[start : start + step], headers=headers).raise_for_status()
    done = stack.wait_for(address.split("/")[-2], "completed")
    assert (done["filename"], done["input_size"]) == ("film.mkv", len(content))


def test_a_film_is_looked_at_by_whichever_web_server_receives_it(stack: Stack, tmp_path: Path) -> None:
    content = holes(tmp_path / "film.mp4", 3 * MEGABYTE).read_bytes()
    with httpx.Client(base_url=stack.url, timeout=30) as client:
        address = begin(client, len(content))
        job_id, first = address.split("/")[-2], MEGABYTE + 1
        client.patch(address, content=content[:first], headers={**BYTES, "Upload-Offset": "0"}).raise_for_status()
        stack.wait_until(lambda: stack.job(job_id)["still_url"])
        early = stack.job(job_id)
        assert (early["status"], early["provisional"], early["arrived"]) == ("uploading", True, first)
        wished = client.patch(f"/api/jobs/{job_id}/", json={"device": "chromecast-3", "start_when_ready": False})
        assert wished.raise_for_status().json()["plan"]["device"] == "chromecast-3"
        end = {**BYTES, "Upload-Offset": str(first)}
        client.put(f"{address}tail/", content=content[first:], headers=end).raise_for_status()
        client.patch(address, content=content[first:], headers=end).raise_for_status()
    ready = stack.wait_for(job_id, "ready")
    assert (ready["plan"], ready["provisional"]) == (wished.json()["plan"], False)


def test_the_limit_of_one_request_is_not_nginx_s(stack: Stack) -> None:
    size = 40 * 1024 * 1024
    with httpx.Client(base_url=stack.url, timeout=60) as client:
        address = begin(client, size)
        client.patch(address, content=silence(size), headers={**BYTES, "Upload-Offset": "0"}).raise_for_status()
        assert offset(client, address) == size
    stack.wait_for(address.split("/")[-2], "failed")
