"""Asking a conversion to stop or to rest, from any thread."""

from __future__ import annotations

import threading
import time

from castengine.errors import Cancelled


class Cancellation:
    """Once cancelled, cancelled for good; paused and resumed as often as one likes.

    A pause stops what ffmpeg does within a tenth of a second and keeps all of its work; whoever has paused must resume
    or cancel. What only takes seconds, as reading a file's facts, is done to its end first.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._cancelled = False
        self._paused = False

    def cancel(self) -> None:
        """Also ends what is paused."""
        with self._changed:
            self._cancelled = True
            self._changed.notify_all()

    def pause(self) -> None:
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled

    @property
    def is_paused(self) -> bool:
        return self._paused

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until cancelled or for ``timeout`` seconds; whether it is cancelled."""
        with self._changed:
            return self._changed.wait_for(lambda: self._cancelled, timeout)

    def rest(self) -> float:
        """Wait as long as it is paused; how many seconds that was. Raises ``Cancelled`` once cancelled."""
        began = time.monotonic()
        with self._changed:
            self._changed.wait_for(lambda: self._cancelled or not self._paused)
        self.check()
        return time.monotonic() - began

    def check(self) -> None:
        """Raises ``Cancelled`` once cancelled."""
        if self.is_cancelled:
            raise Cancelled("The conversion was cancelled.")
