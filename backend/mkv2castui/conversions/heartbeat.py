"""Looking after a claim while the work goes on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from mkv2castui.common import clock
from mkv2castui.conversions import allowances, queue, rule
from mkv2castui.conversions.engine import Cancellation
from mkv2castui.conversions.patience import let_go
from mkv2castui.conversions.queue import Claim, Hold
from mkv2castui.conversions.seats import Seat

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds: how soon a wish of the user's is seen; one read by primary key


@contextmanager
def looked_after(
    claim: Claim, stopping: threading.Event, seat: Seat | None = None, cancellation: Cancellation | None = None
) -> Iterator[Cancellation]:
    """A cancellation that is raised when the user wants it, the lease is lost, or this process stops.

    With a ``seat`` it also pauses when the user wants it: meanwhile the lease is kept and the seat is another's.
    ``cancellation``: of work that has begun already.
    """
    heartbeat, ended = _Heartbeat(claim, seat, cancellation or Cancellation()), threading.Event()
    thread = threading.Thread(
        target=_watch, args=(heartbeat, stopping, ended), name=f"heartbeat-{claim.job.pk}", daemon=True
    )
    thread.start()
    let_go()  # the work asks nothing for a while, for days when it is paused before it has anything to tell
    try:
        yield heartbeat.cancellation
    finally:
        ended.set()
        thread.join()


def _watch(heartbeat: _Heartbeat, stopping: threading.Event, ended: threading.Event) -> None:
    try:
        while not ended.wait(LOOK_EVERY):
            if stopping.is_set() or not heartbeat.beat():
                heartbeat.cancellation.cancel()
                return
    finally:
        let_go()


class _Heartbeat:
    def __init__(self, claim: Claim, seat: Seat | None, cancellation: Cancellation) -> None:
        self.cancellation = cancellation
        self._claim = claim
        self._seat = seat
        self._renewed = clock.Since()
        self._answers = True

    def beat(self) -> bool:
        """Whether the work is still wanted here.

        A database that does not answer for a while is no reason to throw hours of work away: the token decides.
        """
        try:
            wanted = self._follow(self._look())
        except DatabaseError as error:
            self._complain(error)
            return True
        finally:
            let_go()
        self._answers = True
        return wanted

    def _complain(self, error: DatabaseError) -> None:
        if self._answers:
            log.warning(
                "The lease of %s can't be looked after until the database answers: %s", self._claim.job.pk, error
            )
        self._answers = False

    def _look(self) -> Hold:
        if self._renewed.seconds < queue.renew_every().total_seconds():
            return queue.look(self._claim)
        hold = queue.renew(self._claim)
        self._renewed = clock.Since()
        return hold

    def _follow(self, hold: Hold) -> bool:
        if self._seat is not None:
            if hold is Hold.PAUSE_WANTED:
                self._pause(self._seat)
            elif hold is Hold.RESUME_WANTED:
                self._resume(self._seat)
        return hold not in (Hold.CANCEL_WANTED, Hold.LOST)

    def _pause(self, seat: Seat) -> None:
        if not self.cancellation.is_paused:
            self.cancellation.pause()
        seat.leave()

    def _resume(self, seat: Seat) -> None:
        """As soon as there is a seat, the queue is open, and the owner has fewer at work than may be. It may never have
        been stopped: pauses can be short."""
        if allowances.full([self._claim.job.owner_id]):
            self._pause(seat)
            return
        open_now = rule.may_start(rule.current(), self._claim.lane, clock.now())
        if not self.cancellation.is_paused or (open_now and seat.take_again()):
            if queue.resume(self._claim):
                self.cancellation.resume()
            elif self.cancellation.is_paused:
                seat.leave()
