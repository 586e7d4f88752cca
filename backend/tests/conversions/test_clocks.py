"""A computer that slept, and a clock that was set: those who live say so before anybody is taken for dead."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic, sleep

import pytest
from django.db import connections
from pytest_django import Settings

from mkv2castui.common import clock
from mkv2castui.conversions import heartbeat, queue
from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.states import JobStatus

S = JobStatus
JobMaker = Callable[..., Job]
Leap = Callable[[timedelta], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def leap(monkeypatch: pytest.MonkeyPatch) -> Leap:
    """By how much the time goes on, of which the clock that nobody can set knows nothing."""
    real = clock.now

    def now(by: timedelta) -> Callable[[], datetime]:
        return lambda: real() + by

    return lambda by: monkeypatch.setattr(clock, "now", now(by))


def test_whoever_wakes_up_first_takes_nothing_back(make_job: JobMaker, leap: Leap) -> None:
    make_job(S.QUEUED)
    caretaker, claim = Caretaker(), queue.claim(Lane.CONVERT, "worker")
    assert claim is not None
    leap(timedelta(hours=1))
    caretaker.look()
    assert queue.renew(claim) is queue.Hold.KEPT
    caretaker.look()
    assert Job.objects.get().status == S.PROCESSING


def test_an_upload_that_slept_with_its_browser_goes_on(make_job: JobMaker, leap: Leap) -> None:
    make_job(S.UPLOADING, lease_until=clock.now() + timedelta(minutes=15))
    caretaker = Caretaker()
    leap(timedelta(hours=1))
    caretaker.look()
    assert Job.objects.get().status == S.UPLOADING


def test_a_lease_is_renewed_as_soon_as_its_worker_wakes_up(
    make_job: JobMaker, leap: Leap, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LEASE_SECONDS = 3600
    monkeypatch.setattr(heartbeat, "LOOK_EVERY", 0.05)
    make_job(S.QUEUED)
    claim = queue.claim(Lane.CONVERT, "worker")
    assert claim is not None
    with heartbeat.looked_after(claim, threading.Event()):
        leap(timedelta(hours=2))
        end = monotonic() + 20
        while not Job.objects.filter(lease_until__gt=clock.now()).exists():
            assert monotonic() < end, "its lease has run out"
            sleep(0.02)
    connections.close_all()
