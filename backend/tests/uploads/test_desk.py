"""Who looks at films on their way, and how many at once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from mkv2castui.conversions.storage.spool import Ticket
from mkv2castui.uploads.look.desk import SEATS, Desk, log

LONG = 30.0  # seconds


def ticket(name: str) -> Ticket:
    return Ticket(name, "owner", 10, "", None)


class Looks:
    """Each waits until it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.at_once = self.most = 0
        self._lock = threading.Lock()
        self._go = threading.Semaphore(0)

    def __call__(self, seen: Ticket) -> None:
        with self._lock:
            self.begun.append(seen.id)
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        assert self._go.acquire(timeout=LONG)
        with self._lock:
            self.at_once -= 1

    def let_go(self, count: int = 1) -> None:
        self._go.release(count)


@pytest.fixture
def looks() -> Iterator[Looks]:
    found = Looks()
    yield found
    found.let_go(100)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_few_look_at_once_and_nobody_waits_for_them(looks: Looks) -> None:
    desk = Desk(looks)
    for number in range(20):
        desk.ask(ticket(str(number)))  # returns although nobody has finished
    until(lambda: looks.at_once == SEATS)
    looks.let_go(20)
    until(lambda: len(looks.begun) == 20 and looks.at_once == 0)
    assert (looks.most, sorted(looks.begun, key=int)) == (SEATS, [str(number) for number in range(20)])


def test_of_many_wishes_for_one_film_one_look_remains(looks: Looks) -> None:
    desk = Desk(looks)
    desk.ask(ticket("a"))
    until(lambda: looks.begun == ["a"])
    for _ in range(10):
        desk.ask(ticket("a"))
    desk.ask(ticket("b"))
    until(lambda: looks.begun == ["a", "b"])  # the second look at a waits for the first
    looks.let_go(3)
    until(lambda: looks.begun == ["a", "b", "a"] and looks.at_once == 0)


def test_a_look_that_fails_is_told_and_takes_nobody_along(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "disabled", False)  # import-linter, run by another test, silences whom it finds
    seen: list[str] = []

    def look(what: Ticket) -> None:
        seen.append(what.id)
        raise ValueError("a mistake")

    desk = Desk(look, seats=1)
    with caplog.at_level(logging.ERROR):
        for name in ("a", "b"):
            desk.ask(ticket(name))
        until(lambda: len(caplog.records) == 2)
    assert seen == ["a", "b"]
    assert all(record.exc_info for record in caplog.records)
