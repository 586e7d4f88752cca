"""The timer of a worker and of the one process."""

from __future__ import annotations

import pytest

from mkv2castui.project import staff


@pytest.mark.parametrize("error", [OSError("The disk is away."), RuntimeError("nobody thought of that")])
@pytest.mark.django_db
def test_the_timer_goes_on_after_a_look_that_failed(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff, "TICK_EVERY", 0.01)
    monkeypatch.setattr(staff, "TICK_EVERY_WHEN_DEAF", 0.01)
    own, ticks = staff.Staff(), list[str]()

    def tick() -> None:
        ticks.append("tick")
        if len(ticks) < 3:
            raise error
        own.begin_stop()

    monkeypatch.setattr(own._workshop, "tick", tick)
    own._tick_for_ever()
    assert len(ticks) == 3
