"""What has to be done now and then, by whoever is alive."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from time import monotonic

from mkv2castui.common import clock
from mkv2castui.conversions import line, queue, services, wakeups, workers
from mkv2castui.conversions.models import Lane


class Caretaker:
    """One a process, asked every few seconds. Several processes at it harm nothing."""

    def __init__(self) -> None:
        self._looked = monotonic()
        self._waited = False

    def look(self, at_work: Collection[uuid.UUID] = ()) -> None:
        """Take back what dead workers held, and remove what is to go. ``at_work``: see :func:`queue.reap`."""
        if not self._was_away():
            queue.reap(clock.now(), at_work=at_work)
        workers.forget_silent(clock.now())
        services.sweep()

    def _was_away(self) -> bool:
        """After a time in which nobody could look (the database was away, the computer slept) the living first get
        the chance to renew their leases."""
        since, self._looked = self._looked, monotonic()
        self._waited = self._looked - since > queue.lease().total_seconds() / 2 and not self._waited
        return self._waited

    def wake_lanes(self) -> None:
        """Make up for lost wake-ups, and wake those whose time has come."""
        now = clock.now()
        for lane in Lane:
            if line.due(lane, now).exists():
                wakeups.wake(lane)
