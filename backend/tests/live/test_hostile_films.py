"""Files that are no films though their names say so, and that point at other files and addresses: refused by what is
in them, and nothing that they point at is opened."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from castengine.tools import find_tools
from testing.traps import Trap

from .test_tus import begin, job_of, send, spooled, told

if TYPE_CHECKING:
    from testing.live_server import LiveServer

MEGABYTE = 1024 * 1024


def texts(file: Path, url: str) -> dict[str, str]:
    """By what they are. ``file`` and ``url`` are what they point at."""
    media = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{0}\n#EXT-X-ENDLIST\n"
    dash = '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet>'
    dash += '<Representation id="1" bandwidth="1" mimeType="video/mp4"><BaseURL>{0}</BaseURL></Representation>'
    dash += "</AdaptationSet></Period></MPD>"
    return {
        "an HLS playlist of a file": media.format(file),
        "an HLS playlist of /etc/passwd": media.format("/etc/passwd"),
        "an HLS playlist of a file as an address": media.format(f"file://{file}"),
        "an HLS playlist of an address": media.format(url),
        "an HLS playlist with a key elsewhere": media.format(url).replace(
            "#EXTINF", f'#EXT-X-KEY:METHOD=AES-128,URI="{url}"\n#EXT-X-MAP:URI="{file}"\n#EXTINF'
        ),
        "a list of HLS playlists": f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{url}\n",
        "a concat script of a file": f"ffconcat version 1.0\nfile {file}\n",
        "a concat script of an address": f"ffconcat version 1.0\nfile {url}\n",
        "a DASH manifest of a file": dash.format(file),
        "a DASH manifest of an address": dash.format(url),
        "a session description": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
        "m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
        "an IMF composition": '<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/'
        f'2016"><Id>urn:uuid:0</Id><Asset><Path>{file}</Path></Asset></CompositionPlaylist>',
        "a Windows Media redirection": f"[Reference]\nRef1={url}\nRef2={file}\n",
        "an ASX playlist": f'<asx version="3.0"><entry><ref href="{url}"/></entry></asx>',
        "subtitles whose pictures are another file": f"# VobSub index file, v7 (do not modify this line!)\n# {file}\n"
        "size: 720x576\nid: en, index: 0\ntimestamp: 00:00:01:000, filepos: 000000000\n",
        "subtitles that draw a file": f"[Script Info]\n[V4+ Styles]\n[Graphics]\nfilename: {file}\n[Events]\n"
        f"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{file}\n",
        "a script of another program": f'AVISource("{file}")\n',
        "a filter that reads a file": f"movie={file}\n",
    }


def element(identifier: str, content: bytes) -> bytes:
    return bytes.fromhex(identifier) + (len(content) | 1 << 56).to_bytes(8, "big") + content


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def bombs(file: Path, url: str) -> dict[str, bytes]:
    """Those that are no texts."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mkv", bytes(100 * MEGABYTE))
    header = element("1A45DFA3", element("4282", b"matroska"))
    linked = element("7384", str(file).encode()) + element("3E83BB", str(file).encode()) + element("3EB923", bytes(16))
    address = url.encode() + b"\0"
    reference = box(b"rdrf", bytes(4) + b"url " + len(address).to_bytes(4, "big") + address)
    return {
        "an archive that swells": zipped.getvalue(),
        "a Matroska segment that goes on in another file": header + element("18538067", element("1549A966", linked)),
        "a QuickTime film that is elsewhere": box(b"ftyp", b"qt  \0\0\0\0qt  ")
        + box(b"moov", box(b"rmra", box(b"rmda", reference))),
        "a picture": bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9"
            "fe92ef0000000049454e44ae426082"
        ),
    }


NAMES = {"a picture": "frame-%03d.png"}
KINDS = [*texts(Path("x"), "x"), *bombs(Path("x"), "x")]


def by_tus(server: LiveServer, name: str, content: bytes) -> str:
    address = begin(server, len(content), Upload_Metadata=told(filename=name))
    assert send(server, address, 0, content).status_code == 204
    return job_of(address)


def by_form(server: LiveServer, name: str, content: bytes) -> str:
    with server.client() as client:
        answer = client.post("/api/upload/", files={"file": (name, content)})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


DOORS = {"tus": by_tus, "form": by_form}
Refused = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trap]:
    with Trap(tmp_path_factory.mktemp("trap")) as set_up:
        yield set_up


@pytest.fixture(scope="module")
def jobs(live_server_process: LiveServer, trap: Trap) -> Refused:
    """What became of each, by kind and door."""
    server = live_server_process
    contents = {kind: text.encode() for kind, text in texts(trap.file, trap.url).items()} | bombs(trap.file, trap.url)
    with ThreadPoolExecutor(4) as pool:
        sent = {
            (kind, door): pool.submit(way, server, NAMES.get(kind, "film.mkv"), content)
            for kind, content in contents.items()
            for door, way in DOORS.items()
        }
    return {which: server.wait_for(job.result(), "failed", "ready", "completed") for which, job in sent.items()}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_film_is_refused_with_a_clear_word(jobs: Refused, trap: Trap, kind: str, door: str) -> None:
    job = jobs[kind, door]
    assert (job["status"], job["error"]["code"]) == ("failed", "not_media")
    assert job["error"]["message"].endswith(".")
    assert NAMES.get(kind, "film.mkv") in job["error"]["message"]
    assert job["error"]["hint"]
    assert trap.sprung == []


def test_nothing_stays_of_it_when_it_is_deleted(live_server_process: LiveServer, jobs: Refused) -> None:
    server, ids = live_server_process, {job["id"] for job in jobs.values()}
    with server.client() as client:
        for job in ids:
            client.delete(f"/api/jobs/{job}/").raise_for_status()
        assert {client.get(f"/api/jobs/{job}/").status_code for job in ids} == {404}
    assert not [name for name in spooled(server) if name.partition(".")[0] in ids]
    assert not [job for job in ids if server.directory(job).exists()]


def test_the_trap_notices(tmp_path: Path) -> None:
    """Or the tests above would prove nothing: without our guards ffmpeg goes where a script sends it."""
    for kind, number in (("a concat script of a file", 0), ("a concat script of an address", 1)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with Trap(folder) as set_up:
            (folder / "script").write_text(texts(set_up.file, set_up.url)[kind])
            unguarded = ["-v", "error", "-protocol_whitelist", "file,http,tcp", "-safe", "0", "-f", "concat"]
            subprocess.run([find_tools().ffprobe, *unguarded, folder / "script"], check=False, timeout=60)
            set_up.wait_until_sprung()
            assert set_up.sprung == [("file", "url")[number]]
