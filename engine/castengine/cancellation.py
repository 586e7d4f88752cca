"""Asking a conversion to stop, from any thread."""

from __future__ import annotations

import threading

from castengine.errors import Cancelled


class Cancellation:
    """Once cancelled, cancelled for good."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until cancelled or for ``timeout`` seconds; whether it is cancelled."""
        return self._event.wait(timeout)

    def check(self) -> None:
        """Raises ``Cancelled`` once cancelled."""
        if self.is_cancelled:
            raise Cancelled("The conversion was cancelled.")
