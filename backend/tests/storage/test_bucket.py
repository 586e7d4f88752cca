"""What is particular to films in a bucket."""

from __future__ import annotations

import gc
import threading
import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from s3transfer.manager import TransferConfig

from mkv2castui.conversions.storage import NoSpace, StorageUnavailable
from mkv2castui.conversions.storage.bucket import _COPIES, MEGABYTE, Bucket
from mkv2castui.conversions.storage.multipart import part_size
from mkv2castui.conversions.storage.objects import S3Storage, key_of
from mkv2castui.conversions.storage.scratch import Scratch
from testing.object_store import BucketSettings
from testing.ports import free_port


class Unwanted(Exception):
    pass


aborts_a_request = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The library leaves the socket of an answer that nobody reads any more to the garbage collector."""


def wanted() -> None:
    pass


def put(objects: S3Storage, content: bytes) -> uuid.UUID:
    job_id = uuid.uuid4()
    incoming = objects.incoming(job_id, len(content))
    incoming.write(content)
    incoming.finish()
    return job_id


def copies(scratch: Scratch) -> list[str]:
    return sorted(entry.stem for entry in (scratch.root / "sources").glob("*.film"))


@pytest.mark.parametrize(
    ("sent", "announced", "megabytes"),
    [
        pytest.param(0, 10 * MEGABYTE, 8, id="a small film"),
        pytest.param(500, 500 * 1024 * MEGABYTE, 52, id="a huge film in ten thousand equal parts"),
        pytest.param(999, None, 8, id="an unknown size, at first"),
        pytest.param(1000, None, 16, id="an unknown size, after 8 GB"),
        pytest.param(9999, None, 4096, id="an unknown size, at last within the largest part"),
    ],
)
def test_ten_thousand_parts_suffice(sent: int, announced: int | None, megabytes: int) -> None:
    assert part_size(sent, announced) == megabytes * MEGABYTE
    assert announced is None or 10_000 * part_size(0, announced) >= announced


def test_a_copy_comes_once_and_goes_when_released(objects: S3Storage, scratch: Scratch) -> None:
    job_id = put(objects, b"film")
    for _ in range(2):
        with objects.source_file(job_id, wanted):
            objects.bucket.client.delete_object(Bucket=objects.bucket.name, Key=key_of(job_id, "none"))
    assert copies(scratch) == [str(job_id)]
    objects.release_source(job_id)
    assert list((scratch.root / "sources").iterdir()) == []


def test_a_copy_in_use_is_neither_released_nor_swept(objects: S3Storage, scratch: Scratch) -> None:
    job_id = put(objects, b"film")
    with objects.source_file(job_id, wanted) as path:
        objects.release_source(job_id)
        objects.sweep()
        assert path.read_bytes() == b"film"


def test_two_who_want_the_same_film_fetch_it_once(scratch: Scratch) -> None:
    job_id, fetched, both = uuid.uuid4(), [], threading.Barrier(2, timeout=20)

    def fetch(file: Path) -> None:
        fetched.append(file)
        file.write_bytes(b"film")

    def use() -> None:
        with scratch.source(job_id, 4, fetch, wanted) as path:
            both.wait()  # both at the same time
            assert path.read_bytes() == b"film"

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(fetched) == 1


def test_old_copies_make_room_and_then_there_is_none(objects: S3Storage, scratch: Scratch) -> None:
    old, new = put(objects, b"film"), put(objects, b"film")
    with objects.source_file(old, wanted):
        pass
    full = replace(objects, scratch=replace(scratch, reserve=2**60))
    with pytest.raises(NoSpace) as error, full.source_file(new, wanted):
        pass
    assert (error.value.needs, error.value.free) == (4, 0)
    assert copies(scratch) == []


def test_an_idle_copy_is_swept(objects: S3Storage, scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = put(objects, b"film")
    with objects.source_file(job_id, wanted):
        pass
    objects.sweep()
    assert copies(scratch) == [str(job_id)]
    monkeypatch.setattr("mkv2castui.conversions.storage.scratch.IDLE", -1)
    objects.sweep()
    assert list((scratch.root / "sources").iterdir()) == []


def test_what_a_dead_process_left_on_scratch_is_swept(objects: S3Storage, scratch: Scratch) -> None:
    for name in ("sources/a.part", "sources/a.lock", "attempts/b.lock", "attempts/b/film.mp4"):
        (scratch.root / name).parent.mkdir(parents=True, exist_ok=True)
        (scratch.root / name).touch()
    with scratch.attempt("alive") as folder:
        objects.sweep()
        assert folder.is_dir()
    assert [entry for entry in scratch.root.rglob("*") if entry.is_file()] == []


def test_a_film_that_is_no_longer_wanted_on_its_way_here_leaves_nothing(objects: S3Storage, scratch: Scratch) -> None:
    """Nor a socket: the store has begun to answer when nobody wants to hear it any more."""
    job_id, bodies, answers = put(objects, bytes(8 * MEGABYTE)), list[Any](), threading.Event()

    def answered(parsed: Any, **_: Any) -> None:
        bodies.append(parsed["Body"])
        answers.set()
        time.sleep(0.3)  # until the transfer has been ended

    def until_it_answers() -> None:
        if answers.is_set():
            raise Unwanted

    objects.bucket.client.meta.events.register("after-call.s3.GetObject", answered)
    with pytest.raises(Unwanted), objects.source_file(job_id, until_it_answers):
        pass
    assert copies(scratch) == []
    assert [body._raw_stream.closed for body in bodies] == [True]


@aborts_a_request
def test_results_that_are_no_longer_wanted_leave_nothing(objects: S3Storage) -> None:
    def never() -> None:
        raise Unwanted

    job_id = put(objects, b"film")
    with objects.results(job_id, uuid.uuid4(), []) as results:
        (results.directory / "Film.cast.mp4").write_bytes(bytes(40 * MEGABYTE))
        with pytest.raises(Unwanted):
            results.publish(never)
    assert {holding.attempt for holding in objects.holdings()} == {None}
    assert list(objects.bucket.unfinished("jobs/")) == []
    gc.collect()


def test_a_signed_address_says_name_and_kind_and_answers_parts(objects: S3Storage) -> None:
    job_id = put(objects, b"0123456789")
    disposition = "attachment; filename=\"Film.mp4\"; filename*=UTF-8''Film.mp4"
    place: Any = objects.place(job_id, "source", name="", disposition=disposition, content_type="video/mp4")
    part = httpx.get(place.url, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")
    assert part.headers["content-disposition"] == disposition
    assert part.headers["content-type"] == "video/mp4"
    assert httpx.head(place.head_url).headers["content-length"] == "10"


def test_browsers_are_sent_to_the_public_endpoint(bucket_settings: BucketSettings) -> None:
    public = Bucket(replace(bucket_settings, public_endpoint_url="https://films.example.org"))
    address = public.address("jobs/x/source", disposition="inline", content_type="video/mp4")
    assert address.url.startswith(f"https://films.example.org/{bucket_settings.bucket}/jobs/x/source?")


def test_a_store_that_does_not_answer_is_told(bucket_settings: BucketSettings, objects: S3Storage) -> None:
    nobody = Bucket(replace(bucket_settings, endpoint_url=f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(StorageUnavailable) as error:
        replace(objects, bucket=nobody).has_source(uuid.uuid4())
    assert error.value.detail


def test_a_bucket_that_is_not_there_is_told(bucket_settings: BucketSettings, objects: S3Storage) -> None:
    with pytest.raises(StorageUnavailable):
        replace(objects, bucket=Bucket(replace(bucket_settings, bucket="not-there"))).incoming(uuid.uuid4(), None)


def test_a_film_too_large_for_one_copy_is_copied_in_parts(objects: S3Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store refuses to copy more than 5 GB at once; here, by our own limit, more than 5 MB."""
    in_parts = TransferConfig(multipart_chunksize=5 * MEGABYTE, multipart_threshold=5 * MEGABYTE)
    monkeypatch.setattr("mkv2castui.conversions.storage.bucket._COPIES", in_parts)
    content = bytes(range(256)) * (11 * MEGABYTE // 256)
    origin, other = put(objects, content), uuid.uuid4()
    objects.share_source(origin, other)
    copied = objects.bucket.client.head_object(Bucket=objects.bucket.name, Key=key_of(other, "source"))
    assert copied["ETag"].strip('"').endswith("-3")  # of three parts
    assert b"".join(objects.read(other, "source")) == content


def test_no_single_copy_is_larger_than_the_store_takes() -> None:
    assert _COPIES.multipart_threshold < 5 * 1024 * MEGABYTE
