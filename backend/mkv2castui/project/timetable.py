"""Celery beat: what has to be done now and then, whoever else is alive.

The entries run in this very process instead of being sent as messages: a dead worker's jobs are taken back while
Redis is away too. Several beats harm nothing: all they do is compare-and-set.
"""

from __future__ import annotations

import logging
import threading
from time import monotonic
from typing import Any

from celery import shared_task
from celery.beat import Scheduler, Service
from django.db import DatabaseError, connections

from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.project.celery import app

log = logging.getLogger(__name__)

TICK_EVERY = 2.0  # seconds: how late a dead worker's job may be taken back after its lease has run out
_TICK = "mkv2castui.tick"

_ticked = [monotonic()]
_caretaker = Caretaker()


class Timetable:
    """Start once, stop once."""

    def __init__(self) -> None:
        app.conf.beat_schedule = {"tick": {"task": _TICK, "schedule": TICK_EVERY}}
        self._service = Service(app, max_interval=1, scheduler_cls=_InPlace)
        self._thread = threading.Thread(target=self._service.start, name="beat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float) -> None:
        self._service.stop()
        self._thread.join(seconds)

    @property
    def idle_seconds(self) -> float:
        """Since the last entry ended with success."""
        return monotonic() - _ticked[0]


class _InPlace(Scheduler):
    """Entries in memory, run by the scheduler's own thread."""

    @property
    def producer(self) -> Any:
        """The library's connects to the broker, and waits for it."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **{**options, "lazy": False})
        self.setup_schedule()

    def apply_async(self, entry: Any, producer: Any = None, advance: bool = True, **kwargs: Any) -> Any:  # noqa: ARG002
        due: Any = self.reserve(entry) if advance else entry
        return self.app.tasks[due.task].apply()


@shared_task(name=_TICK)
def tick() -> None:
    """Take back what dead workers held, remove what has to go, and wake the lanes that have work."""
    try:
        _caretaker.look()
        _caretaker.wake_lanes()
        _ticked[0] = monotonic()
    except DatabaseError:
        log.exception("The lanes could not be looked after; trying again")
    finally:
        connections.close_all()
