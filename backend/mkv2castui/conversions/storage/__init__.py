"""Where a job's files lie: a folder or an object store, told by the settings."""

from __future__ import annotations

from django.conf import settings

from mkv2castui.conversions.storage.boundary import (
    SOURCE,
    STILL,
    Holding,
    Incoming,
    LocalFile,
    Place,
    RemoteFile,
    Results,
    Storage,
    attempt_name,
)
from mkv2castui.conversions.storage.errors import NoSpace, SourceGone, StorageError, StorageUnavailable
from mkv2castui.conversions.storage.local import LocalStorage
from mkv2castui.conversions.storage.problems import problem_of
from mkv2castui.conversions.storage.spool import SPOOL, Spool

__all__ = [
    "SOURCE",
    "STILL",
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
    "attempt_name",
    "current",
    "problem_of",
    "spool",
]


def current() -> Storage:
    """The storage of this process' settings."""
    if settings.ENVIRONMENT.s3 is None:
        return LocalStorage(settings.DATA, settings.DISK_RESERVE)
    from mkv2castui.conversions.storage.bucket import Bucket  # the library for it is large: only who needs it loads it
    from mkv2castui.conversions.storage.objects import S3Storage
    from mkv2castui.conversions.storage.scratch import Scratch

    scratch = Scratch(settings.DATA / "scratch", settings.DISK_RESERVE)
    return S3Storage(Bucket(settings.ENVIRONMENT.s3), scratch, spool())


def spool() -> Spool:
    """Uploads that can be taken up again, on their way."""
    return Spool(settings.DATA / SPOOL)
