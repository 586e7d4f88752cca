"""Why a job failed, as it is stored and shown."""

from __future__ import annotations

import errno
import logging
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from mkv2castui.common.problems import ApiCode, internal_error
from mkv2castui.conversions import engine, storage

log = logging.getLogger(__name__)

EXPECTED = (engine.CastEngineError, storage.StorageError)
"""What may go wrong with a film; all else is an error of the program."""

_DETAIL_LIMIT = 8000  # characters; the end says most


def as_error(error: Exception, expected: int | None = None) -> dict[str, Any]:
    """``{"code", "message", "hint", "detail"}``, and of a full disk ``{"needs", "free"}``, in bytes, each perhaps null.

    ``expected``: what the result would take, by estimate. What nobody foresaw is logged with its traceback.
    """
    if _is_full_disk(error):
        said = getattr(error, "detail", None) or str(error)
        return {**_NO_SPACE, "detail": said[-_DETAIL_LIMIT:], **_room(getattr(error, "needs", None) or expected)}
    if isinstance(error, engine.CastEngineError):
        shown = error.as_json()
        return {**shown, "detail": shown["detail"] and shown["detail"][-_DETAIL_LIMIT:]}
    if isinstance(error, storage.NoSpace):
        room = {"needs": error.needs, "free": error.free}
        return {"code": error.code, "message": error.message, "hint": error.hint, "detail": error.detail, **room}
    if isinstance(error, storage.StorageError):
        return {"code": error.code, "message": error.message, "hint": error.hint, "detail": error.detail}
    log.error("A job met an error of the program", exc_info=error)
    problem = internal_error()
    detail = f"{type(error).__name__}: {error}"
    return {"code": str(problem.code), "message": problem.title, "hint": problem.hint, "detail": detail}


def as_error_of(filename: str, film: Path, error: Exception) -> dict[str, Any]:
    """As :func:`as_error`: what was met in the file ``film`` is told of the one that its owner calls ``filename``."""
    said = as_error(error)
    return {**said, "message": said["message"].replace(repr(film.name), repr(filename))}


def _is_full_disk(error: Exception) -> bool:
    """Whoever met it: the encoder, its check, or this program."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, engine.DiskFull)


def _room(needs: int | None) -> dict[str, int | None]:
    """A guess that would have fitted is none."""
    try:
        free = shutil.disk_usage(settings.DATA).free
    except OSError:  # the figure is a help, no more
        return {"needs": needs, "free": None}
    return {"needs": needs if needs is not None and needs > free else None, "free": free}


_NO_SPACE = {
    "code": str(ApiCode.NO_SPACE),
    "message": "The server's disk has no room left for the result.",
    "hint": "Delete films that are no longer needed, then try again. Your file is unchanged.",
}
