"""Doing the work of the lanes in this process."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connections

from mkv2castui.common import clock
from mkv2castui.conversions import ahead, engine, estimation, headstarts, host, line, planning, queue, removal, workers
from mkv2castui.conversions.analysis import analyse
from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.conversions.conversion import convert
from mkv2castui.conversions.digesting import Reader, is_at_work
from mkv2castui.conversions.failures import as_error
from mkv2castui.conversions.models import Lane
from mkv2castui.conversions.patience import patiently
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.seats import Seat, Seats

log = logging.getLogger(__name__)

INSTANCE = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
"""Who this process is in the table of jobs."""


class Workshop:
    """``slots``: by lane, how many jobs at once, whatever the number of wake-ups.

    Jobs are worked on in threads of the workshop's own: a paused one may keep its thread for days.
    """

    def __init__(self, slots: dict[Lane, int]) -> None:
        self.slots = slots
        self.stopping = threading.Event()
        self._estimating = threading.Lock()
        self._at_work: set[uuid.UUID] = set()
        self._threads: set[threading.Thread] = set()
        self._seats = {lane: Seats(count) for lane, count in slots.items()}
        self._ahead = {lane: Seats(count) for lane, count in slots.items()}
        self._wakeups = Counter[Lane]()
        self._caretaker = Caretaker()
        self._reader = Reader(self._has_other_work)

    def begin(self, lane: Lane) -> None:
        """Have the lane worked, as far as there are seats. Returns at once."""
        if lane not in self._seats or self.stopping.is_set():
            return
        self._wakeups[lane] += 1
        thread = threading.Thread(target=self._in_thread, args=(lane,), name=f"{lane}-worker", daemon=True)
        self._threads.add(thread)
        thread.start()

    def _in_thread(self, lane: Lane) -> None:
        try:
            self.work(lane, on_claim=partial(self.begin, lane))
        except DatabaseError as error:
            log.warning("The lane %s can't be worked until the database answers: %s", lane, error)
        finally:
            connections.close_all()
            self._threads.discard(threading.current_thread())

    def work(self, lane: Lane, on_claim: Callable[[], None] = lambda: None) -> None:
        """Work the lane until it is empty or all its seats are taken: who has them looks again itself."""
        while not self.stopping.is_set():
            heard = self._wakeups[lane]
            if not self._work_once(lane, on_claim) and heard == self._wakeups[lane]:
                break
        if lane == Lane.ANALYZE:
            self._estimate()

    def _work_once(self, lane: Lane, on_claim: Callable[[], None]) -> bool:
        """``on_claim``: there may be more for others to do."""
        if not self._seats[lane].take():
            return False
        seat = Seat(self._seats[lane], partial(self.begin, lane))
        try:
            claim = queue.claim(lane, INSTANCE, self._host(lane))
            if claim is None:
                return self._work_ahead(lane, seat, on_claim)
            on_claim()
            self._perform(claim, partial(_do, claim, self.stopping, seat))
            return True
        finally:
            seat.end()

    def _work_ahead(self, lane: Lane, seat: Seat, on_claim: Callable[[], None]) -> bool:
        """Nobody waits in the lane: there may be a film on its way. Those at rest keep their place of these."""
        if not self._ahead[lane].take():
            return False
        try:
            start = headstarts.claim(lane, self._host(lane))
            if start is None:
                return False
            on_claim()
            ahead.work(start, ahead.Hands(INSTANCE, self._host(lane), self.stopping, seat, self._perform))
            return True
        finally:
            self._ahead[lane].leave()

    def _host(self, lane: Lane) -> engine.Capabilities | None:
        return host.capabilities() if lane == Lane.CONVERT else None

    def _perform(self, claim: Claim, work: Callable[[], None]) -> None:
        self._at_work.add(claim.token)
        try:
            work()
            removal.sweep()
        except DatabaseError:
            raise  # the lease tells whoever comes next that the job was left
        except Exception as error:  # noqa: BLE001 - an error of the program fails its job, never the lane
            shown = as_error(error)
            patiently(lambda: queue.fail(claim, shown))
        finally:
            self._at_work.discard(claim.token)

    def _estimate(self) -> None:
        """One film at a time, and only while nobody waits to be analysed: an estimate can be done without."""

        def is_unwanted() -> bool:
            return self.stopping.is_set() or line.has_due(Lane.ANALYZE, clock.now())

        if self._estimating.acquire(blocking=False):
            try:
                while not is_unwanted() and estimation.estimate_next(is_unwanted):
                    pass
            finally:
                self._estimating.release()

    def tick(self) -> None:
        """Say that this worker is alive, take back what dead ones held, and serve whoever's time has come."""
        workers.report(INSTANCE, workers.Abilities(self.slots, host.capabilities()))
        self._caretaker.look(at_work=self._at_work.copy())
        now = clock.now()
        for lane in self.slots:
            if line.has_due(lane, now) or headstarts.is_wanted(lane, now):
                self.begin(lane)
        if Lane.ANALYZE in self.slots and estimation.is_wanted():
            self.begin(Lane.ANALYZE)
        if Lane.ANALYZE in self.slots:
            self._reader.begin()

    def _has_other_work(self) -> bool:
        return self.stopping.is_set() or estimation.is_wanted() or is_at_work(INSTANCE)

    def close(self, seconds: float) -> None:
        """Wait until all work has ended, for ``seconds`` at most, and say goodbye. Only after ``stopping`` is set."""
        end = monotonic() + seconds
        for thread in self._threads.copy():
            thread.join(max(end - monotonic(), 0))
        self._reader.join(max(end - monotonic(), 0))
        try:
            workers.leave(INSTANCE)
        except DatabaseError as error:
            log.warning("Nobody was told that this worker has stopped: %s", error)
        finally:
            connections.close_all()


def _do(claim: Claim, stopping: threading.Event, seat: Seat) -> None:
    if claim.lane == Lane.ANALYZE:
        analyse(claim, stopping)
    else:
        convert(claim, stopping, seat)


def from_settings() -> Workshop:
    """``WORKER_LANES`` of this process; what encodes nothing has a seat of its own beside the long films."""
    counts = {
        Lane.ANALYZE: settings.ANALYZE_CONCURRENCY,
        Lane.QUICK: settings.QUICK_CONCURRENCY,
        Lane.CONVERT: settings.WORKER_CONCURRENCY,
    }
    return Workshop({lane: counts[lane] for lane in Lane if lane in settings.WORKER_LANES})


_open: list[Workshop] = []


def open_workshop(workshop: Workshop) -> None:
    """The workshop that this process' wake-ups reach."""
    _open[:] = [workshop]
    if Lane.CONVERT in workshop.slots:
        planning.count_in(host.capabilities)


def work_lane(lane: Lane) -> None:
    """One wake-up. Without a workshop this process does no work."""
    for workshop in _open:
        workshop.begin(lane)
