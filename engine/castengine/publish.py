"""From hidden temporary files to the names that people see, without ever overwriting what nobody said to overwrite."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from castengine.errors import CastEngineError, ConversionError, DiskFull

_NAME_MAX = 255  # bytes: the least of Linux's common file systems
_ROOM = 48  # bytes kept free after a base for numbers, languages, tokens and endings

# What file systems without hard links (FAT, exFAT, many network shares) answer.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Piece:
    """A finished temporary file and the end of its public name: ``.mp4``, ``.fr.forced.vtt``."""

    temporary: Path
    ending: str


class Workspace:
    """Hidden names beside the target. Whatever is still there at the end of the ``with`` block is removed."""

    def __init__(self, directory: Path, base: str) -> None:
        self.directory = directory
        self.base = base
        self._token = secrets.token_hex(4)
        self._paths: list[Path] = []

    def path(self, ending: str) -> Path:
        """``.Film.cast.1f2e3d4c.part.mp4`` for ``.mp4``; the file is created, and ours: the same when asked again."""
        path = self.directory / f".{self.base}.{self._token}.part{ending}"
        if path in self._paths:
            return path
        with as_conversion_error(self.directory):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        self._paths.append(path)
        return path

    def adopt(self, paths: Iterable[Path]) -> None:
        """Files of another one that are ours from now on."""
        self._paths += paths

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for path in self._paths:
            path.unlink(missing_ok=True)


def base_name(stem: str, suffix: str) -> str:
    """``stem + suffix``, with the stem cut (between characters) so that every name made from it fits the disk."""
    if os.sep in stem or os.sep in suffix or "\0" in stem + suffix:
        raise ConversionError("A file name cannot hold a slash.")
    room = _NAME_MAX - _ROOM - len(os.fsencode(suffix))
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return f"{stem}{suffix}"


def publish(pieces: Sequence[Piece], *, directory: Path, base: str, overwrite: bool, keep: Path) -> list[Path]:
    """Give all pieces their names, ``base + ending``, or with a number when one of them is taken.

    Everything is on the disk before it has a name. ``keep``, the source, is not replaced even with ``overwrite``.
    Raises ``DiskFull`` and ``ConversionError``; then no piece has been published.
    """
    with as_conversion_error(directory):
        for piece in pieces:
            _sync(piece.temporary)
        for number in itertools.count(1):
            stem = base if number == 1 else f"{base}.{number}"
            targets = [directory / f"{stem}{piece.ending}" for piece in pieces]
            if _place(pieces, targets, overwrite=overwrite and not any(_is_same(t, keep) for t in targets)):
                _sync(directory)
                return targets
    raise AssertionError("numbers do not end")


@contextlib.contextmanager
def reaching_the_disk(path: Path) -> Iterator[None]:
    """Bring a file to the disk while the block works; at its end it is there. Raises as ``publish`` does."""
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="disk")
    synced = pool.submit(_sync, path)
    pool.shutdown(wait=False)  # what fails in the block need not wait for the disk
    yield
    with as_conversion_error(path.parent):
        synced.result()


@contextlib.contextmanager
def as_conversion_error(directory: Path) -> Iterator[None]:
    """What the file system refuses, in the engine's words."""
    try:
        yield
    except OSError as error:
        raise _conversion_error(error, directory) from error


def _conversion_error(error: OSError, directory: Path) -> CastEngineError:
    if error.errno in _FULL:
        return DiskFull("The disk is full.", detail=str(error))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        message, hint = f"Nothing may be written in {directory}.", "Choose another folder, or give the right to write."
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        message, hint = f"{directory} is not a folder.", "Make it first, or choose another folder."
    else:
        message, hint = f"{directory} cannot be written: {error.strerror or error}.", "Choose another folder."
    return ConversionError(message, hint=hint, detail=str(error))


def _place(pieces: Sequence[Piece], targets: Sequence[Path], *, overwrite: bool) -> bool:
    """All pieces at their targets, or, when a name is taken, none of them."""
    if overwrite:
        for piece, target in zip(pieces, targets, strict=True):
            piece.temporary.replace(target)
        return True
    placed: list[tuple[Path, Path]] = []
    try:
        for piece, target in zip(pieces, targets, strict=True):
            _claim(piece.temporary, target)
            placed.append((piece.temporary, target))
    except BaseException as error:
        for temporary, target in placed:
            target.replace(temporary)  # of two names of one file this is a no-op (rename(2)) ...
            target.unlink(missing_ok=True)  # ... so the public one may still be there
        if isinstance(error, FileExistsError):
            return False
        raise
    return True


def _claim(temporary: Path, target: Path) -> None:
    """The target becomes this file in one step, or ``FileExistsError`` says that it is somebody else's.

    Where links exist the temporary name stays; the workspace removes it.
    """
    try:
        target.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        temporary.replace(target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems do not sync folders
            raise
    finally:
        os.close(descriptor)


def _is_same(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:
        return False
