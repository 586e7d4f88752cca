"""Films of accounts that are deleted. What is at work for them ends first; whoever deletes waits a moment for that, and
the caretaker sees to what is left then."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any

from mkv2castui.accounts import leaving
from mkv2castui.accounts.models import User
from mkv2castui.conversions import removal, storage
from mkv2castui.conversions.models import Job

log = logging.getLogger(__name__)

_PATIENCE = 10.0  # seconds: a worker sees within one that its work is not wanted
_LOOK_EVERY = 0.1  # seconds
_AT_ONCE = 2.0  # seconds that the caretaker gives it
_MOST = 20  # films at once: in a bucket each takes some calls


def leave(user_id: uuid.UUID, by: User, request: Any) -> bool:
    """Delete the account with all that is its owner's. ``False``: the rest of it goes by itself.

    Raises the 404 problem, and the 409 problem for the last administrator.
    """
    leaving.begin(user_id, by, request)
    end = monotonic() + _PATIENCE
    while not (is_gone := _go_on(user_id, end)) and monotonic() < end:
        sleep(_LOOK_EVERY)
    return is_gone


def is_wanted() -> bool:
    return leaving.under_way().exists()


def go_on() -> None:
    """With all that are under way, a little. Several processes at it harm nothing."""
    for user in leaving.under_way():
        _go_on(user.pk, monotonic() + _AT_ONCE)


def _go_on(owner_id: uuid.UUID, end: float) -> bool:
    """Until ``end`` at most. Whether nothing is left."""
    _remove_uploads(owner_id)
    removal.end_work_of(owner_id)
    removal.sweep()
    while removal.erase_of(owner_id, _MOST) == _MOST and monotonic() < end:
        pass
    if Job.objects.filter(owner=owner_id).exists():
        return False
    leaving.finish(owner_id)
    return True


def _remove_uploads(owner_id: uuid.UUID) -> None:
    """Parts of films have no job."""
    spool = storage.spool()
    with _or_later("uploads"):
        for ticket in spool.of_owner(str(owner_id)):
            with _or_later(ticket.id):
                spool.remove(ticket.id)


@contextmanager
def _or_later(what: str) -> Iterator[None]:
    try:
        yield
    except (storage.StorageError, OSError) as error:
        log.warning("What has come of %s goes with the next sweep: %s", what, error)
