"""Where the films of a program lie, looked at from outside of it."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client


class Place(Protocol):
    def files(self, job: str) -> Mapping[str, int]:
        """The sizes of a job's files, by their path within it."""

    def file(self, job: str, path: str) -> AbstractContextManager[Path]:
        """For the time of the block."""

    def strays(self, jobs: Collection[str]) -> Iterator[str]:
        """What belongs to none of ``jobs``."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The data folder."""

    data: Path

    def files(self, job: str) -> Mapping[str, int]:
        folder = self.data / "jobs" / job
        return {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}

    @contextmanager
    def file(self, job: str, path: str) -> Iterator[Path]:
        yield self.data / "jobs" / job / path

    def strays(self, jobs: Collection[str]) -> Iterator[str]:
        yield from (str(entry) for entry in (self.data / "jobs").iterdir() if entry.name not in jobs)
        for place in ("trash", "scratch"):
            yield from (str(path) for path in (self.data / place).rglob("*") if path.is_file())


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A bucket. What a dead worker left in its scratch room is no stray: others tidy that every quarter of an hour."""

    client: S3Client
    bucket: str

    def files(self, job: str) -> Mapping[str, int]:
        start = f"jobs/{job}/"
        return {key.removeprefix(start): size for key, size in self._all().items() if key.startswith(start)}

    @contextmanager
    def file(self, job: str, path: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / Path(path).name
            if path in self.files(job):
                self.client.download_file(self.bucket, f"jobs/{job}/{path}", str(copy))
            yield copy

    def strays(self, jobs: Collection[str]) -> Iterator[str]:
        yield from (key for key in self._all() if key.split("/")[1] not in jobs)
        for upload in self.client.list_multipart_uploads(Bucket=self.bucket).get("Uploads", []):
            yield f"an upload in pieces: {upload.get('Key')}"

    def _all(self) -> dict[str, int]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        return {item["Key"]: item["Size"] for page in pages for item in page.get("Contents", [])}
