"""Doing the work of the lanes in this process."""

from __future__ import annotations

import os
import socket
import threading
import uuid

from django.conf import settings
from django.db import connections

from mkv2castui.common import clock
from mkv2castui.conversions import estimation, queue, services, wakeups
from mkv2castui.conversions.analysis import analyse
from mkv2castui.conversions.conversion import convert
from mkv2castui.conversions.failures import as_error
from mkv2castui.conversions.models import Lane
from mkv2castui.conversions.queue import Claim

INSTANCE = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
"""Who this process is in the table of jobs."""


class Workshop:
    """``slots`` workers a lane at most, whatever the number of wake-ups."""

    def __init__(self, slots: dict[Lane, int]) -> None:
        self.slots = slots
        self.stopping = threading.Event()
        self._estimating = threading.Lock()
        self._at_work: set[uuid.UUID] = set()
        self._free = {lane: threading.BoundedSemaphore(count) for lane, count in slots.items()}

    def work(self, lane: Lane) -> None:
        """Work the lane until it is empty; nothing when all its workers are busy: they look again themselves."""
        while not self.stopping.is_set() and queue.waiting(lane).exists():
            if not self._free[lane].acquire(blocking=False):
                return
            try:
                self._until_empty(lane)
            finally:
                self._free[lane].release()
        if lane == Lane.ANALYZE:
            self._estimate()

    def _estimate(self) -> None:
        """One film at a time, and only while nobody waits to be analysed: an estimate can be done without."""

        def is_unwanted() -> bool:
            return self.stopping.is_set() or queue.waiting(Lane.ANALYZE).exists()

        if self._estimating.acquire(blocking=False):
            try:
                while not is_unwanted() and estimation.estimate_next(is_unwanted):
                    pass
            finally:
                self._estimating.release()

    def _until_empty(self, lane: Lane) -> None:
        while not self.stopping.is_set() and (claim := queue.claim(lane, INSTANCE)):
            self._at_work.add(claim.token)
            try:
                self._perform(claim)
            finally:
                self._at_work.discard(claim.token)

    def _perform(self, claim: Claim) -> None:
        try:
            if claim.lane == Lane.ANALYZE:
                analyse(claim, self.stopping)
            else:
                convert(claim, self.stopping)
        except Exception as error:  # noqa: BLE001 - an error of the program fails its job, never the lane
            queue.fail(claim, as_error(error))
        services.sweep()

    def tick(self) -> None:
        """Take back what dead workers held, and make up for lost wake-ups."""
        queue.reap(clock.now(), at_work=self._at_work.copy())
        services.sweep()
        for lane, count in self.slots.items():
            for _ in range(min(count, queue.waiting(lane).count())):
                wakeups.wake(lane)
        if estimation.waiting().exists():
            wakeups.wake(Lane.ANALYZE)


def from_settings() -> Workshop:
    return Workshop({Lane.ANALYZE: settings.ANALYZE_CONCURRENCY, Lane.CONVERT: settings.WORKER_CONCURRENCY})


_open: list[Workshop] = []


def open_workshop(workshop: Workshop) -> None:
    """The workshop that this process' wake-ups reach."""
    _open[:] = [workshop]


def work_lane(lane: Lane) -> None:
    """One wake-up. Without a workshop this process does no work."""
    try:
        for workshop in _open:
            workshop.work(lane)
    finally:
        connections.close_all()
