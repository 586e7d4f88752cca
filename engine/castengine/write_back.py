"""Bringing a film to the disk while it is still being written, so that the sync at its end finds little left to do.

By itself Linux begins when a tenth of the memory is unwritten, or after half a minute: a film that is copied faster
than that would have its publication wait for all of it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from castengine.publish import as_conversion_error

_EVERY: Final = 0.02  # seconds
_LEAST: Final = 8 * 1024 * 1024  # bytes handed to the disk at once
_BEGIN: Final = 2  # SYNC_FILE_RANGE_WRITE: begin to write, and wait for nothing


@contextlib.contextmanager
def written_back(path: Path) -> Iterator[None]:
    """While the block adds to the end of a file, the disk gets what is there. Promises nothing: the sync does.

    Raises as ``publish`` does for a file that is not there. The block's end waits for nothing.
    """
    ended = threading.Event()
    with as_conversion_error(path.parent):
        file = os.open(path, os.O_RDONLY)
    threading.Thread(target=_hand_over, args=(file, ended), name="write-back", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _hand_over(file: int, ended: threading.Event) -> None:
    begun = 0
    with open(file, "rb", buffering=0):  # closed with this thread, which is the last to use it
        while not ended.wait(_EVERY):
            size = os.fstat(file).st_size
            if size - begun >= _LEAST:
                begin_writing(file, begun, size)
                begun = size


def begin_writing(file: int, start: int, stop: int) -> None:
    """The disk gets a file's bytes from ``start`` up to ``stop``, and nobody waits. Whether that can be done early or
    not, only the sync tells what is there."""
    if _sync_file_range is not None:
        _sync_file_range(file, start, stop - start, _BEGIN)


class _SyncFileRange(Protocol):
    argtypes: Sequence[type]

    def __call__(self, file: int, offset: int, size: int, flags: int, /) -> int: ...


def _of_linux() -> _SyncFileRange | None:
    """``sync_file_range``, which Python doesn't have; ``None`` on other systems."""
    function: _SyncFileRange | None = getattr(ctypes.CDLL(None), "sync_file_range", None)
    if function is not None:
        function.argtypes = [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint]
    return function


_sync_file_range = _of_linux()
