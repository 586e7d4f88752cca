"""What has to be done now and then, by whoever is alive."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Collection
from time import monotonic

from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connections

from mkv2castui.common import clock
from mkv2castui.conversions import (
    departures,
    headstarts,
    leftovers,
    line,
    planning,
    queue,
    removal,
    storage,
    wakeups,
    workers,
)
from mkv2castui.conversions.models import Lane

log = logging.getLogger(__name__)

TIDY_EVERY = 15 * 60.0  # seconds
PLAN_EVERY = 10.0  # seconds
LONGEST_PATIENCE = 4.0  # seconds: longer than between two signs of life

_seeing_off = threading.Lock()


class Caretaker:
    """One a process, asked every few seconds. Several processes at it harm nothing."""

    def __init__(self) -> None:
        self._looked = clock.Since()
        self._patient_until = monotonic()
        self._tidied = self._planned = monotonic()

    def look(self, at_work: Collection[uuid.UUID] = ()) -> None:
        """Take back what dead workers held, and remove what is to go. ``at_work``: see :func:`queue.reap`."""
        if not self._is_patient():
            queue.reap(clock.now(), at_work=at_work)
            headstarts.expire(clock.now())
            leftovers.remove_abandoned_uploads(clock.now())
            self._plan_now_and_then()
        workers.forget_silent(clock.now())
        self._looked = clock.Since()  # the database has answered
        removal.sweep()
        if departures.is_wanted():
            begin_to_see_off()
        self._tidy_now_and_then()

    def _plan_now_and_then(self) -> None:
        if monotonic() - self._planned >= PLAN_EVERY:
            self._planned = monotonic()
            planning.plan_anew(clock.now())

    def _tidy_now_and_then(self) -> None:
        if monotonic() - self._tidied >= TIDY_EVERY:
            self._tidied = monotonic()
            begin_to_tidy()

    def _is_patient(self) -> bool:
        """After a time in which nobody could look (the database was away, the computer slept, its clock was set) the
        living first get the chance to say that they live. Looks that failed are none."""
        now, lease = monotonic(), queue.lease().total_seconds()
        if self._looked.seconds > lease / 2:
            self._patient_until = now + min(LONGEST_PATIENCE, lease / 3)
        return now < self._patient_until

    def wake_lanes(self) -> None:
        """Make up for lost wake-ups, and wake those whose time has come."""
        now = clock.now()
        for lane in Lane:
            if line.has_due(lane, now):
                wakeups.wake(lane)


def begin_to_see_off() -> None:
    """In a thread of its own, as :func:`begin_to_tidy`: who waits for it gives no sign of life meanwhile."""
    threading.Thread(target=_see_off, name="departures", daemon=True).start()


def _see_off() -> None:
    """One at a time: the others' turn comes with the next look."""
    if not _seeing_off.acquire(blocking=False):
        return
    try:
        departures.go_on()
    except (DatabaseError, storage.StorageError, OSError) as error:
        log.warning("What is left of deleted accounts stays for now: %s", error)
    finally:
        connections.close_all()
        _seeing_off.release()


def begin_to_tidy() -> threading.Thread:
    """In a thread of its own: to look through a large bucket takes longer than there is between two looks, and than
    anybody wants to wait for the program's start."""
    tidying = threading.Thread(target=_tidy, name="tidy", daemon=True)
    tidying.start()
    return tidying


def _tidy() -> None:
    try:
        leftovers.remove_files()
        SessionStore.clear_expired()  # every page on which one signs in begins one
    except DatabaseError as error:
        log.warning("What nobody needs stays for now: %s", error)
    finally:
        connections.close_all()
