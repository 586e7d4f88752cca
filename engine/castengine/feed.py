"""The bytes of a file that still grows, in order and as they come, for the standard input of a program."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from typing import Final

from castengine.errors import Cancelled, SourceUnreadable

_LOOK_EVERY: Final = 0.1  # seconds, at a file of which all that has come has been handed over
_BLOCK: Final = 1024 * 1024


class Feed:
    """For one program. ``file``: an open descriptor, the caller's to close. ``length``: bytes that the file will have,
    at least one; the program's input ends with them."""

    def __init__(self, file: int, length: int) -> None:
        self.length = length
        self.sent = 0  # bytes
        self.is_waiting = False
        """Everything that has come has been handed over."""
        self._file = file
        self._ended = threading.Event()
        self._problem: Cancelled | SourceUnreadable | None = None

    @property
    def share(self) -> float:
        """Of the file, 0 to 1."""
        return self.sent / self.length

    def give_up(self) -> None:
        """From any thread: nobody wants what the program makes of it."""
        self._problem = Cancelled("The film is not converted ahead any more.")
        self._ended.set()

    def check(self) -> None:
        """Raises ``Cancelled`` once given up, ``SourceUnreadable`` when bytes were taken back or can't be read."""
        if self._problem is not None:
            raise self._problem

    @contextlib.contextmanager
    def pipe(self) -> Iterator[int]:
        """What the program has to read from, while the block lasts."""
        out, into = os.pipe()
        thread = threading.Thread(target=self._pour, args=(into,), name="feed", daemon=True)
        thread.start()
        try:
            yield out
        finally:
            self._ended.set()
            os.close(out)  # the last reader, once the program has ended: who writes is told so
            thread.join()

    def _pour(self, into: int) -> None:
        """Closes the pipe: nobody may close what another thread uses."""
        try:
            self._pour_all(into)
        except BrokenPipeError:
            return  # the program has ended
        except OSError as error:
            self._problem = SourceUnreadable("The film can't be read while it comes.", detail=str(error))
        finally:
            os.close(into)

    def _pour_all(self, into: int) -> None:
        while self.sent < self.length and not self._ended.is_set():
            there = os.fstat(self._file).st_size
            if there < self.sent:
                raise OSError(f"{self.sent} bytes were read, and {there} are left")
            self.is_waiting = there == self.sent
            if self.is_waiting:
                self._ended.wait(_LOOK_EVERY)
            else:
                self._hand_over(os.pread(self._file, min(_BLOCK, self.length - self.sent), self.sent), into)

    def _hand_over(self, block: bytes, into: int) -> None:
        rest = memoryview(block)
        while rest:
            written = os.write(into, rest)
            self.sent += written
            rest = rest[written:]
