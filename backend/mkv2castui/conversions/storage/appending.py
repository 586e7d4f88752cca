"""Bytes added to the end of a file, of which the disk gets the first while the next ones come."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import BinaryIO

from mkv2castui.conversions.engine import begin_writing

_EARLY = 8 * 1024 * 1024
"""Bytes that are handed to the disk at once. A sync at the end finds no more than that left to do: of 48 MB it takes
some 6 ms in place of 33."""

_MOST_CHUNKS = 1024  # of one call (IOV_MAX of Linux)


class Appending:
    """``file``: unbuffered, and only this object's to write to. ``offset``: where the next byte goes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.offset = self._begun = file.seek(0, os.SEEK_END)

    def write(self, chunks: Sequence[bytes | bytearray]) -> None:
        """In order. Raises ``OSError``; ``offset`` then says how far it came: a full disk may take some of it."""
        rest = [memoryview(chunk) for chunk in chunks if chunk]
        while rest:
            written = os.writev(self._file.fileno(), rest[:_MOST_CHUNKS])
            self.offset += written
            rest = _behind(written, rest)
        if self.offset - self._begun >= _EARLY:
            begin_writing(self._file.fileno(), self._begun, self.offset)
            self._begun = self.offset

    def sync(self) -> None:
        """What was written outlives a power cut once this returns. Raises ``OSError``, also for what failed before."""
        os.fsync(self._file.fileno())


def _behind(count: int, chunks: list[memoryview]) -> list[memoryview]:
    """``chunks`` without their first ``count`` bytes."""
    for place, chunk in enumerate(chunks):
        if count < len(chunk):
            return [chunk[count:], *chunks[place + 1 :]]
        count -= len(chunk)
    return []
