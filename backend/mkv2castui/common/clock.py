"""The time, so that a test can say what time it is."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic


def now() -> datetime:
    return datetime.now(UTC)


class Since:
    """How long ago it was made, by whichever clock says more: the one that nobody can set stands still while the
    computer sleeps."""

    def __init__(self) -> None:
        self._monotonic = monotonic()
        self._said = now()

    @property
    def seconds(self) -> float:
        return max(monotonic() - self._monotonic, (now() - self._said).total_seconds())
