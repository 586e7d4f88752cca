"""How far a check in a thread of its own has come, told by the thread that waits for it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import FIRST_EXCEPTION, Future, wait
from typing import TypeVar

from castengine.ffmpeg.progress import Report

_T = TypeVar("_T")

_TELL_EVERY = 0.5  # seconds


class Watch:
    """``listener`` is called by whoever calls :meth:`tell_until`, with the latest that was noted."""

    def __init__(self, listener: Callable[[Report], None] | None) -> None:
        self._listener = listener
        self._latest: Report | None = None

    def note(self, report: Report) -> None:
        """From any thread."""
        self._latest = report

    def tell_until(self, ended: Collection[Future[_T]]) -> None:
        """Returns when all have ended, or one has failed."""
        while (state := wait(ended, timeout=_TELL_EVERY, return_when=FIRST_EXCEPTION)).not_done:
            if any(future.exception() for future in state.done):
                return
            if self._latest is not None and self._listener is not None:
                self._listener(self._latest)
