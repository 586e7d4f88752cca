"""The whole program with its films in an S3-compatible store."""

from __future__ import annotations

import http.client
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from mkv2castui.conversions.storage.bucket import Bucket

if TYPE_CHECKING:
    from testing.live_server import LiveServer
    from testing.object_store import BucketSettings, ObjectStore

    from ..conftest import ServerFactory

MEGABYTE = 1024 * 1024


@pytest.fixture
def bucket_settings(object_store: ObjectStore) -> BucketSettings:
    return object_store.new_bucket()


@pytest.fixture
def bucket(bucket_settings: BucketSettings) -> Bucket:
    return Bucket(bucket_settings)


@pytest.fixture
def server(make_server: ServerFactory, bucket_settings: BucketSettings) -> LiveServer:
    return make_server(**bucket_settings.variables()).start()


def on_this_machine(server: LiveServer) -> list[str]:
    """Films, whole or partial, in the data folder."""
    kept = (".lock", ".json")
    places = [server.data / "jobs", server.data / "scratch"]
    return [str(f) for place in places for f in place.rglob("*") if f.is_file() and f.suffix not in kept]


def test_upload_look_convert_download_delete(server: LiveServer, bucket: Bucket, film: Path) -> None:
    job = server.upload(film, start="false")
    ready = server.wait_for(job["id"], "ready")
    with server.client() as client:
        still = client.get(ready["still_url"])
        assert (still.status_code, still.headers["content-type"]) == (200, "image/jpeg")
        assert client.get(ready["still_url"], headers={"If-None-Match": still.headers["etag"]}).status_code == 304
        client.post(f"/api/jobs/{job['id']}/start/").raise_for_status()
        done = server.wait_for(job["id"], "completed")
        video, subtitle = done["outputs"]
        assert client.get(subtitle["url"]).text.startswith("WEBVTT")

        sent_away = client.get(video["url"])
        assert (sent_away.status_code, sent_away.headers["cache-control"]) == (307, "no-store")
        elsewhere = sent_away.headers["location"]
        assert elsewhere.startswith(f"{bucket.client.meta.endpoint_url}/{bucket.name}/jobs/{job['id']}/out/")
        whole = httpx.get(elsewhere)
        assert (len(whole.content), whole.headers["content-type"]) == (video["size"], "video/mp4")
        assert 'filename="film.cast.mp4"' in whole.headers["content-disposition"]
        part = httpx.get(elsewhere, headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, whole.content[10:20])
        head = httpx.head(client.head(video["url"]).headers["location"])
        assert head.headers["content-length"] == str(video["size"])

        archive = client.get("/api/jobs/download/", params={"ids": job["id"]})
        assert archive.headers["content-length"] == str(len(archive.content))
        with zipfile.ZipFile(io.BytesIO(archive.content)) as zipped:
            assert zipped.read("film.cast.mp4") == whole.content

        server.wait_until(lambda: on_this_machine(server) == [])  # its estimate may be the last that reads it
        assert len(list(bucket.keys(f"jobs/{job['id']}/out/"))) == 2
        assert client.delete(f"/api/jobs/{job['id']}/").status_code == 204
        assert client.get(video["url"]).status_code == 404
    assert list(bucket.keys("")) == []


def test_a_film_that_plays_as_it_is_stays_where_it_is(server: LiveServer, playable_film: Path) -> None:
    done = server.wait_for(server.upload(playable_film)["id"], "completed")
    with server.client() as client:
        elsewhere = client.get(done["outputs"][0]["url"]).headers["location"]
    assert httpx.get(elsewhere).content == playable_film.read_bytes()


def test_the_page_may_play_from_the_bucket(server: LiveServer, bucket: Bucket) -> None:
    with server.client() as client:
        policy = client.get("/api/stats/").headers["content-security-policy"]
    assert f"media-src 'self' blob: {bucket.client.meta.endpoint_url};" in policy


def half_an_upload(server: LiveServer) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest("POST", "/api/upload/")
    connection.putheader("Content-Type", "multipart/form-data; boundary=XX")
    connection.putheader("Content-Length", str(64 * MEGABYTE))
    connection.endheaders()
    connection.send(b'--XX\r\nContent-Disposition: form-data; name="file"; filename="half.mkv"\r\n\r\n')
    connection.send(bytes(20 * MEGABYTE))
    return connection


def test_an_upload_that_breaks_off_leaves_nothing_in_the_bucket(server: LiveServer, bucket: Bucket) -> None:
    connection = half_an_upload(server)
    server.wait_until(lambda: list(bucket.unfinished("jobs/")))
    connection.close()
    server.wait_until(lambda: not list(bucket.unfinished("jobs/")))
    server.wait_until(lambda: server.jobs() == [])


def test_a_power_cut_amid_an_upload_leaves_nothing_after_the_next_start(server: LiveServer, bucket: Bucket) -> None:
    connection = half_an_upload(server)
    server.wait_until(lambda: list(bucket.unfinished("jobs/")))
    server.kill()
    connection.close()
    server.start()
    assert list(bucket.unfinished("jobs/")) == []
    assert server.jobs() == []


def test_a_power_cut_amid_a_conversion_leaves_one_result(server: LiveServer, bucket: Bucket, long_film: Path) -> None:
    job_id = server.upload(long_film)["id"]
    server.wait_for(job_id, "processing")
    server.wait_until(lambda: server.encoders(job_id) or server.job(job_id)["progress"] > 0)
    server.kill()
    bucket.client.put_object(Bucket=bucket.name, Key=f"jobs/{job_id}/out/0123456789ab/left.mp4", Body=b"x")
    bucket.client.create_multipart_upload(Bucket=bucket.name, Key=f"jobs/{job_id}/out/0123456789ac/left.mp4")
    server.start()
    done = server.wait_for(job_id, "completed", seconds=120)
    assert list(bucket.unfinished("jobs/")) == []
    assert len(list(bucket.keys(f"jobs/{job_id}/out/"))) == len(done["outputs"]) == 1
    assert on_this_machine(server) == []


def test_without_room_on_scratch_the_job_fails_clearly_and_can_be_tried_again(
    make_server: ServerFactory, bucket_settings: BucketSettings, film: Path
) -> None:
    full = make_server(DISK_RESERVE="1000T", **bucket_settings.variables()).start()
    job = full.wait_for(full.upload(film)["id"], "failed")
    error = job["error"]
    assert (error["code"], error["needs"], error["free"]) == ("no_space", film.stat().st_size, 0)
    full.stop()
    roomy = make_server(**bucket_settings.variables()).start()
    with roomy.client() as client:
        assert client.post(f"/api/jobs/{job['id']}/retry/").status_code == 202
    roomy.wait_for(job["id"], "completed")


def test_without_the_store_an_upload_is_refused_clearly(server: LiveServer, object_store: ObjectStore) -> None:
    nowhere = {"S3_BUCKET": "not-there"}
    server.stop()
    server.variables.update(nowhere)
    server.start()
    with server.client() as client:
        answer = client.post("/api/upload/", files={"file": ("a.mkv", b"film")})
        assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
        assert object_store.url not in answer.text
    assert server.jobs() == []
