"""Disks that are really full: small ones of their own, in memory."""

from __future__ import annotations

import http.client
import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from mkv2castui.conversions.storage import NoSpace
from mkv2castui.conversions.storage.bucket import Bucket
from mkv2castui.conversions.storage.local import LocalStorage
from testing import large_films

from .test_tus import TUS, begin, create, offset, send, source

if TYPE_CHECKING:
    from testing.live_server import LiveServer
    from testing.object_store import ObjectStore

    from ..conftest import ServerFactory

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
DiskMaker = Callable[[int], Path]


@pytest.fixture
def make_disk(tmp_path: Path) -> Iterator[DiskMaker]:
    """``make_disk(8)``: a folder that is a disk of 8 MB."""
    mounted = list[Path]()

    def make(megabytes: int) -> Path:
        folder = tmp_path / f"disk{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
            pytest.skip("a disk of one's own needs root and the right to mount")
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, *, leave: int) -> Path:
    """The file that takes all but ``leave`` bytes."""
    filler, facts = disk / "filler", os.statvfs(disk)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, facts.f_bavail * facts.f_frsize - leave)
    return filler


def test_a_folder_on_a_full_disk_takes_no_film_and_says_how_much_is_free(make_disk: DiskMaker) -> None:
    place, job_id = LocalStorage(make_disk(4)), uuid.uuid4()
    incoming = place.incoming(job_id, None)
    for _ in range(3):
        incoming.write(bytes(MEGABYTE))
    with pytest.raises(NoSpace) as error:
        incoming.write(bytes(2 * MEGABYTE))
    assert error.value.needs == 2 * MEGABYTE
    assert error.value.free < MEGABYTE
    incoming.abandon()
    assert place.free_bytes() == 4 * MEGABYTE


def test_a_copy_that_scratch_cannot_hold_leaves_nothing(make_disk: DiskMaker, object_store: ObjectStore) -> None:
    scratch, bucket = make_disk(4), Bucket(object_store.new_bucket())
    bucket.client.put_object(Bucket=bucket.name, Key="film", Body=bytes(24 * MEGABYTE))
    with pytest.raises(NoSpace):
        bucket.fetch("film", scratch / "film", lambda: None)


def begin_upload(server: LiveServer, size: int, sent: int = MEGABYTE) -> http.client.HTTPConnection:
    """A form of ``size`` bytes of film, of which ``sent`` are sent."""
    head = b'--XX\r\nContent-Disposition: form-data; name="file"; filename="film.mkv"\r\n\r\n'
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/api/upload/")
    connection.putheader("Content-Type", "multipart/form-data; boundary=XX")
    connection.putheader("Content-Length", str(len(head) + size + len(b"\r\n--XX--\r\n")))
    connection.endheaders()
    connection.send(head + bytes(sent))
    return connection


def test_a_disk_that_fills_up_amid_an_upload(make_server: ServerFactory, make_disk: DiskMaker, film: Path) -> None:
    disk = make_disk(48)
    server = make_server(data=disk / "data", DISK_RESERVE="0").start()
    connection = begin_upload(server, 16 * MEGABYTE)
    server.wait_until(lambda: server.jobs())
    filler = fill(disk, leave=2 * MEGABYTE)
    connection.send(bytes(4 * MEGABYTE))  # no more: the answer to a client that still sends may be a reset
    response = connection.getresponse()
    assert (response.status, b'"no_space"' in response.read()) == (507, True)
    connection.close()
    assert server.jobs() == []
    assert [entry for entry in (disk / "data" / "jobs").rglob("*") if entry.is_file()] == []
    filler.unlink()
    server.wait_for(server.upload(film)["id"], "completed")


def test_an_upload_in_pieces_goes_on_when_there_is_room_again(
    make_server: ServerFactory, make_disk: DiskMaker, tmp_path: Path
) -> None:
    disk, chances = make_disk(48), Random(3)
    film = large_films.noise(tmp_path / "film.mp4", 16 * MEGABYTE, chances).read_bytes()
    elsewhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/elsewhere.sqlite3"}
    server = make_server(data=disk / "data", DISK_RESERVE="0", **elsewhere).start()
    address = begin(server, len(film))
    filler = fill(disk, leave=6 * MEGABYTE)
    full = send(server, address, 0, film[: 8 * MEGABYTE])
    assert (full.status_code, full.json()["code"]) == (507, "no_space")
    assert full.json()["hint"]
    filler.unlink()
    stands = offset(server, address)
    assert 0 < stands < 8 * MEGABYTE
    assert send(server, address, stands, film[stands:]).status_code == 204
    assert source(server, address) == film


def test_what_a_film_needs_and_what_is_free_is_told_before_its_first_byte(
    make_server: ServerFactory, make_disk: DiskMaker
) -> None:
    server = make_server(data=make_disk(48) / "data", DISK_RESERVE="8M").start()
    refused = create(server, 60 * MEGABYTE)
    assert (refused.status_code, refused.json()["code"]) == (507, "no_space")
    assert refused.json()["needs"] == 68 * MEGABYTE
    assert 30 * MEGABYTE < refused.json()["free"] < 48 * MEGABYTE
    promised = begin(server, 20 * MEGABYTE)
    assert create(server, 20 * MEGABYTE).status_code == 507
    by_form = begin_upload(server, 20 * MEGABYTE, sent=0)
    assert by_form.getresponse().status == 507
    by_form.close()
    with server.client() as client:
        assert client.delete(promised, headers=TUS).status_code == 204
    assert create(server, 20 * MEGABYTE).status_code == 201
    assert len(server.jobs()) == 1


def test_a_disk_that_is_full_amid_a_conversion(
    make_server: ServerFactory, make_disk: DiskMaker, long_film: Path, tmp_path: Path
) -> None:
    disk = make_disk(64)
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/elsewhere.sqlite3"}
    server = make_server(data=disk / "data", DISK_RESERVE="0", **database).start()
    job = server.upload(long_film, start="false", options='{"crf": 16}')
    server.wait_for(job["id"], "ready")
    filler = fill(disk, leave=200 * KILOBYTE)
    with server.client() as client:
        client.post(f"/api/jobs/{job['id']}/start/").raise_for_status()
        failed = server.wait_for(job["id"], "failed")
        assert failed["error"]["code"] == "no_space"
        assert failed["error"]["hint"]
        assert failed["error"]["free"] < 2 * MEGABYTE
        assert server.files(job["id"]) == ["source", "still.jpg"]
        filler.unlink()
        client.post(f"/api/jobs/{job['id']}/retry/").raise_for_status()
    server.wait_for(job["id"], "completed", seconds=120)


def test_a_full_disk_of_the_database_is_told_and_overcome(
    make_server: ServerFactory, make_disk: DiskMaker, film: Path
) -> None:
    disk = make_disk(8)
    server = make_server(DATABASE_URL=f"sqlite:///{disk}/jobs.sqlite3").start()
    done = server.wait_for(server.upload(film)["id"], "completed")
    filler = fill(disk, leave=0)
    with server.client() as client, film.open("rb") as file:
        refused = None
        for _ in range(200):  # the log of changes has room of its own at first
            file.seek(0)
            answer = client.post("/api/upload/", files={"file": ("film.mkv", file)}, data={"start": "false"})
            if answer.status_code != 201:
                refused = answer
                break
        assert refused is not None
        assert (refused.status_code, refused.json()["code"]) == (507, "no_space")
        assert client.get(f"/api/jobs/{done['id']}/").json()["status"] == "completed"
        deleted = client.post(f"/api/jobs/{done['id']}/again/", json={"device": "any-chromecast"})
        assert (deleted.status_code, deleted.json()["code"]) == (507, "no_space")
        filler.unlink()
    server.wait_for(server.upload(film)["id"], "completed", seconds=90)
    assert all(job["status"] != "failed" for job in server.jobs())
