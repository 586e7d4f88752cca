"""Uploads on their way, on the disk: what was announced, and the bytes that have come.

::

    <root>/<id>.json   the ticket: owner, length, wishes; outlives the end, for a client whose answer was lost
    <root>/<id>        the bytes; their number is the offset, so that no crash can make the two differ
    <root>/<id>.*tail  the film's last bytes, sent ahead to be looked at (without ".*": whole)
    <root>/<id>.*look  what has come with the rest left out, as long as it is looked at
    <root>/<id>.less   some of what had come was taken back: who reads along has read what never came
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.appending import Appending
from mkv2castui.conversions.storage.errors import SourceGone, full_disk_as_no_space
from mkv2castui.conversions.storage.joining import Part, join, sync_folder

SPOOL = "uploads"
"""Its folder in the data folder."""

LIFE = 24 * 3600
"""Seconds after the last byte until an upload is forgotten."""


_LESS = ".less"


class Locked(Exception):
    """Another request writes to the upload."""


class Moved(Exception):
    """All bytes of the upload have come, and have gone to their place."""


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

    @property
    def is_joined(self) -> bool:
        """Made of parts: bytes come from them alone."""
        return (self.concat or "").startswith("final")


class FileWriting:
    """The end of an upload's file. ``offset``: where the next byte goes."""

    def __init__(self, file: BinaryIO, folder: Path) -> None:
        self._file = file
        self._folder = folder
        self._end = Appending(file)
        self._start = self._end.offset

    @property
    def offset(self) -> int:
        return self._end.offset

    def write(self, *chunks: bytes | bytearray) -> None:
        """Raises ``NoSpace``; ``offset`` then says how far it came."""
        with full_disk_as_no_space(self._folder, sum(map(len, chunks))):
            self._end.write(chunks)

    def keep(self) -> None:
        """What was written outlives a power cut once this returns. Raises ``NoSpace``."""
        with full_disk_as_no_space(self._folder, 0):
            self._end.sync()

    def take_back(self) -> None:
        """Nothing of what was written has come."""
        Path(f"{os.fsdecode(self._file.name)}{_LESS}").touch()
        self._file.truncate(self._start)
        self._end = Appending(self._file)

    def close(self) -> None:
        self._file.close()


@dataclass(frozen=True, slots=True)
class Spool:
    root: Path

    def create(self, ticket: Ticket) -> None:
        """It outlives a power cut, as its bytes will. Raises ``NoSpace``."""
        self.root.mkdir(parents=True, exist_ok=True)
        with full_disk_as_no_space(self.root, 0):
            self.data(ticket.id).touch(exist_ok=False)
            note = self._note(ticket.id)
            with note.with_suffix(".new").open("w") as file:
                json.dump(asdict(ticket), file)
                file.flush()
                os.fsync(file.fileno())
            note.with_suffix(".new").rename(note)
            sync_folder(self.root)

    def find(self, upload_id: uuid.UUID) -> Ticket | None:
        return self._read(self._note(str(upload_id)))

    def of_owner(self, owner: str) -> list[Ticket]:
        return [ticket for ticket in self._all() if ticket.owner == owner]

    def _all(self) -> list[Ticket]:
        return [ticket for note in self.root.glob("*.json") if (ticket := self._read(note)) is not None]

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

    def expires(self, ticket: Ticket) -> datetime:
        return datetime.fromtimestamp(_used(self._newest(ticket.id)) + LIFE, UTC)

    def open(self, ticket: Ticket, *, all_or_nothing: bool = False) -> FileWriting:  # noqa: ARG002 - a file can be cut
        """The upload's end, for one at a time until it is closed. Raises :class:`Locked`, :class:`Moved`."""
        try:
            file = self.data(ticket.id).open("r+b", buffering=0)
        except FileNotFoundError:
            raise Moved from None
        try:
            _lock(file)
        except Locked:
            file.close()
            raise
        return FileWriting(file, self.root)

    @contextmanager
    def ending(self, ticket: Ticket) -> Iterator[None]:
        """For one at a time. Raises :class:`Locked`."""
        with self._note(ticket.id).open("rb") as note:
            _lock(note)
            yield

    def joined(self, ticket: Ticket) -> Ticket | None:
        """The upload that its owner has begun to put together from the same parts."""
        return next((other for other in self.of_owner(ticket.owner) if other.concat == ticket.concat), None)

    def join(self, parts: Sequence[uuid.UUID], whole: Ticket) -> None:
        """Fill ``whole`` with the bytes of ``parts``, which go. Where it was cut off it goes on; done, it does nothing.

        Raises ``NoSpace`` and ``SourceGone``.
        """
        found = [ticket for part in parts if (ticket := self.find(part)) is not None]
        if len(found) < len(parts):  # notes go last of all
            if self.offset(whole) < whole.length:
                raise SourceGone("A part of the film is no longer there.")
            return
        join([Part(self.data(part.id), part.length) for part in found], self.data(whole.id))
        for part in found:
            self.remove(part.id)

    def room_to_join(self, parts: Sequence[Ticket]) -> int:
        """Bytes that must be free while ``parts`` are put together."""
        return max((part.length for part in parts[1:]), default=0)

    def was_taken_back(self, upload_id: str) -> bool:
        """Whether bytes that could be read were none of the film's."""
        return self.data(f"{upload_id}{_LESS}").exists()

    def tail(self, upload_id: str) -> Path:
        return self.root / f"{upload_id}.tail"

    def beside(self, upload_id: str, kind: str) -> Path:
        """A new name for a ``tail`` on its way, or a ``look``."""
        return self.root / f"{upload_id}.{uuid.uuid4().hex[:8]}.{kind}"

    def end_looks(self, upload_id: str) -> None:
        """What only an early look is for."""
        files = list(self.root.iterdir()) if self.root.is_dir() else []
        for file in files:  # a pattern would have to be compiled for each film that goes
            if file.name.startswith(f"{upload_id}.") and file.name.endswith(("tail", "look")):
                file.unlink(missing_ok=True)

    def remove(self, upload_id: str) -> None:
        self._note(upload_id).unlink(missing_ok=True)
        self.data(upload_id).unlink(missing_ok=True)
        self.data(f"{upload_id}{_LESS}").unlink(missing_ok=True)
        self.end_looks(upload_id)

    def free_bytes(self) -> int:
        self.root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    def promised(self) -> int:
        """Bytes that announced uploads will still bring."""
        return sum(ticket.length - self.offset(ticket) for ticket in self._all() if not ticket.is_joined)

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
