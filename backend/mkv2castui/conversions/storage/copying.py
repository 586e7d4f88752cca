"""A second file of the same bytes."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from mkv2castui.conversions.storage.errors import full_disk_as_no_space, no_space

_AT_ONCE = 64 * 1024 * 1024
_IN_OTHER_WAYS = frozenset({errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL})


def copy(film: Path, other: Path, *, reserve: int) -> None:
    """``other`` appears when it is whole. Raises ``NoSpace``, before a byte is written where that can be known.

    A file system that can share blocks between files does so (``copy_file_range``).
    """
    size = film.stat().st_size
    if size > shutil.disk_usage(other.parent).free - reserve:
        raise no_space(other.parent, size + reserve)
    part = other.with_name(f".{other.name}.part")
    try:
        with full_disk_as_no_space(other.parent, size):
            _fill(film, part, size)
        part.rename(other)
    finally:
        part.unlink(missing_ok=True)


def _fill(film: Path, part: Path, size: int) -> None:
    try:
        with film.open("rb", buffering=0) as source, part.open("wb", buffering=0) as target:
            while os.copy_file_range(source.fileno(), target.fileno(), _AT_ONCE):
                pass
            os.fsync(target.fileno())
    except OSError as error:
        if error.errno not in _IN_OTHER_WAYS:
            raise
    if part.stat().st_size != size:
        shutil.copyfile(film, part)
