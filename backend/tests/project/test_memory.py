"""What the collector looks at in a server."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from mkv2castui.project import memory


class Knot:
    """Refers to itself: only the collector finds out that nobody else does."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def _as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("_as_before")
def test_what_was_there_from_the_start_is_passed_over_and_new_garbage_goes() -> None:
    known = Knot()
    memory.settle()
    assert not any(thing is known for thing in gc.get_objects())
    assert gc.get_threshold()[0] == memory._NEW_OBJECTS
    knots = [weakref.ref(Knot()) for _ in range(2 * gc.get_threshold()[0])]
    assert any(knot() is None for knot in knots), "nothing is collected by itself"
