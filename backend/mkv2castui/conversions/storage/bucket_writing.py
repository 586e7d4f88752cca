"""The end of an upload that goes straight to a bucket, part by part, in constant memory."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

from s3transfer.utils import ReadFileChunk

from mkv2castui.conversions.models import BucketPiece
from mkv2castui.conversions.storage.bucket import MEGABYTE, Bucket
from mkv2castui.conversions.storage.errors import SourceGone, StorageUnavailable, full_disk_as_no_space
from mkv2castui.conversions.storage.heads import Head
from mkv2castui.conversions.storage.spool import Locked
from mkv2castui.conversions.storage.turns import Turn

_SMALLEST = 8 * MEGABYTE
_PLANNED_PARTS = 8000  # of the 10,000 that may be: each break may cost one


class BucketWriting:
    """Collects a part in a nameless file of ``folder`` and sends it when it is full.

    What is too little for a part when a request ends becomes an object of its own, a rest; the part that it belongs to
    leaves room for it, and gets it from the bucket when it is full: in requests of whatever size each byte is sent
    twice and fetched once at most.

    With ``all_or_nothing`` parts are sent as they fill up, but count only once :meth:`keep` says so.
    """

    def __init__(
        self, bucket: Bucket, key: str, turn: Turn, folder: Path, head: Path, *, all_or_nothing: bool,
        on_close: Callable[[], None],
    ) -> None:  # fmt: skip
        self.offset = turn.offset
        self._bucket = bucket
        self._key = key
        self._turn = turn
        self._folder = folder
        self._head = Head(head)
        self._all_or_nothing = all_or_nothing
        self._on_close = on_close
        self._most = part_size(turn.length)
        self._file = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed by close
        self._begin_anew()

    def _begin_anew(self) -> None:
        """With what is kept."""
        self.offset = self._turn.offset
        self._rests = list(self._turn.rests)
        self._start = self.offset - sum(rest.size for rest in self._rests)  # of the part, in the film
        self._new: list[BucketPiece] = []
        self._used: list[BucketPiece] = []
        self._file.truncate(0)

    def write(self, *chunks: bytes | bytearray) -> None:
        """Raises ``StorageError``, and ``Locked`` when another one has taken the turn."""
        with self._clearing_up_when_it_is_lost():
            for chunk in chunks:
                self._add(memoryview(chunk))

    def _add(self, rest: memoryview) -> None:
        while rest:
            if self._is_full():  # the store did not take it before
                self._send()
            taken = rest[: self._most - (self.offset - self._start)]
            self._collect(taken)
            rest = rest[len(taken) :]
            if self._is_full():
                self._send()

    def keep(self) -> None:
        """What was written outlives this process once this returns. Raises ``StorageError`` and ``Locked``."""
        begun = self._start + sum(rest.size for rest in self._rests)
        with self._clearing_up_when_it_is_lost():
            if self.offset > begun:
                self._put_rest(begun)
            self._count()

    def take_back(self) -> None:
        """Nothing of what was written has come, but for what counts already."""
        self._begin_anew()
        self._head.cut(self.offset)

    def close(self) -> None:
        self._file.close()
        self._on_close()

    def finish(self) -> None:
        """All has come: make it one object. Raises ``StorageError`` and ``Locked``."""
        if self._rests or not self._turn.parts():
            self._send()
            self._count()
        multipart = self._turn.multipart(self._begin_multipart)
        with self._given_up_as_lost():
            self._bucket.complete(self._key, multipart, self._turn.parts(), self._turn.length)
        self._turn.end()

    def _is_full(self) -> bool:
        return self.offset > self._start and self.offset in (self._start + self._most, self._turn.length)

    def _collect(self, block: memoryview) -> None:
        position = self.offset - self._start
        with full_disk_as_no_space(self._folder, len(block)):
            _write_all(self._file.fileno(), block, position)
            self._head.add(self.offset, block)
        self.offset += len(block)

    def _send(self) -> None:
        self._fetch_rests()
        size, number = self.offset - self._start, self._turn.number()
        multipart = self._turn.multipart(self._begin_multipart)
        with self._given_up_as_lost():
            tag = self._bucket.put_part(self._key, multipart, number, self._region(0, size))
        self._new.append(self._piece(self._start, size, tag, number))
        self._used += self._rests
        self._rests, self._start = [], self.offset
        self._file.truncate(0)
        if not self._all_or_nothing:
            self._count()

    @contextmanager
    def _clearing_up_when_it_is_lost(self) -> Iterator[None]:
        """The upload is in other hands, or has been ended: what was put beside it since then is nobody's."""
        try:
            yield
        except Locked:
            stray = [rest_key(self._turn.upload_id, piece.tag) for piece in self._new if piece.number is None]
            self._new = []
            self._head.remove()
            with suppress(StorageUnavailable):  # then it is swept
                self._bucket.forget(stray)
            raise

    @contextmanager
    def _given_up_as_lost(self) -> Iterator[None]:
        """Some stores throw away what takes too long. Then all of it has to come again, and the offset says so."""
        try:
            yield
        except SourceGone as error:
            self._turn.start_over()
            self._begin_anew()
            raise StorageUnavailable("The object store has given up the upload.", detail=error.detail) from error

    def _fetch_rests(self) -> None:
        for rest in self._rests:
            position = rest.start - self._start
            for block in self._bucket.read(rest_key(self._turn.upload_id, rest.tag), 0):
                with full_disk_as_no_space(self._folder, len(block)):
                    _write_all(self._file.fileno(), memoryview(block), position)
                position += len(block)

    def _put_rest(self, begun: int) -> None:
        name = uuid.uuid4().hex
        region = self._region(begun - self._start, self.offset - begun)
        self._bucket.put(rest_key(self._turn.upload_id, name), region)
        rest = self._piece(begun, self.offset - begun, name, None)
        self._new.append(rest)
        self._rests.append(rest)

    def _count(self) -> None:
        """What is in the bucket counts from now on, and what it replaces can go."""
        if not self._new:
            return
        counted = self._start + sum(rest.size for rest in self._rests)
        self._turn.keep(self._new, self._used, counted)
        self._turn.rests = list(self._rests)
        used, self._new, self._used = self._used, [], []
        self._bucket.forget([rest_key(self._turn.upload_id, rest.tag) for rest in used])

    def _piece(self, start: int, size: int, tag: str, number: int | None) -> BucketPiece:
        return BucketPiece(upload_id=self._turn.upload_id, start=start, size=size, tag=tag, number=number)

    def _region(self, start: int, size: int) -> IO[bytes]:
        self._file.seek(start)
        return cast(IO[bytes], ReadFileChunk(self._file, size, start + size))  # it has all that a request needs

    def _begin_multipart(self) -> str:
        return self._bucket.begin(self._key)


def part_size(length: int) -> int:
    """In bytes; all parts of an upload but the last are of one size, because some stores ask for that."""
    return max(_SMALLEST, -(-length // (_PLANNED_PARTS * MEGABYTE)) * MEGABYTE)


def rest_key(upload_id: uuid.UUID, name: str) -> str:
    return f"uploads/{upload_id}/rests/{name}"


def _write_all(file: int, block: memoryview, position: int) -> None:
    while block:
        written = os.pwrite(file, block, position)
        block, position = block[written:], position + written
