"""Results going out over HTTP, as browsers, players and curl ask for them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from testing.live_server import LiveServer


@dataclass(frozen=True)
class Result:
    """A completed job whose result is ``content``."""

    server: LiveServer
    job_id: str
    content: bytes

    @property
    def path(self) -> str:
        return f"/api/jobs/{self.job_id}/download/"

    @property
    def url(self) -> str:
        return self.server.url + self.path

    def get(self, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with self.server.client() as client:
            return client.get(self.path, headers=named)


@pytest.fixture(scope="session")
def result(live_server_process: LiveServer, playable_film: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    path = tmp_path_factory.mktemp("named") / "Amélie “%1”.mp4"
    path.hardlink_to(playable_film)
    job = live_server_process.wait_for(live_server_process.upload(path)["id"], "completed")
    return Result(live_server_process, job["id"], path.read_bytes())


WHOLE = slice(None)


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        pytest.param("bytes=0-9", slice(0, 10), id="the first ten bytes"),
        pytest.param("bytes=100-", slice(100, None), id="from a byte to the end"),
        pytest.param("bytes=-7", slice(-7, None), id="the last seven bytes"),
        pytest.param("bytes=5-5", slice(5, 6), id="one byte"),
        pytest.param("bytes=10-99999999999", slice(10, None), id="an end beyond the file means its end"),
        pytest.param("bytes=-99999999999", WHOLE, id="a tail longer than the file is the file"),
        pytest.param("bytes=0-9,99999999999-", slice(0, 10), id="of two parts the one that is there"),
        pytest.param("Bytes = 0-9", slice(0, 10), id="spaces and capitals"),
    ],
)
def test_one_part(result: Result, wanted: str, part: slice) -> None:
    answer = result.get(Range=wanted)
    assert (answer.status_code, answer.content) == (206, result.content[part])
    start = part.indices(len(result.content))[0]
    span = f"{start}-{start + len(answer.content) - 1}"
    assert answer.headers["content-range"] == f"bytes {span}/{len(result.content)}"
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param("lines=1-2", id="another unit"),
        pytest.param("bytes=9-0", id="the end before the start"),
        pytest.param("bytes=", id="none"),
        pytest.param("bytes=-", id="a dash alone"),
        pytest.param("bytes=a-b", id="letters"),
        pytest.param("bytes=" + ",".join(f"{n}-{n}" for n in range(33)), id="more parts than a player ever wants"),
    ],
)
def test_a_range_that_makes_no_sense_is_no_range(result: Result, wanted: str) -> None:
    answer = result.get(Range=wanted)
    assert (answer.status_code, answer.content) == (200, result.content)
    assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("wanted", ["bytes={size}-", "bytes=-0", "bytes={size}-99999999999,-0"])
def test_a_part_beyond_the_file_is_refused_with_its_size(result: Result, wanted: str) -> None:
    size = len(result.content)
    answer = result.get(Range=wanted.format(size=size))
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{size}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["limit"]) == ("range_not_satisfiable", size)


def test_several_parts_come_in_one_answer(result: Result) -> None:
    answer = result.get(Range="bytes=0-1,10-19,-3")
    assert answer.status_code == 206
    kind, _, boundary = answer.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/byteranges"
    assert answer.headers["content-length"] == str(len(answer.content))
    parts = [part.partition(b"\r\n\r\n") for part in answer.content.split(f"--{boundary}".encode())[1:-1]]
    assert [body[:-2] for _, _, body in parts] == [result.content[:2], result.content[10:20], result.content[-3:]]
    assert all(b"Content-Type: video/mp4" in head for head, _, _ in parts)
    assert f"Content-Range: bytes 10-19/{len(result.content)}".encode() in parts[1][0]


def test_a_copy_that_is_still_right_is_not_sent_again(result: Result) -> None:
    whole = result.get()
    tag, modified = whole.headers["etag"], whole.headers["last-modified"]
    assert not tag.startswith("W/")
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = result.get(If_None_Match=known)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert result.get(If_Modified_Since=modified).status_code == 304
    for other in ({"If_None_Match": '"other"'}, {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
        assert result.get(**other).content == result.content
    both = result.get(If_None_Match='"other"', If_Modified_Since=modified)
    assert both.status_code == 200  # the tag is the better witness
    assert result.get(If_Modified_Since="yesterday").status_code == 200


@pytest.mark.parametrize("witness", ["etag", "last-modified"])
def test_a_part_of_the_same_version_is_a_part(result: Result, witness: str) -> None:
    known = result.get().headers[witness]
    assert result.get(Range="bytes=0-9", If_Range=known).content == result.content[:10]


@pytest.mark.parametrize("other", ['"other"', "Thu, 01 Jan 1970 00:00:00 GMT", 'W/"weak"'])
def test_a_part_of_another_version_is_the_whole(result: Result, other: str) -> None:
    answer = result.get(Range="bytes=99999999999-", If_Range=other)
    assert (answer.status_code, answer.content) == (200, result.content)


def test_head_says_what_get_would(result: Result) -> None:
    with result.server.client() as client:
        head = client.head(result.path)
    get = result.get()
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "content-disposition", "etag", "last-modified", "accept-ranges"):
        assert head.headers[name] == get.headers[name], name
    assert get.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize("wanted", ["bytes=0-9", "bytes=99999999999-"])
def test_head_knows_no_parts(result: Result, archive_url: str, wanted: str) -> None:
    """RFC 9110, 14.2: a range is for GET alone."""
    with result.server.client() as client:
        for path in (result.path, archive_url):
            whole, head = client.head(path), client.head(path, headers={"Range": wanted})
            assert (head.status_code, head.headers["content-length"]) == (200, whole.headers["content-length"])


def test_the_name_is_told_to_old_and_new_programs(result: Result) -> None:
    told = result.get().headers["content-disposition"]
    assert told == "attachment; filename=\"Am_lie __1_.mp4\"; filename*=UTF-8''Am%C3%A9lie%20%E2%80%9C%251%E2%80%9D.mp4"


def test_curl_takes_up_a_download_where_it_broke_off(result: Result, tmp_path: Path) -> None:
    curl = which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    part = tmp_path / "film.mp4"
    part.write_bytes(result.content[:1000])
    subprocess.run([curl, "--silent", "--fail", "--continue-at", "-", "--output", part, result.url], check=True)
    assert part.read_bytes() == result.content


@pytest.fixture(scope="session")
def archive_url(live_server_process: LiveServer, result: Result, film: Path) -> str:
    """Two films called alike, one of them with subtitles."""
    server = live_server_process
    converted = server.wait_for(server.upload(film)["id"], "completed")["id"]
    again = server.wait_for(server.upload(film)["id"], "completed")["id"]
    return f"/api/jobs/download/?ids={result.job_id},{converted},{again}"


def test_several_results_come_as_one_archive(result: Result, archive_url: str) -> None:
    with result.server.client() as client:
        answer = client.get(archive_url)
        head = client.head(archive_url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-length"] == str(len(answer.content)) == head.headers["content-length"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = ["film.cast.mp4", "film.cast.en.vtt", "film.cast (2).mp4", "film.cast.en (2).vtt"]
        assert archive.namelist() == ["Amélie “%1”.mp4", *names]
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.read("Amélie “%1”.mp4") == result.content


def test_an_archive_is_taken_up_where_it_broke_off(result: Result, archive_url: str) -> None:
    with result.server.client() as client:
        whole = client.get(archive_url)
        again = {"If-Range": whole.headers["etag"]}
        for start, end in ((0, 10), (5000, 9000), (len(whole.content) - 5, len(whole.content))):
            part = client.get(archive_url, headers={"Range": f"bytes={start}-{end - 1}", **again})
            assert (part.status_code, part.content) == (206, whole.content[start:end])
        known = client.get(archive_url, headers={"If-None-Match": whole.headers["etag"]})
        assert known.status_code == 304
        beyond = client.get(archive_url, headers={"Range": f"bytes={len(whole.content)}-"})
        assert beyond.status_code == 416


@pytest.mark.parametrize(
    ("ids", "status"),
    [
        pytest.param("", 422, id="no jobs"),
        pytest.param("x", 422, id="no ids"),
        pytest.param(",".join(f"{n:032x}" for n in range(101)), 422, id="too many jobs"),
        pytest.param("6f2c1f9e-0000-4000-8000-000000000000", 404, id="a job that isn't there"),
    ],
)
def test_an_archive_of_nothing_is_refused(live_server_process: LiveServer, ids: str, status: int) -> None:
    with live_server_process.client() as client:
        assert client.get("/api/jobs/download/", params={"ids": ids}).status_code == status


def test_an_archive_waits_for_its_results(live_server_process: LiveServer, film: Path) -> None:
    server = live_server_process
    job = server.wait_for(server.upload(film, start="false")["id"], "ready")
    with server.client() as client:
        answer = client.get("/api/jobs/download/", params={"ids": job["id"]})
    assert (answer.status_code, answer.json()["state"]) == (409, "ready")
