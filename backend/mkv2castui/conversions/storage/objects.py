"""Films in an S3-compatible store, worked on in copies on this machine."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkv2castui.conversions.storage.boundary import SOURCE, STILL, Check, Holding, Incoming, RemoteFile, attempt_name
from mkv2castui.conversions.storage.bucket import Bucket
from mkv2castui.conversions.storage.bucket_spool import BucketSpool
from mkv2castui.conversions.storage.errors import SourceGone, StorageUnavailable
from mkv2castui.conversions.storage.local import as_id
from mkv2castui.conversions.storage.multipart import S3Incoming
from mkv2castui.conversions.storage.scratch import Scratch
from mkv2castui.conversions.storage.spool import Ticket

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class S3Storage:
    bucket: Bucket
    scratch: Scratch
    spool: BucketSpool

    def incoming(self, job_id: uuid.UUID, announced: int | None) -> Incoming:
        return S3Incoming(self.bucket, key_of(job_id, SOURCE), announced)

    @contextmanager
    def source_file(self, job_id: uuid.UUID, check: Check) -> Iterator[Path]:
        key = key_of(job_id, SOURCE)

        def fetch(file: Path) -> None:
            self.bucket.fetch(key, file, check)

        with self.scratch.source(job_id, self.bucket.size(key), fetch, check) as film:
            yield film

    def release_source(self, job_id: uuid.UUID) -> None:
        self.scratch.release(job_id)

    def adopt(self, job_id: uuid.UUID, ticket: Ticket) -> None:
        assert str(job_id) == ticket.id  # the parts are those of the job's source
        self.spool.complete(ticket)

    def discard_source(self, job_id: uuid.UUID) -> None:
        self.scratch.release(job_id)
        self.bucket.remove(key_of(job_id, SOURCE))

    def has_source(self, job_id: uuid.UUID) -> bool:
        return self._has(key_of(job_id, SOURCE))

    def share_source(self, origin: uuid.UUID, job_id: uuid.UUID) -> None:
        self.bucket.copy(key_of(origin, SOURCE), key_of(job_id, SOURCE))

    @contextmanager
    def results(self, job_id: uuid.UUID, token: uuid.UUID, former: Collection[uuid.UUID]) -> Iterator[S3Results]:
        for other in former:
            self.discard_attempt(job_id, attempt_name(other))
        with self.scratch.attempt(attempt_name(token)) as folder:
            results = S3Results(self.bucket, job_id, attempt_name(token), folder)
            try:
                yield results
            finally:
                if results.sent and not results.kept:
                    self._try_to_discard(job_id, attempt_name(token))

    def _try_to_discard(self, job_id: uuid.UUID, attempt: str) -> None:
        try:
            self.discard_attempt(job_id, attempt)
        except StorageUnavailable:
            log.warning("What attempt %s of %s left in the store goes with the next sweep", attempt, job_id)

    @contextmanager
    def still(self, job_id: uuid.UUID) -> Iterator[Path]:
        with self.scratch.attempt(f"still-{uuid.uuid4().hex}") as folder:
            picture = folder / STILL
            yield picture
            if picture.exists():
                self.bucket.send(picture, key_of(job_id, STILL), _whatever_happens)

    def place(
        self,
        job_id: uuid.UUID,
        path: str,
        *,
        name: str,  # noqa: ARG002 - is in the disposition
        disposition: str,
        content_type: str,
    ) -> RemoteFile | None:
        key = key_of(job_id, path)
        if not self._has(key):
            return None
        return self.bucket.address(key, disposition=disposition, content_type=content_type)

    def read(self, job_id: uuid.UUID, path: str, start: int = 0) -> Generator[bytes]:
        return self.bucket.read(key_of(job_id, path), start)

    def free_bytes(self) -> int | None:
        return None

    def discard(self, job_id: uuid.UUID) -> None:
        self.spool.remove(str(job_id))
        self.scratch.release(job_id)
        self.bucket.remove(key_of(job_id, SOURCE))  # the whole key: see Bucket.unfinished
        self.bucket.remove(key_of(job_id, ""))

    def holdings(self) -> Iterator[Holding]:
        for key in self.bucket.keys("jobs/"):
            yield from holding_of(key)
        for key, _ in self.bucket.unfinished("jobs/"):
            yield from holding_of(key)

    def discard_attempt(self, job_id: uuid.UUID, attempt: str) -> None:
        self.bucket.remove(key_of(job_id, f"out/{attempt}/"))

    def sweep(self) -> None:
        self.spool.sweep()
        self.scratch.sweep()

    def _has(self, key: str) -> bool:
        try:
            self.bucket.size(key)
        except SourceGone:
            return False
        return True


@dataclass(slots=True)
class S3Results:
    """In a folder of this machine until they are published. ``sent``: some may be in the bucket."""

    bucket: Bucket
    job_id: uuid.UUID
    attempt: str
    directory: Path
    sent: bool = False
    kept: bool = False

    def path_of(self, file: Path) -> str:
        return f"out/{self.attempt}/{file.relative_to(self.directory).as_posix()}"

    def publish(self, check: Check) -> None:
        self.sent = True
        for file in sorted(entry for entry in self.directory.rglob("*") if entry.is_file()):
            self.bucket.send(file, key_of(self.job_id, self.path_of(file)), check)

    def keep(self) -> None:
        self.kept = True


def key_of(job_id: uuid.UUID, path: str) -> str:
    return f"jobs/{job_id}/{path}"


def holding_of(key: str) -> list[Holding]:
    """None for a key that isn't ours."""
    parts = key.split("/")
    job_id = as_id(parts[1]) if len(parts) > 2 else None
    if job_id is None:
        return []
    return [Holding(job_id, parts[3] if parts[2] == "out" and len(parts) > 4 else None)]


def _whatever_happens() -> None:
    """Nobody waits for it to be cut off."""
