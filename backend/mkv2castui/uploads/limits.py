"""Whether a film of a size may come in."""

from __future__ import annotations

from django.conf import settings

from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import storage


def check(size: int, *, arrived: int = 0, free: int | None = None, promised: int = 0) -> None:
    """Raises the 413 or 507 problem. ``size``: bytes in all, of which ``arrived`` are on the disk already.

    ``free``: of the disk on which it waits, if that is not its last place. ``promised``: bytes of it that others, who
    came before, will still fill.
    """
    if size > settings.MAX_UPLOAD_SIZE:
        raise _too_large(size)
    if free is None:
        free = storage.current().free_bytes()
    if free is not None and size - arrived > free - promised - settings.DISK_RESERVE:
        raise _no_space(size - arrived, max(free - promised, 0))


def _too_large(size: int) -> Problem:
    return Problem(
        413,
        ApiCode.FILE_TOO_LARGE,
        "The file is larger than this server takes.",
        hint="Ask whoever runs the server to raise MAX_UPLOAD_SIZE.",
        needs=size,
        limit=settings.MAX_UPLOAD_SIZE,
    )


def _no_space(needs: int, free: int) -> Problem:
    return Problem(
        507,
        ApiCode.NO_SPACE,
        "The server's disk has no room for this file.",
        hint="Delete films that are no longer needed, then try again.",
        needs=needs + settings.DISK_RESERVE,
        free=free,
    )
