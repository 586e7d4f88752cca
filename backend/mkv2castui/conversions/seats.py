"""How many jobs of a lane this process works on at once."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Seats:
    """``count`` seats at most are taken. Who left one to pause and wants to go on comes before new jobs."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._returning = 0
        self._lock = threading.Lock()

    def take(self) -> bool:
        """For a new job."""
        with self._lock:
            free = self._free > self._returning
            self._free -= free
        return free

    def take_again(self) -> bool:
        """For one of those who :meth:`will_return`."""
        with self._lock:
            free = self._free > 0
            self._free -= free
            self._returning -= free
        return free

    def leave(self) -> None:
        with self._lock:
            self._free += 1

    def will_return(self) -> None:
        with self._lock:
            self._returning += 1

    def wont_return(self) -> None:
        with self._lock:
            self._returning -= 1


class Seat:
    """One job's seat, taken already. ``on_left`` is called when a pause frees it for another job, or the wish for it.

    Used by the job's heartbeat while the job goes on, and by its worker before and after.
    """

    def __init__(self, seats: Seats, on_left: Callable[[], None]) -> None:
        self._seats = seats
        self._on_left = on_left
        self._taken = True
        self._returning = False

    def leave(self) -> None:
        """The job pauses."""
        if self._give():
            self._on_left()

    def end(self) -> None:
        """The job is done with."""
        self._give()

    def _give(self) -> bool:
        """Whether it was taken, or kept from others."""
        was_held = self._taken or self._returning
        if self._returning:
            self._seats.wont_return()
        if self._taken:
            self._seats.leave()
        self._taken = self._returning = False
        return was_held

    def take_again(self) -> bool:
        """The job wants to go on: whether it may. Who may not asks again later, and comes before new jobs."""
        if self._taken:
            return True
        if not self._returning:
            self._returning = True
            self._seats.will_return()
        if self._seats.take_again():
            self._taken, self._returning = True, False
        return self._taken
