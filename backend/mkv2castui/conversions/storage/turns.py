"""Whose turn it is to add to an upload on its way to a bucket, and what is kept of it: rows, by compare-and-set.

Who takes a turn has it until another one does, in whatever process: nothing that the earlier one does afterwards
counts. So a process that was killed holds up nobody, and a connection that died unseen spoils nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.models import QuerySet

from mkv2castui.common import clock
from mkv2castui.conversions.models import BucketPiece, BucketUpload
from mkv2castui.conversions.storage.errors import StorageUnavailable
from mkv2castui.conversions.storage.spool import Locked, Moved

MOST_NUMBERS = 10_000
"""Parts of one object, by S3's rules."""


class Turn:
    """``offset``: bytes that are kept. ``rests``: those at the end that are in no part yet, in order."""

    def __init__(self, upload_id: uuid.UUID) -> None:
        """Raises ``Moved`` when there is nothing to add any more."""
        self._token = uuid.uuid4()
        with _no_connection_afterwards():
            if not BucketUpload.objects.filter(pk=upload_id, whole=False).update(writer=self._token):
                raise Moved
            row = BucketUpload.objects.get(pk=upload_id)
            self.rests = list(row.pieces.filter(number=None).order_by("start"))
        self.upload_id = upload_id
        self.length = row.length
        self.offset = row.offset
        self._multipart = row.multipart
        self._numbers = row.numbers

    def number(self) -> int:
        """A part number that nobody has had. Raises ``Locked``."""
        self._numbers += 1
        if self._numbers > MOST_NUMBERS:
            raise StorageUnavailable("The upload broke off too often to be one object of the store.")
        self._set(numbers=self._numbers)
        return self._numbers

    def multipart(self, begin: Callable[[], str]) -> str:
        """The store's name for the upload, which ``begin`` finds at first. Raises ``Locked``."""
        if not self._multipart:
            begun = begin()
            self._set(multipart=begun)
            self._multipart = begun
        return self._multipart

    def keep(self, pieces: Collection[BucketPiece], instead_of: Collection[BucketPiece], offset: int) -> None:
        """``pieces`` are in the bucket: up to ``offset`` all has come. Raises ``Locked``; then nothing of it counts."""
        with _no_connection_afterwards(), transaction.atomic():
            self._set(offset=offset, touched_at=clock.now())
            BucketPiece.objects.filter(upload=self.upload_id, start__in=[piece.start for piece in instead_of]).delete()
            BucketPiece.objects.bulk_create(pieces)
        self.offset = offset

    def start_over(self) -> None:
        """Nothing of it is in the bucket any more. Raises ``Locked``."""
        with _no_connection_afterwards(), transaction.atomic():
            self._set(offset=0, multipart="", numbers=0)
            BucketPiece.objects.filter(upload=self.upload_id).delete()
        self.offset, self.rests, self._multipart, self._numbers = 0, [], "", 0

    def parts(self) -> list[tuple[int, str]]:
        """Number and ETag of those that are kept, in order."""
        with _no_connection_afterwards():
            kept = BucketPiece.objects.filter(upload=self.upload_id).exclude(number=None).order_by("start")
            return [(number, tag) for number, tag in kept.values_list("number", "tag") if number is not None]

    def end(self) -> None:
        """It is one object now. Raises ``Locked``."""
        with _no_connection_afterwards(), transaction.atomic():
            self._set(whole=True, multipart="", writer=None, offset=self.length)
            BucketPiece.objects.filter(upload=self.upload_id).delete()

    def _set(self, **values: object) -> None:
        with _no_connection_afterwards():
            if not self._mine().update(**values):
                raise Locked

    def _mine(self) -> QuerySet[BucketUpload]:
        return BucketUpload.objects.filter(pk=self.upload_id, writer=self._token)


@contextmanager
def _no_connection_afterwards() -> Iterator[None]:
    """The threads of uploads are many and wait long; a connection that each of them kept would be one too few."""
    try:
        yield
    finally:
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
