"""Starting, stopping and dying."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

MEGABYTE = 1024 * 1024
SLOW = '{"preset": "slow"}'


def wait_until_encoding(server: LiveServer, job_id: str) -> None:
    """Until some of the film is written."""
    server.wait_for(job_id, "processing")
    server.wait_until(lambda: any(".part." in name for name in server.files(job_id)))


def test_after_its_very_first_start_the_program_is_small(make_server: ServerFactory, tmp_path: Path) -> None:
    """Which makes the tables and tries encoders in an empty folder: for all other tests that is anticipated."""
    (data := tmp_path / "empty").mkdir()
    server = make_server(data).start()
    with server.client() as client:
        assert client.get("/health/").json()["state"] == "ok"
    server.wait_for_trials()
    assert server.resident() < 150 * MEGABYTE


def test_after_a_kill_the_job_is_done_again_and_published_once(make_server: ServerFactory, long_film: Path) -> None:
    server = make_server().start()
    job = server.upload(long_film)
    wait_until_encoding(server, job["id"])
    server.stop(signal.SIGKILL)
    assert server.start().job(job["id"])["status"] in ("queued", "processing")
    done = server.wait_for(job["id"], "completed", seconds=120)
    assert done["attempt"] == 2
    assert len(done["outputs"]) == 1
    server.wait_until(lambda: server.files(job["id"]) == ["long.cast.mp4", "source", "still.jpg"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_the_encoder_and_the_job_waits(
    make_server: ServerFactory, long_film: Path, number: signal.Signals
) -> None:
    server = make_server().start()
    job = server.upload(long_film, options=SLOW)
    wait_until_encoding(server, job["id"])
    assert server.stop(number, seconds=30) == 0
    assert server.encoders(job["id"]) == []
    assert server.files(job["id"]) == ["source", "still.jpg"]
    server.start()
    assert server.wait_for(job["id"], "processing", "completed")["attempt"] == 1


def test_a_half_upload_of_a_dead_process_goes(make_server: ServerFactory) -> None:
    server = make_server().start()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        head = "POST /api/upload/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n"
        part = '--X\r\nContent-Disposition: form-data; name="file"; filename="a.mkv"\r\n\r\nfilm'
        kind = "Content-Type: multipart/form-data; boundary=X\r\n\r\n"
        connection.sendall((head + kind + part).encode())
        server.wait_until(lambda: list((server.data / "jobs").glob("*/source")))
        server.stop(signal.SIGKILL)
    server.start()
    with server.client() as client:
        assert client.get("/api/jobs/").json()["results"] == []
    assert list((server.data / "jobs").iterdir()) == []


def refusal(server: LiveServer, *arguments: str) -> str:
    """What a start that can't be says: one line, no traceback, no success."""
    process = server.spawn(*arguments)
    out, _ = process.communicate(timeout=60)
    assert process.returncode not in (0, None)
    said = server.log.read_text().strip().splitlines()
    assert out == ""
    assert len(said) == 1
    return said[0]


def test_a_second_program_on_the_same_data_is_refused(make_server: ServerFactory) -> None:
    first = make_server().start()
    assert f"process {first.process.pid if first.process else 0}" in refusal(make_server())


def test_a_taken_port_is_refused(make_server: ServerFactory, tmp_path: Path) -> None:
    first, second = make_server().start(), make_server(tmp_path / "other")
    second.port = first.port
    assert refusal(second).startswith(f"Port {first.port} of 127.0.0.1 can't be used")


def test_a_setting_that_cannot_be_honoured_stops_the_start(make_server: ServerFactory) -> None:
    assert refusal(make_server(MAX_UPLOAD_SIZE="big")).startswith("MAX_UPLOAD_SIZE: must be a size")


def test_others_in_the_network_are_let_in_only_on_purpose(make_server: ServerFactory) -> None:
    assert "ALLOW_OPEN_LAN=true" in refusal(make_server(REQUIRE_AUTH="false"), "--host", "0.0.0.0")


def test_a_data_directory_that_cannot_be_one_is_refused(make_server: ServerFactory, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "can't be used" in refusal(make_server(tmp_path / "file" / "data"))
