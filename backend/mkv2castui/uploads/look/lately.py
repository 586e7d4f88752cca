"""What a process remembers of the uploads of the last while."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Lately(Generic[_T]):
    """By upload; the oldest are forgotten. For any number of threads."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._known: dict[str, _T] = {}
        self._lock = threading.Lock()

    def get(self, upload_id: str) -> _T | None:
        return self._known.get(upload_id)

    def put(self, upload_id: str, value: _T) -> bool:
        """``False``: there was one already, which stays."""
        with self._lock:
            if upload_id in self._known:
                return False
            self._known[upload_id] = value
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
            return True
