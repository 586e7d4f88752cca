"""The end of an account at the real program, while a film is converted for it and another comes."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2 as httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from testing.people import Browser

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

PASSWORD = "correct horse battery"
ADMIN, LEAVER = "admin@example.org", "leaver@example.org"


@contextmanager
def open_browser(server: LiveServer) -> Iterator[Browser]:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield Browser(client)


def set_up(host: Browser, guest: Browser) -> None:
    """The administrator, and somebody they have invited, both signed in."""
    assert host.post("/api/setup/", {"email": ADMIN, "password": PASSWORD}).status_code == 204
    assert host.sign_in(ADMIN, PASSWORD).status_code == 200
    made = host.post("/api/admin/invitations/", {"email": LEAVER}).json()
    guest.get("/api/session/")
    assert guest.post("/api/invitations/accept/", {"invitation": made["invitation"]}).status_code == 200
    assert guest.account("POST", "auth/signup", {"email": LEAVER, "password": PASSWORD}).status_code == 200


def send(browser: Browser, film: Path, **fields: str) -> str:
    with film.open("rb") as file:
        answer = browser.request("POST", "/api/upload/", data=fields, files={"file": (film.name, file)})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def begin_to_send(browser: Browser) -> str:
    name = base64.b64encode(b"coming.mkv").decode()
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "1000", "Upload-Metadata": f"filename {name}"}
    kind = {"Content-Type": "application/offset+octet-stream"}
    answer = browser.request("POST", "/api/uploads/", headers=headers | kind, content=b"x" * 10)
    return str(answer.headers["location"]).rstrip("/").rpartition("/")[2]


@contextmanager
def listening(server: LiveServer, browser: Browser) -> Iterator[ClientConnection]:
    cookie = {"Cookie": f"mkv2castui_session={browser.session}"}
    with connect(f"{server.socket_url}/ws/jobs/", additional_headers=cookie) as socket:
        assert "jobs.snapshot" in str(socket.recv(timeout=20))
        yield socket


def closing_code(socket: ClientConnection) -> int | None:
    with pytest.raises(ConnectionClosed) as end:
        _hear_all(socket)
    return end.value.rcvd.code if end.value.rcvd else None


def _hear_all(socket: ClientConnection) -> None:
    while True:
        socket.recv(timeout=20)


def make_token(guest: Browser) -> str:
    """Its text. The proof that it wants is new enough for the end of the account, too."""
    said = {"name": "script", "scopes": ["read"]}
    assert guest.post("/api/tokens/", said).json()["code"] == "proof_needed"
    assert guest.account("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    return str(guest.post("/api/tokens/", said).json()["token"])


def script_status(server: LiveServer, token: str) -> int:
    with httpx.Client(base_url=server.url) as client:
        return client.get("/api/jobs/", headers={"Authorization": f"Bearer {token}"}).status_code


def tables_with(server: LiveServer, *signs: str) -> set[str]:
    """In whose rows any of ``signs`` stands."""
    with sqlite3.connect(server.data / "mkv2castui.sqlite3") as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: str(database.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names}
    return {name for name, text in rows.items() if any(sign in text for sign in signs)}


def test_what_is_at_work_for_it_ends_and_nothing_stays(make_server: ServerFactory, long_film: Path) -> None:
    server = make_server(REQUIRE_AUTH="true").start()
    with open_browser(server) as host, open_browser(server) as guest:
        set_up(host, guest)
        kept = begin_to_send(host)
        running = send(guest, long_film, options='{"preset": "veryslow"}')
        server.wait_until(lambda: server.encoders(running), seconds=60)
        coming = begin_to_send(guest)
        token = make_token(guest)
        who = guest.get("/api/session/").json()["user"]["id"].replace("-", "")
        signs = (who, LEAVER, running.replace("-", ""), coming.replace("-", ""))
        assert {"accounts_user", "conversions_job", "account_emailaddress"} <= tables_with(server, *signs)
        with listening(server, guest) as socket:
            assert guest.delete("/api/account/").status_code == 204
            assert server.encoders(running) == []
            assert closing_code(socket) == 4401
        assert tables_with(server, *signs) == set()
        assert not server.directory(running).exists()
        assert {file.name.partition(".")[0] for file in (server.data / "uploads").iterdir()} == {kept}
        assert guest.get("/api/jobs/").status_code == 401
        assert script_status(server, token) == 401
        assert [job["id"] for job in host.get("/api/jobs/").json()["results"]] == [kept]
        log = host.get("/api/admin/audit/").json()["results"]
        told = [(entry["actor"], entry["address"]) for entry in log if entry["kind"] == "account_deleted"]
        assert told == [(None, None)]
