"""Uploads on their way to a bucket: rows say what was announced and what has come, so any web process goes on.

::

    uploads/<id>/rests/<name>   bytes too few for a part of the film
    uploads/<id>/whole          one of several parts that come side by side, when it is whole
    jobs/<job id>/source        the film, in parts until all of it has come
    <folder>/<id>.head          its first bytes, on the machine of the process that got them
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from mkv2castui.common import clock
from mkv2castui.conversions.models import BucketPiece, BucketUpload
from mkv2castui.conversions.storage.boundary import SOURCE
from mkv2castui.conversions.storage.bucket import Bucket
from mkv2castui.conversions.storage.bucket_writing import BucketWriting
from mkv2castui.conversions.storage.errors import SourceGone
from mkv2castui.conversions.storage.local import as_id
from mkv2castui.conversions.storage.spans import Span, spans_of
from mkv2castui.conversions.storage.spool import LIFE, Locked, Moved, Spool, Ticket
from mkv2castui.conversions.storage.turns import Turn

_COPIES_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class BucketSpool:
    """``near``: a folder of this machine, for what only this process needs."""

    bucket: Bucket
    near: Spool

    @property
    def root(self) -> Path:
        return self.near.root

    def create(self, ticket: Ticket) -> None:
        self._sweep_near()  # a web process has a disk of its own, and nobody else to look after it
        BucketUpload.objects.create(
            id=ticket.id,
            owner_id=ticket.owner,
            length=ticket.length,
            metadata=ticket.metadata,
            concat=ticket.concat or "",
            touched_at=clock.now(),
        )

    def find(self, upload_id: uuid.UUID) -> Ticket | None:
        row = BucketUpload.objects.filter(pk=upload_id).first()
        return None if row is None else _ticket_of(row)

    def of_owner(self, owner: str) -> list[Ticket]:
        return [_ticket_of(row) for row in BucketUpload.objects.filter(owner_id=uuid.UUID(owner))]

    def head(self, ticket: Ticket) -> Path | None:
        head = self._head(ticket.id)
        return head if head.exists() else None

    def offset(self, ticket: Ticket) -> int:
        offset = BucketUpload.objects.filter(pk=ticket.id).values_list("offset", flat=True).first()
        return ticket.length if offset is None else offset

    def expires(self, ticket: Ticket) -> datetime:
        touched = BucketUpload.objects.filter(pk=ticket.id).values_list("touched_at", flat=True).first()
        return (touched or clock.now()) + timedelta(seconds=LIFE)

    def open(self, ticket: Ticket, *, all_or_nothing: bool = False) -> BucketWriting:
        """Raises ``Locked`` while another request of this process has it, and ``Moved``. From other processes it is
        taken."""
        self.root.mkdir(parents=True, exist_ok=True)
        release = _taken(("writing", ticket.id))
        try:
            return BucketWriting(
                self.bucket,
                _key_of(ticket),
                Turn(uuid.UUID(ticket.id)),
                self.root,
                self._head(ticket.id),
                all_or_nothing=all_or_nothing,
                on_close=release,
            )
        except BaseException:
            release()
            raise

    @contextmanager
    def ending(self, ticket: Ticket) -> Iterator[None]:
        """For one at a time of this process. What is done by two processes at once is done once."""
        release = _taken(("ending", ticket.id))
        try:
            yield
        finally:
            release()

    def complete(self, ticket: Ticket) -> None:
        """Make one object of what has come whole. Raises ``StorageError`` and ``Locked``."""
        if not BucketUpload.objects.filter(pk=ticket.id, whole=False).exists():
            return
        try:
            writing = self.open(ticket)
        except Moved:  # another process was faster
            return
        with closing(writing):
            if writing.offset != ticket.length:
                raise SourceGone("Not all of the film has come.")
            writing.finish()
        if not ticket.is_part:
            self.end_looks(ticket.id)
        self.bucket.remove(f"uploads/{ticket.id}/rests/")

    def joined(self, ticket: Ticket) -> Ticket | None:
        row = BucketUpload.objects.filter(owner_id=uuid.UUID(ticket.owner), concat=ticket.concat or "").first()
        return None if row is None else _ticket_of(row)

    def join(self, parts: Sequence[uuid.UUID], whole: Ticket) -> None:
        found = [ticket for part in parts if (ticket := self.find(part)) is not None]
        if len(found) < len(parts):  # tickets go last of all
            if self.offset(whole) < whole.length:
                raise SourceGone("A part of the film is no longer there.")
            return
        for part in found:
            self.complete(part)
        self._copy_all(found, whole)
        for part in found:
            self.remove(part.id)

    def _copy_all(self, parts: Sequence[Ticket], whole: Ticket) -> None:
        """Several at once; what was copied before, in order, is not copied again."""
        turn, key = Turn(uuid.UUID(whole.id)), _key_of(whole)
        multipart = turn.multipart(partial(self.bucket.begin, key))
        wanted, start = list[_Copy](), 0
        for spans in spans_of([part.length for part in parts]):
            if start >= turn.offset:
                wanted.append(_Copy(start, spans, turn.number()))
            start += sum(span.size for span in spans)
        keys = [_key_of(part) for part in parts]
        pool = ThreadPoolExecutor(_COPIES_AT_ONCE)
        try:
            tags = pool.map(lambda copy: self._copy(copy, keys, key, multipart), wanted)
            for copy, tag in zip(wanted, tags, strict=True):
                turn.keep([copy.as_piece(turn.upload_id, tag)], [], copy.start + copy.size)
        finally:
            pool.shutdown(cancel_futures=True)

    def _copy(self, copy: _Copy, keys: Sequence[str], key: str, multipart: str) -> str:
        spans = [(keys[span.source], range(span.start, span.stop)) for span in copy.spans]
        if len(spans) == 1:
            return self.bucket.copy_part(key, multipart, copy.number, *spans[0])
        content = b"".join(self.bucket.read_span(*span) for span in spans)
        return self.bucket.put_part(key, multipart, copy.number, content)

    def room_to_join(self, parts: Sequence[Ticket]) -> int:  # noqa: ARG002 - the bucket has any
        return 0

    def data(self, upload_id: str) -> Path:
        return self.near.data(upload_id)

    def was_taken_back(self, upload_id: str) -> bool:
        return self.near.was_taken_back(upload_id)

    def tail(self, upload_id: str) -> Path:
        return self.near.tail(upload_id)

    def beside(self, upload_id: str, kind: str) -> Path:
        return self.near.beside(upload_id, kind)

    def end_looks(self, upload_id: str) -> None:
        self.near.end_looks(upload_id)
        self._head(upload_id).unlink(missing_ok=True)

    def remove(self, upload_id: str) -> None:
        """The row first: what has none is swept some time."""
        self.end_looks(upload_id)
        row = BucketUpload.objects.filter(pk=upload_id).first()
        if row is None:
            return
        row.delete()
        if row.multipart:
            self.bucket.abort(_key_of(_ticket_of(row)), row.multipart)
        self.bucket.remove(f"uploads/{upload_id}/")

    def free_bytes(self) -> int | None:
        return None

    def promised(self) -> int:
        return 0

    def sweep(self) -> None:
        """Forget the uploads of which nothing has come for :data:`LIFE`, and what has no row."""
        stored = {key.split("/")[1] for key in self.bucket.keys("uploads/")}
        stored |= {key.split("/")[1] for key, _ in self.bucket.unfinished("uploads/")}
        silent = clock.now() - timedelta(seconds=LIFE)
        for row in BucketUpload.objects.filter(touched_at__lt=silent):
            self.remove(str(row.pk))
        known = {str(upload_id) for upload_id in BucketUpload.objects.values_list("pk", flat=True)}
        for upload_id in stored - known:
            self.bucket.remove(f"uploads/{upload_id}/")
        self._sweep_near()

    def _sweep_near(self) -> None:
        """Files of uploads that have ended."""
        found = {entry.name.split(".")[0] for entry in self.root.iterdir()} if self.root.is_dir() else set()
        ids = {upload_id for name in found if (upload_id := as_id(name)) is not None}
        under_way = BucketUpload.objects.filter(pk__in=ids, whole=False).values_list("pk", flat=True)
        for upload_id in ids.difference(under_way):
            self.end_looks(str(upload_id))

    def _head(self, upload_id: str) -> Path:
        return self.root / f"{upload_id}.head"


@dataclass(frozen=True, slots=True)
class _Copy:
    """A part of the whole. ``start``: where it begins in that."""

    start: int
    spans: list[Span]
    number: int

    @property
    def size(self) -> int:
        return sum(span.size for span in self.spans)

    def as_piece(self, upload_id: uuid.UUID, tag: str) -> BucketPiece:
        return BucketPiece(upload_id=upload_id, start=self.start, size=self.size, number=self.number, tag=tag)


def _ticket_of(row: BucketUpload) -> Ticket:
    return Ticket(str(row.pk), str(row.owner_id), row.length, row.metadata, row.concat or None)


def _key_of(ticket: Ticket) -> str:
    return f"uploads/{ticket.id}/whole" if ticket.is_part else f"jobs/{ticket.id}/{SOURCE}"


_in_hand: set[tuple[str, str]] = set()
_hands = threading.Lock()


def _taken(thing: tuple[str, str]) -> _Release:
    """Raises ``Locked`` while a thread of this process has it; the answer gives it back."""
    with _hands:
        if thing in _in_hand:
            raise Locked
        _in_hand.add(thing)
    return _Release(thing)


@dataclass(frozen=True, slots=True)
class _Release:
    thing: tuple[str, str]

    def __call__(self) -> None:
        with _hands:
            _in_hand.discard(self.thing)
