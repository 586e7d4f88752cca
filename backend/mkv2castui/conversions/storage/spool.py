"""Uploads on their way, on the disk: what was announced, and the bytes that have come.

::

    <root>/<id>.json   the ticket: owner, length, wishes; outlives the end, for a client whose answer was lost
    <root>/<id>        the bytes; their number is the offset, so that no crash can make the two differ
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.errors import full_disk_as_no_space

SPOOL = "uploads"
"""Its folder in the data folder."""

LIFE = 24 * 3600
"""Seconds after the last byte until an upload is forgotten."""


class Locked(Exception):
    """Another request writes to the upload."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """``id``: also of the job, unless it is a part. ``metadata``, ``concat``: as the client sent them."""

    id: str
    owner: str
    length: int
    metadata: str
    concat: str | None

    @property
    def is_part(self) -> bool:
        return self.concat == "partial"


@dataclass(frozen=True, slots=True)
class Spool:
    root: Path

    def create(self, ticket: Ticket) -> None:
        """Raises ``NoSpace``."""
        self.root.mkdir(parents=True, exist_ok=True)
        with full_disk_as_no_space(self.root, 0):
            self.data(ticket.id).touch(exist_ok=False)
            note = self._note(ticket.id)
            note.with_suffix(".new").write_text(json.dumps(asdict(ticket)))
            note.with_suffix(".new").rename(note)

    def find(self, upload_id: uuid.UUID) -> Ticket | None:
        return self._read(self._note(str(upload_id)))

    def _read(self, note: Path) -> Ticket | None:
        try:
            return Ticket(**json.loads(note.read_text()))
        except FileNotFoundError:
            return None

    def data(self, upload_id: str) -> Path:
        return self.root / upload_id

    def head(self, ticket: Ticket) -> Path | None:
        """The film's first bytes as a file of this machine, for an early look; ``None`` where they are not at hand."""
        data = self.data(ticket.id)
        return data if data.exists() else None

    def offset(self, ticket: Ticket) -> int:
        """Bytes that have come. All, when the file has gone to its place."""
        try:
            return self.data(ticket.id).stat().st_size
        except FileNotFoundError:
            return ticket.length

    def is_here(self, ticket: Ticket) -> bool:
        return self.data(ticket.id).exists()

    def expires(self, ticket: Ticket) -> datetime:
        return datetime.fromtimestamp(_used(self._newest(ticket.id)) + LIFE, UTC)

    @contextmanager
    def writing(self, ticket: Ticket) -> Iterator[BinaryIO]:
        """The file at its end, for one at a time. Raises :class:`Locked`."""
        with self.data(ticket.id).open("r+b", buffering=0) as file:
            _lock(file)
            file.seek(0, os.SEEK_END)
            yield file

    @contextmanager
    def ending(self, ticket: Ticket) -> Iterator[None]:
        """For one at a time. Raises :class:`Locked`."""
        with self._note(ticket.id).open("rb") as note:
            _lock(note)
            yield

    def join(self, parts: Collection[Ticket], whole: Ticket) -> None:
        """Fill ``whole`` with the bytes of ``parts``, within the kernel, and remove them. Raises ``NoSpace``."""
        with full_disk_as_no_space(self.root, whole.length), self.writing(whole) as target:
            for part in parts:
                with self.data(part.id).open("rb", buffering=0) as source:
                    _copy(source, target)
            os.fsync(target.fileno())
        for part in parts:
            self.remove(part.id)

    def remove(self, upload_id: str) -> None:
        self._note(upload_id).unlink(missing_ok=True)
        self.data(upload_id).unlink(missing_ok=True)

    def free_bytes(self) -> int:
        self.root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    def promised(self) -> int:
        """Bytes that announced uploads will still bring."""
        tickets = [ticket for note in self.root.glob("*.json") if (ticket := self._read(note)) is not None]
        return sum(ticket.length - self.offset(ticket) for ticket in tickets)

    def sweep(self) -> None:
        """Forget the uploads of which nothing has come for :data:`LIFE`."""
        for upload_id in self._expired():
            self.remove(upload_id)

    def _expired(self) -> list[str]:
        limit = time.time() - LIFE
        found = {entry.name.split(".")[0] for entry in self.root.iterdir()} if self.root.is_dir() else set()
        return [upload_id for upload_id in sorted(found) if _used(self._newest(upload_id)) < limit]

    def _newest(self, upload_id: str) -> list[Path]:
        return [self._note(upload_id), self.data(upload_id)]

    def _note(self, upload_id: str) -> Path:
        return self.root / f"{upload_id}.json"


def _lock(file: BinaryIO) -> None:
    """Until it is closed; the kernel frees those of the dead."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Locked from None


def _used(files: Iterable[Path]) -> float:
    """When the newest of ``files`` was written; 0 when none is there."""
    times = [0.0]
    for file in files:
        try:
            times.append(file.stat().st_mtime)
        except FileNotFoundError:
            continue
    return max(times)


def _copy(source: BinaryIO, target: BinaryIO) -> None:
    """``sendfile`` between files: no byte enters this process."""
    rest, position = os.fstat(source.fileno()).st_size, 0
    while position < rest:
        position += os.sendfile(target.fileno(), source.fileno(), position, rest - position)
