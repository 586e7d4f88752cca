"""Uploads that are cut again and again, and arrive: `make cuts` at a smaller size."""

from __future__ import annotations

import http.client
import json
import socket
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from testing import cuts, large_films
from testing.tus_clients import Client, TusJs, Tuspy, find_node

from .test_tus import begin, half_a_patch, offset

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

SIZE = 64 * cuts.MEGABYTE
CUTS = 5  # each kind, and one twice


def client_named(name: str, film: Path, folder: Path) -> Client:
    if name == "tuspy":
        return Tuspy(film, folder)
    node = find_node()
    if node is None:
        pytest.skip("Node or the front end's packages are not installed")
    return TusJs(film, folder, node, parts=3)


@pytest.mark.parametrize("name", ["tuspy", "tus-js-client, in parts"])
def test_a_film_arrives_through_every_kind_of_cut(make_server: ServerFactory, tmp_path: Path, name: str) -> None:
    chances = Random(name)
    film = large_films.noise(tmp_path / "film.mp4", SIZE, chances)
    client = client_named(name, film, tmp_path)
    program = cuts.Single(make_server().start())
    assert cuts.tried(program, client, cuts.drawn_cuts(chances, SIZE, CUTS))["right"]
    assert [file for file in (tmp_path / "server" / "uploads").iterdir() if file.suffix != ".json"] == []


def test_a_stop_waits_for_no_stalled_upload_and_keeps_what_came(make_server: ServerFactory, tmp_path: Path) -> None:
    server, came = make_server().start(), 5_000_000
    film = large_films.noise(tmp_path / "film.mp4", came, Random(1)).read_bytes()
    address = begin(server, 2 * came)
    connections = [half_a_patch(server, address, film), half_a_form(server)]
    server.wait_until(lambda: offset(server, address) >= came - cuts.MEGABYTE and len(server.jobs()) == 2)
    assert server.stop() == 0
    assert [told_on(connection) for connection in connections] == [(503, "3", "interrupted")] * 2
    assert "Traceback" not in server.log.read_text()
    server.start()
    assert offset(server, address) == came
    assert len(server.jobs()) == 1


def half_a_form(server: LiveServer) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = "POST /api/upload/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n"
    kind = "Content-Type: multipart/form-data; boundary=X\r\n\r\n"
    part = '--X\r\nContent-Disposition: form-data; name="file"; filename="a.mkv"\r\n\r\nfilm'
    connection.sendall((head + kind + part).encode())
    return connection


def told_on(connection: socket.socket) -> tuple[int, str | None, str]:
    """Status, when to come again, and the problem's code."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    code = json.loads(answer.read())["code"]
    connection.close()
    return answer.status, answer.headers["Retry-After"], code
