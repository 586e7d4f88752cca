"""Where a job's files lie: a folder or an object store, told by the settings."""

from __future__ import annotations

from django.conf import settings

from mkv2castui.conversions.storage.boundary import (
    SOURCE,
    STILL,
    Arrivals,
    Holding,
    Incoming,
    LocalFile,
    Place,
    RemoteFile,
    Results,
    Storage,
    Writing,
    attempt_name,
)
from mkv2castui.conversions.storage.errors import NoSpace, SourceGone, StorageError, StorageUnavailable
from mkv2castui.conversions.storage.local import LocalStorage
from mkv2castui.conversions.storage.problems import problem_of
from mkv2castui.conversions.storage.spool import SPOOL, Spool

__all__ = [
    "SOURCE",
    "STILL",
    "Arrivals",
    "Holding",
    "Incoming",
    "LocalFile",
    "NoSpace",
    "Place",
    "RemoteFile",
    "Results",
    "SourceGone",
    "Storage",
    "StorageError",
    "StorageUnavailable",
    "Writing",
    "attempt_name",
    "current",
    "growing_files",
    "problem_of",
    "spool",
]


def current() -> Storage:
    """The storage of this process' settings."""
    if settings.ENVIRONMENT.s3 is None:
        return LocalStorage(settings.DATA, settings.DISK_RESERVE)
    from mkv2castui.conversions.storage.bucket import Bucket  # the library for it is large: only who needs it loads it
    from mkv2castui.conversions.storage.bucket_spool import BucketSpool
    from mkv2castui.conversions.storage.objects import S3Storage
    from mkv2castui.conversions.storage.scratch import Scratch

    bucket, scratch = Bucket(settings.ENVIRONMENT.s3), Scratch(settings.DATA / "scratch", settings.DISK_RESERVE)
    return S3Storage(bucket, scratch, BucketSpool(bucket, Spool(settings.DATA / SPOOL)))


def spool() -> Arrivals:
    """Uploads that can be taken up again, on their way."""
    if settings.ENVIRONMENT.s3 is None:
        return Spool(settings.DATA / SPOOL)
    from mkv2castui.conversions.storage.bucket import Bucket
    from mkv2castui.conversions.storage.bucket_spool import BucketSpool

    return BucketSpool(Bucket(settings.ENVIRONMENT.s3), Spool(settings.DATA / SPOOL))


def growing_files() -> Spool | None:
    """Uploads in pieces as files of this machine, from their first byte on; ``None`` where they go to a bucket."""
    return Spool(settings.DATA / SPOOL) if settings.ENVIRONMENT.s3 is None else None
