"""Looking after a claim while the work goes on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import DatabaseError, connection

from mkv2castui.conversions import queue
from mkv2castui.conversions.engine import Cancellation
from mkv2castui.conversions.queue import Claim, Hold

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds: how soon a wish to cancel is seen; one read by primary key


@contextmanager
def looked_after(claim: Claim, stopping: threading.Event) -> Iterator[Cancellation]:
    """A cancellation that is raised when the user wants it, the lease is lost, or this process stops."""
    cancellation, ended = Cancellation(), threading.Event()
    thread = threading.Thread(
        target=_watch, args=(claim, cancellation, stopping, ended), name=f"heartbeat-{claim.job.pk}", daemon=True
    )
    thread.start()
    try:
        yield cancellation
    finally:
        ended.set()
        thread.join()


def _watch(claim: Claim, cancellation: Cancellation, stopping: threading.Event, ended: threading.Event) -> None:
    renewed = monotonic()
    try:
        while not ended.wait(LOOK_EVERY):
            due = monotonic() - renewed >= queue.RENEW_EVERY.total_seconds()
            if stopping.is_set() or _hold(claim, due) is not Hold.KEPT:
                cancellation.cancel()
                return
            renewed = monotonic() if due else renewed
    finally:
        connection.close()


def _hold(claim: Claim, due: bool) -> Hold:
    """A database that does not answer for a moment is no reason to throw hours of work away: the token decides."""
    try:
        return queue.renew(claim) if due else queue.look(claim)
    except DatabaseError:
        log.exception("The lease of %s could not be looked after", claim.job.pk)
        return Hold.KEPT
