"""The first bytes of an upload to a bucket, kept beside it on the machine of the process that gets them."""

from __future__ import annotations

from pathlib import Path

MOST = 64 * 1024 * 1024  # bytes: an early look asks for no more


class Head:
    """A file that holds the film's beginning without a gap, or is not there: another process has the bytes before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = path.stat().st_size if path.exists() else 0

    def add(self, start: int, block: bytes | memoryview) -> None:
        """``block`` begins at ``start`` of the film. What is here already is not written once more."""
        if start > self._size or self._size >= MOST:
            return
        fresh = block[self._size - start : MOST - start]
        if fresh:
            with self._path.open("ab", buffering=0) as file:
                self._size += file.write(fresh)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
        self._size = 0

    def cut(self, size: int) -> None:
        """What follows ``size`` has not come after all."""
        if self._size > size:
            with self._path.open("r+b") as file:
                file.truncate(size)
            self._size = size
