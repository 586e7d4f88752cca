"""The owner's own order of their waiting jobs: numbers with room between them. Pure."""

from __future__ import annotations

from datetime import datetime

STEP = 1000
"""Between two jobs that came a microsecond apart."""


def rank_at(moment: datetime) -> int:
    """Who comes later stands behind."""
    return int(moment.timestamp() * 1_000_000) * STEP


def between(before: int | None, after: int) -> int | None:
    """A rank in front of ``after`` and behind ``before``, if that is given; ``None`` when there is no room."""
    if before is None:
        return after - STEP
    middle = (before + after) // 2
    return middle if before < middle < after else None
