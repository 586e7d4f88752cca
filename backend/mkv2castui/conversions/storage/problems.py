"""The storage's errors on their way to a client."""

from __future__ import annotations

from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions.storage.errors import NoSpace, SourceGone, StorageError


def problem_of(error: StorageError) -> Problem:
    """507, 404 or 503. The evidence stays in the server's log: it may name the server's own addresses."""
    if isinstance(error, NoSpace):
        return Problem(507, ApiCode.NO_SPACE, error.message, hint=error.hint, needs=error.needs, free=error.free)
    if isinstance(error, SourceGone):
        return Problem(404, error.code, error.message, hint=error.hint)
    return Problem(503, ApiCode.STORAGE_UNAVAILABLE, error.message, hint=error.hint)
