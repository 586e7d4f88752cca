"""The work of a head start: convert a film while it comes, and go on with it when it waits in the line."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic

from django.db import DatabaseError

from mkv2castui.common import clock
from mkv2castui.conversions import engine, headstarts, queue, storage
from mkv2castui.conversions.conversion import Begun, complete
from mkv2castui.conversions.failures import EXPECTED
from mkv2castui.conversions.headstarts import Course, HeadStart
from mkv2castui.conversions.names import safe_stem
from mkv2castui.conversions.patience import let_go, patiently
from mkv2castui.conversions.progress import EVENT_EVERY
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.seats import Seat
from mkv2castui.conversions.storage.spool import Spool

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds: how soon it is seen that a film has come, or isn't wanted
SOON = 0.1  # seconds: what has come is analysed in a moment
IDLE_AFTER = 10.0  # seconds without a byte: then the seat is another's
KEEP_EVERY = 5.0  # seconds between two stored figures
_PATIENCE = 2  # looks at somebody who waits in the line: most are gone at the second


@dataclass(frozen=True, slots=True)
class Hands:
    """Of whom does the work. ``perform``: do something under a claim, whatever comes of it."""

    worker: str
    host: engine.Capabilities | None
    stopping: threading.Event
    seat: Seat
    perform: Callable[[Claim, Callable[[], None]], None]


def work(start: HeadStart, hands: Hands) -> None:
    """Until the film is converted, or nothing has come of it: then the job goes its ordinary way."""
    failed = True
    try:
        failed = _work(start, hands)
    except EXPECTED as error:
        log.warning("%s is converted when it has come: %s", start.job.pk, error)
    finally:
        patiently(partial(headstarts.end, start, failed=failed))


def _work(start: HeadStart, hands: Hands) -> bool:
    """Whether it is not worth another try."""
    job, files, cancellation = start.job, storage.growing_files(), engine.Cancellation()
    assert files is not None  # of others there are no head starts
    assert job.media is not None  # of others nobody knows whether they can be converted ahead
    assert job.plan is not None
    assert job.input_size is not None
    with (
        storage.current().results(job.pk, start.token, ()) as results,
        engine.film_ahead(
            files.data(str(job.pk)),
            job.input_size,
            job.media,
            job.plan,
            directory=results.directory,
            stem=safe_stem(job.filename),
            cancellation=cancellation,
        ) as film,
    ):
        begun = Begun(film, cancellation)
        watch = _Watch(start, files, begun, hands)
        while watch.saw_it_come() and not files.was_taken_back(str(job.pk)):
            if _went_on(start, results, begun, hands):
                break
        return film.problem is not None


def _went_on(start: HeadStart, results: storage.Results, begun: Begun, hands: Hands) -> bool:
    """``False`` when it may not (yet): another look says which."""
    claim = patiently(lambda: queue.take_over(start.job, start.lane, start.token, hands.worker))
    if claim is not None:
        hands.perform(claim, partial(complete, claim, results, hands.stopping, hands.seat, begun))
    return claim is not None


class _Watch:
    """Looks after a head start until its film waits in the line."""

    def __init__(self, start: HeadStart, files: Spool, begun: Begun, hands: Hands) -> None:
        self._start = start
        self._files = files
        self._film, self._cancellation = begun.film, begun.cancellation
        self._hands = hands
        self._teller = _Teller(start)
        self._fed_at = monotonic()
        self._others_seen = 0

    def saw_it_come(self) -> bool:
        """The film waits in the line; ``False`` when what was begun is of no use."""
        course = Course.COMING
        while not self._hands.stopping.wait(SOON if course is Course.WHOLE else LOOK_EVERY):
            if self._film.problem is not None:
                log.warning("%s is converted when it has come: %s", self._start.job.pk, self._film.problem)
                return False
            course = self._look()
            if course is Course.LOST:
                return False
            if course is Course.IN_LINE and not self._cancellation.is_paused:
                return True
        return False

    def _look(self) -> Course:
        """A database that is away for a moment is no reason to throw work away: the token decides."""
        try:
            course = headstarts.look(self._start)
            self._share_the_seat(course)
            is_kept = self._teller.tell(self._film.share, course) and headstarts.room_left(self._files) > 0
            return course if is_kept else Course.LOST
        except DatabaseError as error:
            log.warning("The head start of %s can't be looked after: %s", self._start.job.pk, error)
            return Course.WHOLE
        finally:
            let_go()

    def _share_the_seat(self, course: Course) -> None:
        """While the film comes the line goes before it: who waits there gets the seat, and so does anybody while
        nothing comes, or while the owner's other films are as many as may be. What was done is kept."""
        is_put_off = course is Course.COMING and (self._is_idle() or self._others_wait())
        if is_put_off or headstarts.is_too_many(self._start):
            if not self._cancellation.is_paused:
                self._cancellation.pause()
            self._hands.seat.leave()
        elif self._cancellation.is_paused and self._hands.seat.take_again():
            self._cancellation.resume()
            self._fed_at = monotonic()

    def _is_idle(self) -> bool:
        if not (self._film.is_waiting or self._film.has_ended):
            self._fed_at = monotonic()
        return monotonic() - self._fed_at >= IDLE_AFTER

    def _others_wait(self) -> bool:
        """At this look and the one before: with a seat to spare they would have been served."""
        waits = queue.has_work(self._start.lane, self._hands.host)
        self._others_seen = self._others_seen + 1 if waits else 0
        return self._others_seen >= _PATIENCE


class _Teller:
    """How far it is: to the sockets once a second, into the database every few seconds."""

    def __init__(self, start: HeadStart) -> None:
        self._start = start
        self._keep_every = min(KEEP_EVERY, queue.renew_every().total_seconds())
        self._kept: clock.Since | None = None
        self._told = float("-inf")
        self._seq: int | None = 0

    def tell(self, share: float, course: Course) -> bool:
        """Whether it is still this worker's."""
        progress, now = round(100 * share, 2), monotonic()
        if self._kept is None or self._kept.seconds >= self._keep_every:
            self._seq, self._kept = headstarts.keep(self._start, progress), clock.Since()
        elif course is Course.COMING and self._seq is not None and now - self._told >= EVENT_EVERY:
            self._seq, self._told = self._seq + 1, now
            headstarts.tell(self._start, progress, self._seq)
        return self._seq is not None
