"""The two places for films, both real."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkv2castui.conversions.storage import Storage, bucket_spool, bucket_writing
from mkv2castui.conversions.storage.bucket import Bucket
from mkv2castui.conversions.storage.bucket_spool import BucketSpool
from mkv2castui.conversions.storage.local import LocalStorage
from mkv2castui.conversions.storage.objects import S3Storage
from mkv2castui.conversions.storage.scratch import Scratch
from mkv2castui.conversions.storage.spool import Spool
from testing.object_store import BucketSettings, ObjectStore

from .bucket_uploads import PART


@pytest.fixture
def bucket_settings(object_store: ObjectStore) -> BucketSettings:
    return object_store.new_bucket()


@pytest.fixture
def bucket(bucket_settings: BucketSettings) -> Bucket:
    return Bucket(bucket_settings)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    scratch = Scratch(tmp_path / "scratch", reserve=0)
    scratch.root.mkdir()
    yield scratch
    left = [entry for entry in scratch.root.rglob("*") if entry.is_file() and entry.suffix != ".lock"]
    assert all(entry.suffix == ".film" for entry in left), left


@pytest.fixture
def objects(db: None, bucket: Bucket, scratch: Scratch) -> S3Storage:
    return S3Storage(bucket, scratch, BucketSpool(bucket, Spool(scratch.root.parent / "uploads")))


@pytest.fixture(params=[pytest.param("local", id="in a folder"), pytest.param("objects", id="in a bucket")])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "local":
        return LocalStorage(tmp_path)
    objects: S3Storage = request.getfixturevalue("objects")
    return objects


Putter = Callable[[bytes], uuid.UUID]


@pytest.fixture
def put(place: Storage) -> Putter:
    """A job with these bytes as its source."""

    def put_source(content: bytes) -> uuid.UUID:
        job_id = uuid.uuid4()
        incoming = place.incoming(job_id, None)
        incoming.write(content)
        incoming.finish()
        return job_id

    return put_source


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket_writing, "_SMALLEST", PART)


@pytest.fixture
def nothing_stays_open() -> Iterator[None]:
    yield
    assert bucket_spool._in_hand == set()


@pytest.fixture
def spool(objects: S3Storage) -> BucketSpool:
    return objects.spool


@pytest.fixture
def elsewhere(spool: BucketSpool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BucketSpool:
    """Of a web process with a disk of its own, which knows nothing of what this one has in hand."""
    monkeypatch.setattr(bucket_spool, "_taken", lambda _: lambda: None)
    return BucketSpool(spool.bucket, Spool(tmp_path / "elsewhere"))
