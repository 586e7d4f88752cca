"""The end of an upload on the disk, in the hands of one request."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.appending import Appending
from mkv2castui.conversions.storage.doubts import Doubt
from mkv2castui.conversions.storage.errors import full_disk_as_no_space

LESS = ".less"


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
        """Raises ``NoSpace``; ``offset`` then says how far it came."""
        with full_disk_as_no_space(self._folder, sum(map(len, chunks))):
            self._end.write(chunks)

    def keep(self) -> None:
        """What was written outlives a power cut once this returns. Raises ``NoSpace``."""
        with full_disk_as_no_space(self._folder, 0):
            self._end.sync()
        if self._doubt is not None:
            self._doubt.settle()

    def take_back(self) -> None:
        """Nothing of what was written has come."""
        cut(self._file, self._start)
        self._end = Appending(self._file)

    def close(self) -> None:
        self._file.close()


def cut(file: BinaryIO, size: int) -> None:
    """What follows ``size`` has not come. Who reads along is told before."""
    Path(f"{os.fsdecode(file.name)}{LESS}").touch()
    file.truncate(size)
