"""Who looks at films on their way, and when: a few at a time, the newest bytes, never in the way of those that come."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connections

from mkv2castui.conversions.storage import StorageError
from mkv2castui.conversions.storage.spool import Ticket

log = logging.getLogger(__name__)

SEATS = 2


class Desk:
    """Calls ``look`` for what it is asked for, in threads of its own that end when nothing is left to do.

    A film is looked at by one of them at a time; of several requests that wait for it one look is enough.
    """

    def __init__(self, look: Callable[[Ticket], None], seats: int = SEATS) -> None:
        self._look = look
        self._seats = seats
        self._lock = threading.Lock()
        self._waiting: dict[str, Ticket] = {}
        self._at_work: set[str] = set()
        self._taken = 0

    def ask(self, ticket: Ticket) -> None:
        """Returns at once, from any thread."""
        with self._lock:
            self._waiting[ticket.id] = ticket
            if self._taken == self._seats:
                return
            self._taken += 1
        threading.Thread(target=self._work, name="early-look", daemon=True).start()

    def _work(self) -> None:
        while (ticket := self._next()) is not None:
            try:
                self._look(ticket)
            except (DatabaseError, StorageError) as error:
                log.warning("The film %s is not looked at before it has come: %s", ticket.id, error)
            except Exception:
                log.exception("A look at the film %s on its way met an error of the program", ticket.id)
            finally:
                connections.close_all()
                self._leave(ticket)

    def _next(self) -> Ticket | None:
        with self._lock:
            for upload_id in self._waiting:
                if upload_id not in self._at_work:
                    self._at_work.add(upload_id)
                    return self._waiting.pop(upload_id)
            self._taken -= 1
            return None

    def _leave(self, ticket: Ticket) -> None:
        with self._lock:
            self._at_work.discard(ticket.id)
