"""Clients that cost little beside what they measure: the film goes from the page cache to the socket within the kernel
(``sendfile``), and what comes is read into one buffer and forgotten."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

PIECE = 48 * 1024 * 1024  # bytes; the largest that the page sends
_TUS = {"Tus-Resumable": "1.0.0"}


def put(url: str, film: Path) -> None:
    """By one request, as WebDAV takes it."""
    connection, path = _connected(url)
    _send(connection, "PUT", path, film, 0, film.stat().st_size, {})


def by_tus(url: str, film: Path, *, size: int | None = None, pieces: int = PIECE) -> str:
    """In pieces, one after the other. ``size``: what is announced, more than comes if the upload is to stay
    unfinished. The upload's address."""
    whole = film.stat().st_size
    address = begin(url, size or whole)
    connection, path = _connected(url + address)
    for start in range(0, whole, pieces):
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(start), **_TUS}
        _send(connection, "PATCH", path, film, start, min(pieces, whole - start), headers)
    return address


def begin(url: str, size: int) -> str:
    """The address of a new upload."""
    metadata = "filename ZmlsbS5tcDQ=,start ZmFsc2U="  # film.mp4, false
    connection, path = _connected(f"{url}/api/uploads/")
    connection.request("POST", path, headers={"Upload-Length": str(size), "Upload-Metadata": metadata, **_TUS})
    answer = _answer(connection)
    return str(answer.headers["Location"])


def give_up(url: str, address: str) -> None:
    """Nothing of the upload stays."""
    connection, path = _connected(url + address)
    connection.request("DELETE", path, headers=_TUS)
    _answer(connection)


def by_form(url: str, film: Path) -> str:
    """In one request, as curl sends it. The job's id."""
    head = (
        b'--XX\r\nContent-Disposition: form-data; name="start"\r\n\r\nfalse\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'
    )
    tail = b"\r\n--XX--\r\n"
    connection, path = _connected(f"{url}/api/upload/")
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", "multipart/form-data; boundary=XX")
    connection.putheader("Content-Length", str(len(head) + film.stat().st_size + len(tail)))
    connection.endheaders(head)
    with film.open("rb") as file:
        connection.sock.sendfile(file)
    connection.send(tail)
    return str(json.loads(_answer(connection).read())["id"])


def get(url: str, headers: Mapping[str, str] | None = None) -> int:
    """How many bytes came."""
    connection, path = _connected(url)
    connection.request("GET", path, headers=dict(headers or {}))
    answer, count, buffer = connection.getresponse(), 0, memoryview(bytearray(1024 * 1024))
    assert answer.status in (200, 206), answer.status
    while came := answer.readinto(buffer):
        count += came
    connection.close()
    return count


def _connected(url: str) -> tuple[http.client.HTTPConnection, str]:
    """And the path."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=300), parts.path


def _send(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    film: Path,
    start: int,
    count: int,
    headers: Mapping[str, str],
) -> None:
    connection.putrequest(method, path)
    for name, value in {"Content-Length": str(count), **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    with film.open("rb") as file:
        connection.sock.sendfile(file, start, count)
    _answer(connection).read()


def _answer(connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
    answer = connection.getresponse()
    assert answer.status < 300, (answer.status, answer.read()[:500])
    return answer
