"""Errors on the command line: the exit status and the words."""

from __future__ import annotations

from typing import Final

from castengine.errors import (
    Cancelled,
    CastEngineError,
    InvalidPreferences,
    NothingToPlay,
    NotMedia,
    SourceEmpty,
    SourceIsDirectory,
    UnknownDevice,
)

FAILED: Final = 1
USAGE: Final = 2
NOT_MEDIA: Final = 3
INTERRUPTED: Final = 130

_USAGE_ERRORS = (UnknownDevice, InvalidPreferences)
_NOT_MEDIA_ERRORS = (NotMedia, NothingToPlay, SourceEmpty, SourceIsDirectory)
_WORST_FIRST = (INTERRUPTED, FAILED, USAGE, NOT_MEDIA, 0)


def status_of(error: Exception) -> int:
    if isinstance(error, Cancelled):
        return INTERRUPTED
    if isinstance(error, _USAGE_ERRORS) or is_setting(error):
        return USAGE
    return NOT_MEDIA if isinstance(error, _NOT_MEDIA_ERRORS) else FAILED


def is_setting(error: Exception) -> bool:
    """An environment variable of the wrong form. By name, because its module imports much that is not needed here."""
    return type(error).__name__ == "InvalidSetting"


def worst(statuses: list[int]) -> int:
    """The status of a run over several files."""
    return next(status for status in _WORST_FIRST if status in (*statuses, 0))


def error_as_json(error: Exception) -> dict[str, str | None]:
    if isinstance(error, CastEngineError):
        return error.as_json()
    hint = "This is a mistake of this program. Run it again with --verbose and report what it says."
    return {"code": "internal_error", "message": f"{type(error).__name__}: {error}", "hint": hint, "detail": None}


def explain(error: Exception) -> str:
    """What happened and what to do, for people."""
    if is_setting(error):
        return str(error)
    facts = error_as_json(error)
    return "\n  ".join(filter(None, (facts["message"], facts["hint"], _tail(facts["detail"]))))


def _tail(detail: str | None) -> str | None:
    lines = (detail or "").strip().splitlines()[-3:]
    return "\n  ".join(f"| {line}" for line in lines) or None
