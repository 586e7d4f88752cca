"""Whether two files hold the same film: a digest of every byte, and a sample of a few that costs next to nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

BLOCK = 64 * 1024  # bytes
BLOCKS = 16
SMALL = 1024 * 1024
"""Bytes; a file below it is its own sample."""


def sampled(size: int) -> list[range]:
    """The parts of a film of ``size`` bytes that stand for the whole: apart, in order."""
    if size < SMALL:
        return [range(size)]
    starts = [place * (size - BLOCK) // (BLOCKS - 1) for place in range(BLOCKS)]
    return [range(start, start + BLOCK) for start in starts]


class Reading:
    """A film of ``size`` bytes read from its first byte to its last.

    ``position``: how far. Both sums are SHA-256; that of the sample covers the size too (8 bytes, the least first).
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.position = 0
        self._whole = hashlib.sha256()
        self._sample = _sum_of(size)
        self._parts = sampled(size)

    def take(self, block: bytes) -> None:
        """What follows."""
        self._whole.update(block)
        for part in self._parts:
            start, end = (max(edge - self.position, 0) for edge in (part.start, part.stop))
            self._sample.update(block[start:end])
        self.position += len(block)

    @property
    def is_whole(self) -> bool:
        return self.position == self.size

    def digest(self) -> str:
        return self._whole.hexdigest()

    def sample(self) -> str:
        return self._sample.hexdigest()


def sample_of(film: Path) -> str:
    """As :meth:`Reading.sample`, reading no more than :data:`SMALL` bytes."""
    size = film.stat().st_size
    found = _sum_of(size)
    with film.open("rb") as file:
        for part in sampled(size):
            file.seek(part.start)
            found.update(file.read(len(part)))
    return found.hexdigest()


def _sum_of(size: int) -> hashlib._Hash:
    return hashlib.sha256(size.to_bytes(8, "little"))
