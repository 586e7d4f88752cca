"""What can go wrong with the place of the films.

::

    StorageError              has code, message, hint
    ├── NoSpace               no_space, with the bytes needed and free
    ├── SourceGone            source_not_found
    └── StorageUnavailable    storage_unavailable
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import ClassVar

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class StorageError(Exception):
    """``str()``: what happened; ``detail``: the evidence."""

    code: ClassVar[str]
    hint: ClassVar[str]

    def __init__(self, message: str, *, detail: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class NoSpace(StorageError):
    """``needs``: bytes that would have to be free; ``free``: those that are."""

    code = "no_space"
    hint = "Delete films that are no longer needed, then try again."

    def __init__(self, message: str, *, needs: int, free: int) -> None:
        super().__init__(message, detail=f"{needs} bytes needed, {free} free")
        self.needs = needs
        self.free = free


class SourceGone(StorageError):
    code = "source_not_found"
    hint = "Upload the film again."


class StorageUnavailable(StorageError):
    """The object store does not answer, or refuses."""

    code = "storage_unavailable"
    hint = "Try again in a while. If it stays, whoever runs the server should look at its S3 settings."


@contextmanager
def full_disk_as_no_space(folder: Path, needs: int) -> Iterator[None]:
    """``needs``: what was to be written to ``folder``'s disk, in bytes."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise no_space(folder, needs) from error


def no_space(folder: Path, needs: int) -> NoSpace:
    return NoSpace("The server's disk has no room left.", needs=needs, free=disk_usage(folder).free)
