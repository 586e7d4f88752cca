"""The end of an upload on the disk, in the hands of one request."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.appending import Appending
from mkv2castui.conversions.storage.doubts import Doubt
from mkv2castui.conversions.storage.errors import full_disk_as_no_space

LESS = ".less"


class Locked(Exception):
    """The upload is in other hands, or was removed."""


class FileWriting:
    """The end of an upload's file. ``offset``: where the next byte goes. ``doubt``: of what is written, until it is
    kept."""

    def __init__(self, file: BinaryIO, folder: Path, doubt: Doubt | None = None) -> None:
        self._file = file
        self._folder = folder
        self._doubt = doubt
        self._end = Appending(file)
        self._start = self._end.offset

    @property
    def offset(self) -> int:
        return self._end.offset

    def write(self, *chunks: bytes | bytearray) -> None:
        """Raises ``NoSpace``; ``offset`` then says how far it came. Raises :class:`Locked` when it was removed: what is
        written to a file without a name takes room and is nobody's."""
        self._see_that_it_is_there()
        with full_disk_as_no_space(self._folder, sum(map(len, chunks))):
            self._end.write(chunks)

    def keep(self) -> None:
        """What was written outlives a power cut once this returns. Raises ``NoSpace`` and :class:`Locked`."""
        self._see_that_it_is_there()
        with full_disk_as_no_space(self._folder, 0):
            self._end.sync()
        if self._doubt is not None:
            self._doubt.settle()

    def take_back(self) -> None:
        """Nothing of what was written has come."""
        cut(self._file, self._start)
        self._end = Appending(self._file)

    def _see_that_it_is_there(self) -> None:
        if os.fstat(self._file.fileno()).st_nlink == 0:
            raise Locked

    def close(self) -> None:
        """By a word: a process that is just being started has the file open as well."""
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._file.close()


def cut(file: BinaryIO, size: int) -> None:
    """What follows ``size`` has not come. Who reads along is told before."""
    Path(f"{os.fsdecode(file.name)}{LESS}").touch()
    file.truncate(size)
