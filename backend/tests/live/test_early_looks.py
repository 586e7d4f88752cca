"""Films are looked at while they come: tracks, plan and picture stand before the last byte has."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import imageio_ffmpeg  # type: ignore[import-untyped]
import pytest
import websockets

from castengine import find_tools
from mkv2castui.conversions.storage.bucket import Bucket
from testing.unreadable import noise

if TYPE_CHECKING:
    from testing.live_server import LiveServer
    from testing.object_store import ObjectStore

    from ..conftest import ServerFactory

MEGABYTE = 1024 * 1024
FIRST = MEGABYTE + 100_000
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "12", "-pix_fmt", "yuv420p", "-g", "25")
PLAYS = (*H264, "-c:a", "aac", "-ac", "2")
FILMS: dict[str, tuple[str, ...]] = {
    "film.mkv": (*H264, "-c:a", "ac3"),
    "front.mp4": (*PLAYS, "-movflags", "+faststart"),
    "late.mp4": PLAYS,
}
"""What comes after ffmpeg's inputs: three seconds of some three megabytes."""


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("noisy")
    picture = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=3,noise=alls=40:allf=t")
    for name, arguments in FILMS.items():
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", *picture]
        command += ["-f", "lavfi", "-i", "sine=r=48000:d=3", *arguments, str(folder / name)]
        subprocess.run(command, check=True, capture_output=True)
    return lambda name: folder / name


def told(**values: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


class Upload:
    """One upload by hand. ``job_id``: also of its job."""

    def __init__(self, server: LiveServer, content: bytes, name: str = "film.mkv", **wishes: str) -> None:
        self.server, self.content, self.offset = server, content, 0
        metadata = told(filename=name, **{"start": "false", **wishes})
        with server.client() as client:
            answer = client.post(
                "/api/uploads/", headers={**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
            )
        assert answer.status_code == 201, answer.text
        self.address = answer.headers["location"]
        self.job_id = self.address.split("/")[-2]

    def send(self, until: int | None = None) -> httpx.Response:
        piece = self.content[self.offset : until]
        with self.server.client() as client:
            answer = client.patch(self.address, content=piece, headers={**BYTES, "Upload-Offset": str(self.offset)})
        self.offset += len(piece)
        return answer

    def send_tail(self, start: int, content: bytes | None = None, **headers: str) -> httpx.Response:
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        body = self.content[start:] if content is None else content
        with self.server.client() as client:
            return client.put(
                f"{self.address}tail/", content=body, headers={**BYTES, "Upload-Offset": str(start), **extra}
            )

    def change(self, **values: Any) -> dict[str, Any]:
        with self.server.client() as client:
            answer = client.patch(f"/api/jobs/{self.job_id}/", json=values)
        assert answer.status_code == 200, answer.text
        job: dict[str, Any] = answer.json()
        return job

    def job(self) -> dict[str, Any]:
        return self.server.job(self.job_id)

    def looked_at(self) -> dict[str, Any]:
        self.server.wait_until(lambda: self.job()["plan"] and self.job()["still_url"])
        return self.job()


def spooled(server: LiveServer) -> list[str]:
    return sorted(entry.name for entry in (server.data / "uploads").iterdir())


def test_tracks_plan_and_picture_stand_while_the_film_comes(
    live_server_process: LiveServer, films: Callable[[str], Path]
) -> None:
    upload = Upload(live_server_process, films("film.mkv").read_bytes())
    assert (upload.job()["provisional"], upload.job()["arrived"]) == (False, 0)
    upload.send(FIRST)
    early = upload.looked_at()
    assert (early["status"], early["provisional"], early["plan"]["delivery"]) == ("uploading", True, "transcode")
    assert (early["arrived"], early["duration"]) == (FIRST, pytest.approx(3, abs=0.1))
    assert [stream["codec"] for stream in early["streams"]] == ["h264", "ac3"]
    with live_server_process.client() as client:
        assert client.get(early["still_url"]).headers["content-type"] == "image/jpeg"
    upload.send()
    ready = live_server_process.wait_for(upload.job_id, "ready")
    assert (ready["provisional"], ready["streams"], ready["plan"]) == (False, early["streams"], early["plan"])
    assert ready["still_url"] not in (None, early["still_url"])


async def test_who_shows_the_film_hears_of_it(live_server_process: LiveServer, films: Callable[[str], Path]) -> None:
    server = live_server_process
    upload = Upload(server, films("film.mkv").read_bytes())
    async with websockets.connect(f"{server.socket_url}/ws/conversion/{upload.job_id}/") as socket:
        await socket.recv()
        await asyncio.to_thread(upload.send, FIRST)
        async with asyncio.timeout(60):
            told = [json.loads(await socket.recv())["job"] for _ in range(2)]
    assert [(job["provisional"], job["plan"] is not None, job["still_url"] is not None) for job in told] == [
        (True, True, False),
        (True, True, True),
    ]


def test_what_is_chosen_meanwhile_holds_at_the_end(
    live_server_process: LiveServer, films: Callable[[str], Path]
) -> None:
    upload = Upload(live_server_process, films("film.mkv").read_bytes(), device="nest-hub", options='{"crf": 20}')
    before = upload.change(device="chromecast-3")
    assert (before["device"], before["options"], before["plan"]) == ("chromecast-3", {"crf": 20}, None)
    upload.send(FIRST)
    assert upload.looked_at()["plan"]["device"] == "chromecast-3"
    after = upload.change(device="chromecast-ultra", options={"force_aac": True}, start_when_ready=True)
    assert (after["plan"]["device"], after["provisional"]) == ("chromecast-ultra", True)
    upload.send()
    done = live_server_process.wait_for(upload.job_id, "completed")
    assert (done["device"], done["options"]) == ("chromecast-ultra", {"force_aac": True})
    assert done["plan"]["device"] == "chromecast-ultra"


def test_a_film_that_plays_as_it_is_says_so_before_it_has_come(
    live_server_process: LiveServer, films: Callable[[str], Path]
) -> None:
    upload = Upload(live_server_process, films("front.mp4").read_bytes(), "front.mp4")
    upload.send(FIRST)
    assert upload.looked_at()["plan"]["delivery"] == "as_is"


@pytest.mark.parametrize("first", ["the tail", "the beginning"])
def test_an_index_at_the_end_is_sent_ahead(
    live_server_process: LiveServer, films: Callable[[str], Path], first: str
) -> None:
    content = films("late.mp4").read_bytes()
    upload, index = Upload(live_server_process, content, "late.mp4"), content.rindex(b"moov") - 4
    if first == "the tail":
        assert upload.send_tail(index).status_code == 204
        upload.send(FIRST)
    else:
        upload.send(FIRST)
        assert upload.send_tail(index - 1000).status_code == 204  # it may be more than the index
    early = upload.looked_at()
    assert early["duration"] == pytest.approx(3, abs=0.1)
    assert [reason["code"] for reason in early["plan"]["container_reasons"]] == ["index_not_in_front"]
    upload.send()
    assert live_server_process.wait_for(upload.job_id, "ready")["plan"] == early["plan"]
    assert (live_server_process.directory(upload.job_id) / "source").read_bytes() == content
    assert not [name for name in spooled(live_server_process) if "tail" in name or "look" in name]


@pytest.mark.parametrize(
    ("start", "content", "headers", "status"),
    [
        pytest.param(100, b"x" * 99_901, {}, 400, id="longer than the film"),
        pytest.param(100, b"x" * 99_899, {}, 400, id="shorter than the film"),
        pytest.param(100_000, b"", {}, 400, id="behind the film"),
        pytest.param(100, b"x" * 99_900, {"Content-Type": "text/plain"}, 415, id="of another type"),
        pytest.param(100, b"x" * 99_900, {"Upload-Offset": "-1"}, 400, id="before the film"),
        pytest.param(100, b"x" * 99_900, {"Origin": "http://evil.example"}, 403, id="of another web site"),
    ],
)
def test_a_tail_that_is_none(
    live_server_process: LiveServer, start: int, content: bytes, headers: dict[str, str], status: int
) -> None:
    upload = Upload(live_server_process, noise(100_000))
    answer = upload.send_tail(start, content, **headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert not [name for name in spooled(live_server_process) if "tail" in name]


def test_a_tail_longer_than_any_index_is_refused(live_server_process: LiveServer) -> None:
    server = live_server_process
    known = {"Upload-Length": str(10**9), "Upload-Metadata": told(filename="a.mp4")}
    with server.client() as client:
        address = client.post("/api/uploads/", headers={**TUS, **known}).headers["location"]
        answer = client.put(f"{address}tail/", content=b"x", headers={**BYTES, "Upload-Offset": "1000"})
        assert (answer.status_code, answer.json()["limit"]) == (413, 64 * MEGABYTE)


def test_a_tail_belongs_to_an_upload_of_one_s_own_that_is_on_its_way(
    live_server_process: LiveServer, films: Callable[[str], Path]
) -> None:
    server = live_server_process
    upload = Upload(server, films("film.mkv").read_bytes())
    note = server.data / "uploads" / f"{upload.job_id}.json"
    ours = note.read_text()
    note.write_text(json.dumps({**json.loads(ours), "owner": "6f2c1f9e-0000-4000-8000-000000000000"}))
    assert upload.send_tail(FIRST).status_code == 404
    note.write_text(ours)
    upload.send()
    assert upload.send_tail(FIRST).status_code == 409
    upload.address = "/api/uploads/6f2c1f9e-0000-4000-8000-000000000000/"
    assert upload.send_tail(FIRST).status_code == 404


def test_a_tail_that_breaks_off_leaves_nothing(live_server_process: LiveServer) -> None:
    server = live_server_process
    upload = Upload(server, noise(5 * MEGABYTE))
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    lines = [f"PUT {upload.address}tail/ HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Content-Length: {5 * MEGABYTE}"]
    lines += [f"{name}: {value}" for name, value in {**BYTES, "Upload-Offset": "0"}.items()]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + bytes(2 * MEGABYTE))
    server.wait_until(lambda: [name for name in spooled(server) if name.startswith(upload.job_id) and "tail" in name])
    connection.close()
    server.wait_until(lambda: not [name for name in spooled(server) if "tail" in name])


PLAYLIST = b"ffconcat version 1.0\nfile /etc/passwd\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAYLIST + b"# more\n" * 1_000_000, id="a playlist of other files"),
        pytest.param(b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/\n" * 200_000, id="a playlist of addresses"),
        pytest.param(b"PK\x03\x04" + bytes(6 * MEGABYTE), id="an archive"),
    ],
)
def test_what_is_no_film_ends_its_upload_and_says_why(live_server_process: LiveServer, content: bytes) -> None:
    server, upload = live_server_process, Upload(live_server_process, content)
    assert upload.send(FIRST).status_code == 204
    failed = server.wait_for(upload.job_id, "failed")
    assert (failed["error"]["code"], failed["source_available"]) == ("not_media", False)
    refused = upload.send(2 * FIRST)
    assert (refused.status_code, refused.json()["code"]) == (422, "not_media")
    assert (
        refused.json()["title"] == failed["error"]["message"] == "'film.mkv' is not a film or sound that can be read."
    )
    with server.client() as client:
        assert client.head(upload.address, headers=TUS).status_code == 422
        assert client.post(f"/api/jobs/{upload.job_id}/retry/").status_code == 410
    assert not [name for name in spooled(server) if upload.job_id in name]
    assert server.files(upload.job_id) == []


def test_who_is_still_sending_hears_of_it(live_server_process: LiveServer) -> None:
    server, upload = live_server_process, Upload(live_server_process, PLAYLIST + b"# more\n" * 5_000_000)
    sent = 0

    def slowly() -> Any:
        nonlocal sent
        for start in range(0, len(upload.content), MEGABYTE):
            if start == 4 * MEGABYTE:
                server.wait_for(upload.job_id, "failed")
            sent = start
            yield upload.content[start : start + MEGABYTE]

    with server.client() as client:
        answer = client.patch(upload.address, content=slowly(), headers={**BYTES, "Upload-Offset": "0"})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_media")
    assert not [name for name in spooled(server) if upload.job_id in name]


def test_what_may_still_become_a_film_is_let_come(live_server_process: LiveServer) -> None:
    upload = Upload(live_server_process, noise(5 * MEGABYTE))
    upload.send(4 * MEGABYTE)
    assert upload.send().status_code == 204
    failed = live_server_process.wait_for(upload.job_id, "failed")
    assert (failed["error"]["code"], failed["provisional"], failed["arrived"]) == ("not_media", False, None)


def test_damaged_bytes_are_not_looked_at(live_server_process: LiveServer, films: Callable[[str], Path]) -> None:
    server, content = live_server_process, films("film.mkv").read_bytes()
    upload = Upload(server, content)
    wrong = {**BYTES, "Upload-Offset": "0", "Upload-Checksum": f"sha1 {base64.b64encode(bytes(20)).decode()}"}
    with server.client() as client:
        damaged = client.patch(upload.address, content=PLAYLIST + bytes(2 * MEGABYTE), headers=wrong)
    assert damaged.status_code == 460
    upload.send(FIRST)
    assert len(upload.looked_at()["streams"]) == 2


def hanging_ffprobe(folder: Path) -> Path:
    """Says what version it is, and nothing else for five minutes."""
    script, real = folder / "ffprobe", find_tools().ffprobe
    script.write_text(
        f"#!{sys.executable}\nimport os, sys, time\n"
        f"if '-version' in sys.argv: os.execv({str(real)!r}, sys.argv)\ntime.sleep(300)\n"
    )
    script.chmod(0o755)
    return script


def test_no_byte_waits_for_a_look_and_one_that_was_cut_off_is_taken_when_the_client_is_back(
    make_server: ServerFactory, films: Callable[[str], Path], tmp_path: Path
) -> None:
    server = make_server(FFPROBE_PATH=str(hanging_ffprobe(tmp_path))).start()
    content = films("film.mkv").read_bytes()
    upload, whole = Upload(server, content), Upload(server, content)
    for other in (upload, whole):
        assert other.send(FIRST).status_code == 204
    server.wait_until(lambda: server.encoders(upload.job_id) and server.encoders(whole.job_id))
    assert Upload(server, content).send(2 * FIRST).status_code == 204
    assert whole.send().status_code == 204
    assert server.job(whole.job_id)["status"] != "uploading"
    server.kill()
    server.variables.update(FFPROBE_PATH="", DISK_RESERVE="1000T")
    server.start()
    assert upload.job()["plan"] is None
    with server.client() as client:
        client.head(upload.address, headers=TUS).raise_for_status()
    assert upload.looked_at()["status"] == "uploading"
    full = upload.send_tail(MEGABYTE)  # a tail is of use, but not worth the disk's last bytes
    assert (full.status_code, full.json()["code"]) == (507, "no_space")


def test_on_the_way_to_a_bucket(
    make_server: ServerFactory, object_store: ObjectStore, films: Callable[[str], Path]
) -> None:
    settings = object_store.new_bucket()
    server, bucket = make_server(**settings.variables()).start(), Bucket(settings)
    content = films("late.mp4").read_bytes()
    upload = Upload(server, content, "late.mp4")
    assert upload.send_tail(content.rindex(b"moov") - 4).status_code == 204
    upload.send(FIRST)
    early = upload.looked_at()
    upload.send()
    assert server.wait_for(upload.job_id, "ready")["plan"] == early["plan"]
    none = Upload(server, PLAYLIST + b"# more\n" * 2_000_000)
    none.send(8 * MEGABYTE)
    server.wait_for(none.job_id, "failed")
    refused = none.send()
    assert (refused.status_code, refused.json()["code"]) == (422, "not_media")
    server.wait_until(lambda: not [key for key, _ in bucket.unfinished("jobs/") if none.job_id in key])
    assert not [key for key in bucket.keys("jobs/") if none.job_id in key]
    assert not [name for name in spooled(server) if none.job_id in name]
