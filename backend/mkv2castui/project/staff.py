"""The threads that work beside the server in the one process: Celery's worker and the timer of the lanes."""

from __future__ import annotations

import logging
import threading
from typing import Any

from celery.worker import state
from celery.worker.worker import WorkController
from django.db import DatabaseError, connections

from mkv2castui.conversions import queue, services, wakeups, workshop
from mkv2castui.conversions.models import Lane
from mkv2castui.project.celery import app

log = logging.getLogger(__name__)

TICK_EVERY = 10.0  # seconds
_SPARE_THREADS = 2  # for wake-ups that find every worker of their lane busy and end at once


class Staff:
    """Start once, stop once."""

    def __init__(self) -> None:
        self._workshop = workshop.from_settings()
        self._controller = _controller(sum(self._workshop.slots.values()) + _SPARE_THREADS)
        self._threads = {
            "queue": threading.Thread(target=self._controller.start, name="celery", daemon=True),
            "timer": threading.Thread(target=self._tick, name="timer", daemon=True),
        }

    def start(self) -> None:
        """Only with the data directory's lock held: what is marked as being worked on is taken for abandoned."""
        queue.reap_all()
        services.sweep()
        services.tidy_up_after_crash()
        workshop.open_workshop(self._workshop)
        for thread in self._threads.values():
            thread.start()

    def begin_stop(self) -> None:
        """Take no new work, end running conversions and give their jobs back. Returns at once."""
        self._workshop.stopping.set()

    def stop(self, seconds: float) -> None:
        """:meth:`begin_stop`, and wait for the threads for ``seconds`` each at most."""
        self.begin_stop()
        state.should_stop = 0  # type: ignore[assignment]  # an exit status; None means: go on
        # Celery waits up to 2 s for a message before it looks whether to stop, and once more when it does.
        wakeups.wake(Lane.ANALYZE)
        wakeups.wake(Lane.ANALYZE)
        for thread in self._threads.values():
            thread.join(seconds)

    def silent(self) -> list[str]:
        """The names of the threads that should run and don't."""
        return [name for name, thread in self._threads.items() if not thread.is_alive()]

    def _tick(self) -> None:
        while True:
            try:
                self._workshop.tick()
            except DatabaseError:
                log.exception("The lanes could not be looked after; trying again")
            finally:
                connections.close_all()
            if self._workshop.stopping.wait(TICK_EVERY):
                return


def _controller(threads: int) -> Any:
    import mkv2castui.conversions.tasks

    assert mkv2castui.conversions.tasks.work_lane
    return WorkController(
        app=app,
        concurrency=threads,
        queues=[str(lane) for lane in Lane],
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
