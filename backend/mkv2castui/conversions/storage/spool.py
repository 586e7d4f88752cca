"""Uploads on their way, on the disk: what was announced, and the bytes that have come.

::

    <root>/<id>.json   the ticket: owner, length, wishes; outlives the end, for a client whose answer was lost
    <root>/<id>        the bytes; their number is the offset, so that no crash can make the two differ
    <root>/<id>.*tail  the film's last bytes, sent ahead to be looked at (without ".*": whole)
    <root>/<id>.*look  what has come with the rest left out, as long as it is looked at
    <root>/<id>.less   some of what had come was taken back: who reads along has read what never came
    <root>/<id>.doubt  the place from which bytes have come that count only once their sum is known
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.doubts import Doubt
from mkv2castui.conversions.storage.errors import SourceGone, full_disk_as_no_space
from mkv2castui.conversions.storage.file_writing import LESS, FileWriting, cut
from mkv2castui.conversions.storage.file_writing import Locked as Locked
from mkv2castui.conversions.storage.joining import Part, join, sync_folder

SPOOL = "uploads"
"""Its folder in the data folder."""

LIFE = 24 * 3600
"""Seconds after the last byte until an upload is forgotten."""


_PATIENCE = 2.0  # seconds
_LOOK_EVERY = 0.02  # seconds


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


@dataclass(frozen=True, slots=True)
class Spool:
    root: Path

    def create(self, ticket: Ticket) -> None:
        """It outlives a power cut, as its bytes will. Raises ``NoSpace``."""
        self.root.mkdir(parents=True, exist_ok=True)
        with full_disk_as_no_space(self.root, 0):
            self.data(ticket.id).touch(exist_ok=False)
            try:
                self._write_note(ticket)
            except OSError:
                self.remove(ticket.id)
                raise

    def _write_note(self, ticket: Ticket) -> None:
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
            arrived = self.data(ticket.id).stat().st_size
        except FileNotFoundError:
            return ticket.length
        sure = self._doubt(ticket.id).begins_at()
        return arrived if sure is None else min(arrived, sure)

    def expires(self, ticket: Ticket) -> datetime:
        return datetime.fromtimestamp(_used(self._newest(ticket.id)) + LIFE, UTC)

    def open(self, ticket: Ticket, *, all_or_nothing: bool = False) -> FileWriting:
        """The upload's end, for one at a time until it is closed. Raises :class:`Locked`, :class:`Moved`, ``NoSpace``.

        What is written does not count with ``all_or_nothing`` until it is kept, also when this process is killed."""
        try:
            file = self.data(ticket.id).open("r+b", buffering=0)
        except FileNotFoundError:
            raise Moved from None
        try:
            _lock(file)
            doubt = self._doubt_of(ticket.id, file, all_or_nothing=all_or_nothing)
        except BaseException:
            file.close()
            raise
        return FileWriting(file, self.root, doubt)

    def _doubt_of(self, upload_id: str, file: BinaryIO, *, all_or_nothing: bool) -> Doubt | None:
        """What a process brought that was killed before it knew the sum has not come."""
        doubt = self._doubt(upload_id)
        sure = doubt.begins_at()
        if sure is not None and os.fstat(file.fileno()).st_size > sure:
            cut(file, sure)
        if not all_or_nothing:
            doubt.settle()
            return None
        with full_disk_as_no_space(self.root, 0):
            doubt.raise_at(os.fstat(file.fileno()).st_size)
        return doubt

    @contextmanager
    def ending(self, ticket: Ticket) -> Iterator[None]:
        """For one at a time, while nobody writes. Raises :class:`Locked`, for one that was removed too.

        From then on it is known for another :data:`LIFE`: the answer may be lost."""
        with ExitStack() as held:
            self._hold(ticket, held)  # before the note: who lets go again for a writer is in nobody's way
            try:
                note = held.enter_context(self._note(ticket.id).open("rb"))
            except FileNotFoundError:
                raise Locked from None
            held.enter_context(_kept(note, patience=0))
            os.utime(note.fileno())
            yield

    def _hold(self, ticket: Ticket, held: ExitStack) -> None:
        """Nobody else writes to it. Raises :class:`Locked`."""
        with suppress(FileNotFoundError):
            held.enter_context(_kept(held.enter_context(self.data(ticket.id).open("rb")), patience=_PATIENCE))

    def joined(self, ticket: Ticket) -> Ticket | None:
        """The upload that its owner has begun to put together from the same parts."""
        return next((other for other in self.of_owner(ticket.owner) if other.concat == ticket.concat), None)

    def join(self, parts: Sequence[uuid.UUID], whole: Ticket) -> None:
        """Fill ``whole`` with the bytes of ``parts``, which go. Where it was cut off it goes on; done, it does nothing.

        Raises ``NoSpace``, ``SourceGone``, and :class:`Locked` while somebody writes to a part.
        """
        found = [ticket for part in parts if (ticket := self.find(part)) is not None]
        if len(found) < len(parts):  # notes go last of all
            if self.offset(whole) < whole.length:
                raise SourceGone("A part of the film is no longer there.")
            return
        with ExitStack() as held:
            for part in found:
                self._hold(part, held)
            join([Part(self.data(part.id), part.length) for part in found], self.data(whole.id))
        for part in found:
            self.remove(part.id)

    def room_to_join(self, parts: Sequence[Ticket]) -> int:
        """Bytes that must be free while ``parts`` are put together."""
        return max((part.length for part in parts[1:]), default=0)

    def was_taken_back(self, upload_id: str) -> bool:
        """Whether bytes that could be read were none of the film's."""
        return self.data(f"{upload_id}{LESS}").exists()

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
        note, data = self._note(upload_id), self.data(upload_id)
        less, doubt = self.data(f"{upload_id}{LESS}"), self._doubt(upload_id).note
        for file in (note, note.with_suffix(".new"), data, less, doubt):
            file.unlink(missing_ok=True)
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

    def _doubt(self, upload_id: str) -> Doubt:
        return Doubt(self.root / f"{upload_id}.doubt")


def _lock(file: BinaryIO) -> None:
    """Until it is closed; the kernel frees those of the dead."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Locked from None


@contextmanager
def _kept(file: BinaryIO, *, patience: float) -> Iterator[None]:
    """Locked for the block, and let go at its end by a word: a process that is just being started has the file open as
    well, until it is itself. ``patience``: seconds for who has it only to see that it is whole."""
    end = time.monotonic() + patience
    while True:
        try:
            _lock(file)
            break
        except Locked:
            if time.monotonic() >= end:
                raise
            time.sleep(_LOOK_EVERY)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _used(files: Iterable[Path]) -> float:
    """When the newest of ``files`` was written; 0 when none is there."""
    times = [0.0]
    for file in files:
        try:
            times.append(file.stat().st_mtime)
        except FileNotFoundError:
            continue
    return max(times)
