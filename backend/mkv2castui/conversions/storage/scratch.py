"""Room on this machine for films that live elsewhere: copies of sources, and results before they go.

::

    <root>/sources/<job id>.film    a whole copy, kept while there is room, so that it comes once
    <root>/sources/<job id>.part    one on its way
    <root>/attempts/<attempt>/      what an attempt makes
    …/<name>.lock                   held by who uses the thing beside it; the kernel frees those of the dead

Several processes of one machine may share it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mkv2castui.conversions.storage.boundary import Check
from mkv2castui.conversions.storage.errors import NoSpace, full_disk_as_no_space

IDLE = 6 * 3600
"""Seconds without use after which a copy goes even when there is room."""

_LOOK_EVERY = 0.1  # seconds, at a lock that another holds


@dataclass(frozen=True, slots=True)
class Scratch:
    """``reserve``: bytes of the disk that are left alone."""

    root: Path
    reserve: int

    @contextmanager
    def source(self, job_id: uuid.UUID, size: int, fetch: Callable[[Path], None], check: Check) -> Iterator[Path]:
        """The copy of ``size`` bytes that ``fetch`` makes unless it is there. Raises ``NoSpace``."""
        film = self._source(job_id)
        while True:
            check()
            with held(film, fcntl.LOCK_SH) as shared:
                if shared and film.exists():
                    os.utime(film)
                    yield film
                    return
            with held(film, fcntl.LOCK_EX) as alone:
                if alone and not film.exists():
                    self._make_room(size)
                    self._fetch(film, fetch)
            if not alone:
                time.sleep(_LOOK_EVERY)

    def _fetch(self, film: Path, fetch: Callable[[Path], None]) -> None:
        part = film.with_suffix(".part")
        try:
            fetch(part)
            part.rename(film)
        finally:
            part.unlink(missing_ok=True)

    @contextmanager
    def attempt(self, name: str) -> Iterator[Path]:
        """An empty folder, gone at the end of the block."""
        folder = self.root / "attempts" / name
        with held(folder, fcntl.LOCK_EX) as alone:
            assert alone  # the name is this attempt's own
            shutil.rmtree(folder, ignore_errors=True)
            with full_disk_as_no_space(self.root, 0):
                folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                _lock_of(folder).unlink()

    def release(self, job_id: uuid.UUID) -> None:
        _remove_unused(self._source(job_id))

    def sweep(self) -> None:
        """Remove what dead processes left, and copies that nobody has used for :data:`IDLE`."""
        for part in self._all("sources", ".part"):
            _remove_unused(part.with_suffix(".film"), part)
        for film in self._by_use():
            with suppress(FileNotFoundError):
                if time.time() - film.stat().st_mtime > IDLE:
                    _remove_unused(film)
        for lock in self._all("attempts", ".lock"):
            _remove_unused(lock.with_suffix(""))
        for lock in self._all("sources", ".lock"):
            if not lock.with_suffix(".film").exists():
                _remove_unused(lock.with_suffix(".film"))

    def _make_room(self, size: int) -> None:
        for film in self._by_use():
            if size <= self._free():
                return
            _remove_unused(film)
        if size > (free := self._free()):
            raise NoSpace("The server has no room to work on this film.", needs=size, free=max(free, 0))

    def _free(self) -> int:
        return shutil.disk_usage(self.root).free - self.reserve

    def _source(self, job_id: uuid.UUID) -> Path:
        return self.root / "sources" / f"{job_id}.film"

    def _by_use(self) -> list[Path]:
        """Copies, the longest unused first."""
        seen = list[tuple[float, Path]]()
        for film in self._all("sources", ".film"):
            with suppress(FileNotFoundError):
                seen.append((film.stat().st_mtime, film))
        return [film for _, film in sorted(seen)]

    def _all(self, folder: str, ending: str) -> list[Path]:
        place = self.root / folder
        return [entry for entry in place.iterdir() if entry.suffix == ending] if place.is_dir() else []


def _lock_of(thing: Path) -> Path:
    return thing.with_suffix(".lock")


@contextmanager
def held(thing: Path, mode: int) -> Iterator[bool]:
    """Whether the lock beside ``thing`` could be had, shared (``LOCK_SH``) or alone (``LOCK_EX``)."""
    path = _lock_of(thing)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as lock:
        yield _taken(lock, mode) and _is_the_one_at(path, lock)


def _taken(lock: BinaryIO, mode: int) -> bool:
    try:
        fcntl.flock(lock, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_the_one_at(path: Path, lock: BinaryIO) -> bool:
    """Whoever removes a thing removes its lock too: one that was opened just before is worth nothing."""
    try:
        return os.path.samestat(path.stat(), os.fstat(lock.fileno()))
    except FileNotFoundError:
        return False


def _remove_unused(thing: Path, *more: Path) -> None:
    """``thing``, ``more`` and the lock, if nobody holds it."""
    with held(thing, fcntl.LOCK_EX) as alone:
        if not alone:
            return
        for entry in (thing, *more):
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
        _lock_of(thing).unlink()
