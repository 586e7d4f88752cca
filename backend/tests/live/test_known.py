"""A film that was sent before, with the real program: it is read when nothing else is to do."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkv2castui.conversions.contents import sample_of

if TYPE_CHECKING:
    from testing.live_server import LiveServer


def known(server: LiveServer, film: Path) -> list[dict[str, Any]]:
    with server.client() as client:
        answer = client.post("/api/uploads/known/", json={"size": film.stat().st_size, "sample": sample_of(film)})
        return list(answer.raise_for_status().json()["films"])


def test_a_film_comes_once_and_is_converted_twice(
    live_server_process: LiveServer, playable_film: Path, tmp_path: Path
) -> None:
    server, film = live_server_process, tmp_path / "unlike-any-other.mp4"
    film.write_bytes(playable_film.read_bytes() + b"\0\0\0\x10free" + str(tmp_path).encode()[-8:].rjust(8))
    first = server.upload(film)
    server.wait_until(lambda: known(server, film))
    assert [one["job"] for one in known(server, film)] == [first["id"]]
    sha256 = hashlib.sha256(film.read_bytes()).hexdigest()
    with server.client() as client:
        taken = client.post(f"/api/uploads/known/{first['id']}/", json={"sha256": sha256, "filename": "Again.mp4"})
    assert taken.status_code == 201
    done = server.wait_for(taken.json()["id"], "completed")
    assert (done["filename"], done["input_size"]) == ("Again.mp4", film.stat().st_size)
