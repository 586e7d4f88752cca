"""The threads that do the work of the lanes: Celery's worker, which is woken by messages, and a timer, which makes up
for lost ones. The one process has them beside its server, a worker has nothing else.
"""

from __future__ import annotations

import logging
import threading
from time import monotonic
from typing import Any

from celery.worker import state
from celery.worker.worker import WorkController
from django.db import connections

from mkv2castui.conversions import caretaker, headstarts, leftovers, queue, removal, wakeups, workers, workshop
from mkv2castui.conversions.models import Lane
from mkv2castui.project import broker
from mkv2castui.project.celery import app

log = logging.getLogger(__name__)

TICK_EVERY = 3.0  # seconds: how late a dead worker's job may be taken back after its lease has run out
TICK_EVERY_WHEN_DEAF = 1.0  # seconds: while no message can arrive
_SPARE_THREADS = 2  # a wake-up takes a moment: the work is done in threads of the workshop's own


class Staff:
    """Start once, stop once."""

    def __init__(self) -> None:
        self._workshop = workshop.from_settings()
        self._controller = _controller(self._workshop.slots)
        self._ticked = monotonic()
        self._threads = {
            "queue": threading.Thread(target=self._controller.start, name="celery", daemon=True),
            "timer": threading.Thread(target=self._tick_for_ever, name="timer", daemon=True),
        }

    def start_alone(self) -> None:
        """Only with the data directory's lock held: what is marked as being worked on is taken for abandoned."""
        queue.reap_all()
        headstarts.end_all()
        workers.forget_all()
        removal.sweep()
        leftovers.abandon_lost_uploads()
        caretaker.begin_to_tidy()
        self.start()

    def start(self) -> None:
        workshop.open_workshop(self._workshop)
        for thread in self._threads.values():
            thread.start()

    def begin_stop(self) -> None:
        """Take no new work, end running conversions and give their jobs back. Returns at once."""
        self._workshop.stopping.set()

    def stop(self, seconds: float) -> None:
        """:meth:`begin_stop`, and wait for the threads for ``seconds`` each at most."""
        self.begin_stop()
        self._workshop.close(seconds)
        state.should_stop = 0  # type: ignore[assignment]  # an exit status; None means: go on
        # Celery waits up to 2 s for a message before it looks whether to stop, and once more when it does.
        wakeups.wake(Lane.ANALYZE)
        wakeups.wake(Lane.ANALYZE)
        for thread in self._threads.values():
            thread.join(seconds)

    def silent(self) -> list[str]:
        """The names of the threads that should run and don't."""
        return [name for name, thread in self._threads.items() if not thread.is_alive()]

    @property
    def idle_seconds(self) -> float:
        """Since the timer last looked after the lanes with success."""
        return monotonic() - self._ticked

    def _tick_for_ever(self) -> None:
        while not self._workshop.stopping.is_set():
            try:
                self._workshop.tick()
                self._ticked = monotonic()
            except Exception:  # a disk or a store that is away, too, must not end the timer for good
                log.exception("The lanes could not be looked after; trying again")
            finally:
                connections.close_all()
            self._workshop.stopping.wait(TICK_EVERY_WHEN_DEAF if self._is_deaf() else TICK_EVERY)

    def _is_deaf(self) -> bool:
        """Redis is away, or back without Celery having noticed: it waits longer from try to try."""
        consumer = self._controller.consumer
        return consumer is None or consumer.task_consumer is None or not broker.answers()


def _controller(slots: dict[Lane, int]) -> Any:
    import mkv2castui.conversions.tasks

    assert mkv2castui.conversions.tasks.work_lane
    return WorkController(
        app=app,
        concurrency=sum(slots.values()) + _SPARE_THREADS,
        queues=[str(lane) for lane in slots],
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
