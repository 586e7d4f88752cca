"""Paused films: very many of them, and those whose worker dies in the meantime."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from time import monotonic, sleep

import pytest
from django.db import connections
from rest_framework.test import APIClient

from mkv2castui.common import clock
from mkv2castui.conversions import heartbeat, queue, rule, services
from mkv2castui.conversions.hours import Hours
from mkv2castui.conversions.models import Attempt, AttemptEnd, Job, Lane
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.seats import Seat, Seats
from mkv2castui.conversions.states import JobStatus

from .test_queue import at_once, claimed

S = JobStatus
JobMaker = Callable[..., Job]
MANY = 25  # more than there are connections to PostgreSQL, or films on a page of the list

pytestmark = pytest.mark.django_db(transaction=True)


def until(condition: Callable[[], bool]) -> None:
    end = monotonic() + 60
    while not condition():
        assert monotonic() < end
        sleep(0.02)


def rest_and_finish(claim: Claim, seat: Seat) -> None:
    """As the thread of a conversion that is paused before it has done anything."""
    try:
        with heartbeat.looked_after(claim, threading.Event(), seat) as cancellation:
            until(lambda: cancellation.is_paused)
            cancellation.rest()
        queue.settle(claim, S.COMPLETED, AttemptEnd.SUCCEEDED)
    finally:
        seat.end()
        connections.close_all()


def test_very_many_of_them_leave_the_page_its_answers_and_all_go_on(
    make_job: JobMaker, api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "LOOK_EVERY", 0.05)
    seats, left, threads = Seats(MANY), list[str](), list[threading.Thread]()
    jobs = [make_job(S.QUEUED) for _ in range(MANY)]
    for _ in jobs:
        assert seats.take()
        seat = Seat(seats, partial(left.append, "left"))
        threads.append(threading.Thread(target=rest_and_finish, args=(claimed(), seat)))
        threads[-1].start()
    for job in jobs:
        services.pause(job)
    until(lambda: len(left) == MANY)
    shown = api.get("/api/jobs/?page_size=100").json()["results"]
    assert [job["status"] for job in shown] == ["paused"] * MANY
    for job in jobs:
        services.resume(job)
    for thread in threads:
        thread.join(60)
    assert Job.objects.filter(status=S.COMPLETED).count() == MANY


def test_a_worker_that_dies_between_stopping_its_encoder_and_its_next_sign_of_life_leaves_the_pause(
    make_job: JobMaker,
) -> None:
    make_job(S.QUEUED)
    dead = claimed()
    services.pause(dead.job)
    assert queue.look(dead) is queue.Hold.PAUSE_WANTED, "whereupon it stops the encoder, and is killed"
    queue.reap(clock.now() + queue.lease() * 2)
    left = Job.objects.get()
    assert (left.status, left.lease_token, Attempt.objects.get().end) == (S.PAUSED, None, AttemptEnd.INTERRUPTED)
    assert queue.renew(dead) is queue.Hold.LOST
    assert queue.claim(Lane.CONVERT, "worker") is None
    services.resume(left)
    assert claimed().job.attempt == 2


def test_once_the_hours_are_over_nobody_begins_whoever_asks_at_that_moment(make_job: JobMaker) -> None:
    for _ in range(12):
        make_job(S.QUEUED)
    hour = clock.now().astimezone(rule.time_zone()).hour
    elsewhen = Hours(*(time((hour + ahead) % 24) for ahead in (6, 8)))

    def act(number: int) -> datetime | None:
        """When the queue was closed."""
        if number:
            while queue.claim(Lane.CONVERT, f"worker {number}"):
                pass
            return None
        until(Attempt.objects.exists)
        rule.set_hours(elsewhen)
        return clock.now()

    [closed_at] = [moment for moment in at_once(4, act) if moment]
    assert queue.claim(Lane.CONVERT, "worker") is None
    assert not Attempt.objects.filter(started_at__gt=closed_at).exists()


def test_a_paused_film_that_is_put_off_goes_on_when_its_time_has_come(make_job: JobMaker) -> None:
    make_job(S.QUEUED)
    claim = claimed()
    paused = services.change(services.pause(claim.job), not_before=clock.now() + timedelta(hours=1))
    services.resume(paused)
    assert queue.renew(claim) is queue.Hold.PAUSE_WANTED
    services.change(Job.objects.get(), not_before=None)
    assert queue.renew(claim) is queue.Hold.RESUME_WANTED
