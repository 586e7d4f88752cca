"""Films in a folder, of this machine or shared between several."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.appending import Appending
from mkv2castui.conversions.storage.boundary import SOURCE, STILL, Check, Holding, Incoming, LocalFile, attempt_name
from mkv2castui.conversions.storage.copying import copy
from mkv2castui.conversions.storage.errors import SourceGone, full_disk_as_no_space
from mkv2castui.conversions.storage.joining import sync_folder
from mkv2castui.conversions.storage.spool import SPOOL, Spool, Ticket

_BLOCK = 1024 * 1024
_KNOWS_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
"""What exFAT, some network shares and folders of containers say."""


@dataclass(frozen=True, slots=True)
class LocalStorage:
    """``root`` holds ``jobs/``, and ``trash/`` for deleted jobs on their way out. ``reserve``: bytes of the disk that
    are left alone."""

    root: Path
    reserve: int = 0

    def incoming(self, job_id: uuid.UUID, announced: int | None) -> Incoming:
        with full_disk_as_no_space(self.root, announced or 0):
            self._job(job_id).mkdir(parents=True, exist_ok=True)
            return LocalIncoming(self.path(job_id, SOURCE))

    @contextmanager
    def source_file(self, job_id: uuid.UUID, check: Check) -> Iterator[Path]:
        check()
        if not self.has_source(job_id):
            raise SourceGone("The uploaded film is no longer there.")
        yield self.path(job_id, SOURCE)

    def release_source(self, job_id: uuid.UUID) -> None:
        """It lies where it belongs."""

    def adopt(self, job_id: uuid.UUID, ticket: Ticket) -> None:
        with full_disk_as_no_space(self.root, 0):
            self._job(job_id).mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # it is there already
                _move(Spool(self.root / SPOOL).data(ticket.id), self.path(job_id, SOURCE))
            sync_folder(self._job(job_id))

    def discard_source(self, job_id: uuid.UUID) -> None:
        self.path(job_id, SOURCE).unlink(missing_ok=True)

    def has_source(self, job_id: uuid.UUID) -> bool:
        return self.path(job_id, SOURCE).is_file()

    def share_source(self, origin: uuid.UUID, job_id: uuid.UUID) -> None:
        """A second name of the same file: the bytes stay until the last one goes. A copy where the disk knows none."""
        film, other = self.path(origin, SOURCE), self.path(job_id, SOURCE)
        if not film.is_file():
            raise SourceGone("The uploaded film is no longer there.")
        self._job(job_id).mkdir(parents=True, exist_ok=True)
        try:
            other.hardlink_to(film)
        except FileNotFoundError:
            raise SourceGone("The uploaded film is no longer there.") from None
        except OSError as error:
            if error.errno not in _KNOWS_NO_LINKS:
                raise
            copy(film, other, reserve=self.reserve)

    @contextmanager
    def results(self, job_id: uuid.UUID, token: uuid.UUID, former: Collection[uuid.UUID]) -> Iterator[LocalResults]:
        for other in former:
            self.discard_attempt(job_id, attempt_name(other))
        results = LocalResults(self._job(job_id), self._attempt(job_id, attempt_name(token)))
        with full_disk_as_no_space(self.root, 0):
            results.directory.mkdir(parents=True)
        try:
            yield results
        finally:
            if not results.kept:
                shutil.rmtree(results.directory, ignore_errors=True)

    @contextmanager
    def still(self, job_id: uuid.UUID) -> Iterator[Path]:
        picture = self.path(job_id, STILL)
        picture.parent.mkdir(parents=True, exist_ok=True)  # of a film on its way there is none yet
        for unfinished in picture.parent.glob(f".{picture.stem}.*"):  # of an analysis whose process was killed
            unfinished.unlink(missing_ok=True)
        yield picture

    def place(
        self,
        job_id: uuid.UUID,
        path: str,
        *,
        name: str,  # noqa: ARG002 - the web process says these itself
        disposition: str,  # noqa: ARG002
        content_type: str,  # noqa: ARG002
    ) -> LocalFile | None:
        file = self.path(job_id, path)
        return LocalFile(file) if file.is_file() else None

    def read(self, job_id: uuid.UUID, path: str, start: int = 0) -> Generator[bytes]:
        try:
            file = self.path(job_id, path).open("rb", buffering=0)
        except FileNotFoundError:
            raise SourceGone("The file is no longer there.") from None
        with file:
            file.seek(start)
            while block := file.read(_BLOCK):
                yield block

    def free_bytes(self) -> int | None:
        return shutil.disk_usage(self.root).free

    def discard(self, job_id: uuid.UUID) -> None:
        """The move makes the files vanish at once; taking a big tree apart may take a while."""
        Spool(self.root / SPOOL).remove(str(job_id))
        self._trash().mkdir(parents=True, exist_ok=True)
        grave = self._trash() / f"{job_id}.{uuid.uuid4().hex[:8]}"
        try:
            self._job(job_id).rename(grave)
        except FileNotFoundError:
            return
        shutil.rmtree(grave, ignore_errors=True)

    def holdings(self) -> Iterator[Holding]:
        for job_id in self._ids():
            yield Holding(job_id, None)
            with suppress(FileNotFoundError):
                for entry in (self._job(job_id) / "out").iterdir():
                    yield Holding(job_id, entry.name)

    def discard_attempt(self, job_id: uuid.UUID, attempt: str) -> None:
        shutil.rmtree(self._attempt(job_id, attempt), ignore_errors=True)

    def sweep(self) -> None:
        Spool(self.root / SPOOL).sweep()
        shutil.rmtree(self._trash(), ignore_errors=True)

    def path(self, job_id: uuid.UUID, path: str) -> Path:
        return self._job(job_id) / path

    def _job(self, job_id: uuid.UUID) -> Path:
        return self.root / "jobs" / str(job_id)

    def _attempt(self, job_id: uuid.UUID, attempt: str) -> Path:
        return self._job(job_id) / "out" / attempt

    def _trash(self) -> Path:
        return self.root / "trash"

    def _ids(self) -> Iterator[uuid.UUID]:
        with suppress(FileNotFoundError):
            for entry in (self.root / "jobs").iterdir():
                if (job_id := as_id(entry.name)) is not None:
                    yield job_id


@dataclass(slots=True)
class LocalResults:
    """They are where they belong from the first byte on."""

    job: Path
    directory: Path
    kept: bool = False

    def path_of(self, file: Path) -> str:
        return file.relative_to(self.job).as_posix()

    def publish(self, check: Check) -> None:
        check()

    def keep(self) -> None:
        self.kept = True


class LocalIncoming:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("xb", buffering=0)  # what is written comes in blocks already
        self._end = Appending(self._file)

    def write(self, *chunks: bytes | bytearray) -> None:
        with full_disk_as_no_space(self._path.parent, sum(map(len, chunks))):
            self._end.write(chunks)

    def finish(self) -> None:
        """On the disk for good before the job says so, its name too."""
        with full_disk_as_no_space(self._path.parent, 0):
            self._end.sync()
            self._file.close()
            sync_folder(self._path.parent)

    def abandon(self) -> None:
        if not self._file.closed:
            self._file.close()
            self._path.unlink(missing_ok=True)


def _move(arrived: Path, source: Path) -> None:
    """Its bytes are on the disk before its name says so: who brought the last of them may have been killed."""
    with arrived.open("rb") as file:
        os.fsync(file.fileno())
    arrived.rename(source)


def as_id(name: str) -> uuid.UUID | None:
    """The job of which this is the folder's name."""
    try:
        found = uuid.UUID(name)
    except ValueError:
        return None
    return found if str(found) == name else None
