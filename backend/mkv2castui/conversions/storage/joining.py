"""Putting a film together from parts that came side by side, on a disk that has room for one of them more.

The first part becomes the whole by its name; each other is added at the end and removed. Where a join was cut off is
told by the parts that are still there: the whole holds those before them, and perhaps a piece of the next one, which
is added anew. So it can be taken up again after any cut, however often, and comes to the same bytes.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.errors import SourceGone, full_disk_as_no_space

_AT_ONCE = 64 * 1024 * 1024
_IN_OTHER_WAYS = frozenset({errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL})


@dataclass(frozen=True, slots=True)
class Part:
    """``length``: bytes that ``file`` has, or had before it was joined."""

    file: Path
    length: int


def join(parts: Sequence[Part], whole: Path) -> None:
    """Fill ``whole``, a file that is there, and remove the parts.

    Raises ``NoSpace``, after which it may be tried again, and ``SourceGone`` when a part has vanished.
    """
    first = next((place for place, part in enumerate(parts) if part.file.exists()), len(parts))
    if first == 0 and parts:
        parts[0].file.rename(whole)
        sync_folder(whole.parent)
        first = 1
    with full_disk_as_no_space(whole.parent, max((part.length for part in parts[1:]), default=0)):
        with whole.open("r+b", buffering=0) as target:
            for place in range(first, len(parts)):
                _add(parts[place], target, sum(part.length for part in parts[:place]))
        sync_folder(whole.parent)
    if whole.stat().st_size != sum(part.length for part in parts):
        raise SourceGone("A part of the film is no longer there.")


def _add(part: Part, target: BinaryIO, start: int) -> None:
    """``start``: what the parts before it have."""
    if os.fstat(target.fileno()).st_size < start:
        raise SourceGone("A part of the film is no longer there.")
    target.truncate(start)
    target.seek(start)
    try:
        source = part.file.open("rb", buffering=0)
    except FileNotFoundError:
        raise SourceGone("A part of the film is no longer there.") from None
    with source:
        _copy(source, target)
    os.fsync(target.fileno())
    part.file.unlink()


def _copy(source: BinaryIO, target: BinaryIO) -> None:
    """Within the kernel; file systems that can share blocks between files do so."""
    rest = os.fstat(source.fileno()).st_size
    try:
        while rest and (copied := os.copy_file_range(source.fileno(), target.fileno(), min(rest, _AT_ONCE))):
            rest -= copied
    except OSError as error:
        if error.errno not in _IN_OTHER_WAYS:
            raise
    position = source.tell()
    while rest and (copied := os.sendfile(target.fileno(), source.fileno(), position, rest)):
        rest, position = rest - copied, position + copied


def sync_folder(folder: Path) -> None:
    """The names in it outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
