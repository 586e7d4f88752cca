"""An MP4 whose index comes last, made shorter: its beginning and its index, and hardly anything between them.

The pictures and sounds of such a file lie in one box (``mdat``); that box is said to end where what has come of it
does. What the index says of places in the beginning stays right.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEAD = 8 * 1024 * 1024
"""Bytes of the beginning: more than ffprobe looks at."""

_MOST_BOXES = 64  # before the pictures there are two or three
_LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Box:
    """``header``: bytes of it before its contents, 16 where the size needs more than 32 bits."""

    start: int
    size: int
    header: int

    @property
    def end(self) -> int:
        return self.start + self.size

    def shortened(self, end: int) -> bytes:
        """Its size and kind, for a box that ends at ``end``."""
        size = end - self.start
        return struct.pack(">I4sQ", 1, b"mdat", size) if self.header == 16 else struct.pack(">I4s", size, b"mdat")


def shorten(head: Path, tail: Path, length: int, target: Path, *, most: int) -> bool:
    """Write to ``target`` what there is to be looked at, where that is not simply ``head``: both ends, or the first
    ``most`` bytes. ``False``, and no file: it is ``head``, which may be growing. ``tail`` need not exist."""
    if tail.exists() and join(head, tail, length, target):
        return True
    if head.stat().st_size <= most:
        return False
    with head.open("rb") as source, target.open("xb") as file:
        _copy(source, file, 0, most)
    return True


def join(head: Path, tail: Path, length: int, target: Path) -> bool:
    """Write ``target``. ``tail``: the last bytes of a film of ``length`` bytes, which begins as ``head`` does.

    ``False``, and no file, when it is no such MP4, or ``tail`` begins within its index.
    """
    with head.open("rb") as first, tail.open("rb") as last:
        cut, tail_size = min(os.fstat(first.fileno()).st_size, HEAD), os.fstat(last.fileno()).st_size
        box = _box_around(first, cut)
        start = None if box is None else _start_behind(box, last, length - tail_size, length)
        if box is None or start is None:
            return False
        with target.open("xb") as file:
            _copy(first, file, 0, cut)
            _copy(last, file, start, tail_size)
            file.seek(box.start)
            file.write(box.shortened(cut))
    return True


def _box_around(file: BinaryIO, cut: int) -> Box | None:
    """The ``mdat`` whose header comes before ``cut``, and its end behind."""
    start = 0
    for _ in range(_MOST_BOXES):
        file.seek(start)
        header = file.read(16)
        if len(header) < 16 or start + 16 > cut:
            return None
        size, kind = struct.unpack(">I4s", header[:8])
        box = Box(start, int.from_bytes(header[8:], "big") if size == 1 else size, 16 if size == 1 else 8)
        if box.size < box.header or box.size > _LARGEST:
            return None
        if box.end > cut:
            return box if kind == b"mdat" else None
        start = box.end
    return None


def _start_behind(box: Box, tail: BinaryIO, tail_start: int, length: int) -> int | None:
    """Where in the tail another box begins: right behind ``box``, or the index with the tail itself."""
    if tail_start <= box.end < length:
        return box.end - tail_start
    tail.seek(4)
    return 0 if box.end < tail_start and tail.read(4) == b"moov" else None


def _copy(source: BinaryIO, target: BinaryIO, start: int, end: int) -> None:
    """Within the kernel."""
    target.flush()
    while start < end and (sent := os.sendfile(target.fileno(), source.fileno(), start, end - start)):
        start += sent
