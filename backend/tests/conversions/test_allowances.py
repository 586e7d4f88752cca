"""How many films of one owner are converted at once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import Settings

from mkv2castui.accounts.models import Policy, User
from mkv2castui.common import clock
from mkv2castui.conversions import headstarts, heartbeat, queue
from mkv2castui.conversions.engine import Cancellation
from mkv2castui.conversions.headstarts import HeadStart
from mkv2castui.conversions.models import AttemptEnd, Job, Lane
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.seats import Seat, Seats
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import move

from .test_queue import at_once, claimed, status_of

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _sign_in(settings: Settings) -> None:
    settings.REQUIRE_AUTH = True


def limit(owner: User, own: int | None, everybodys: int | None = None) -> None:
    User.objects.filter(pk=owner.pk).update(quota_running=own)
    Policy.objects.update_or_create(pk=Policy.THE_ONE, defaults={"quota_running": everybodys})


@pytest.mark.parametrize(
    ("own", "everybodys", "at_work", "is_served"),
    [
        pytest.param(None, None, [S.PROCESSING] * 3, True, id="without a limit"),
        pytest.param(2, None, [S.PROCESSING], True, id="fewer than one's own limit"),
        pytest.param(2, None, [S.PROCESSING, S.VERIFYING], False, id="as many as one's own limit"),
        pytest.param(None, 1, [S.PROCESSING], False, id="as many as everybody's limit"),
        pytest.param(2, 1, [S.PROCESSING], True, id="one's own limit is more than everybody's"),
        pytest.param(1, 2, [S.PROCESSING], False, id="one's own limit is less than everybody's"),
        pytest.param(0, None, [], False, id="none at all"),
        pytest.param(1, None, [S.CANCELLING], False, id="one that is being ended still runs"),
        pytest.param(1, None, [S.PAUSED, S.COMPLETED, S.ANALYZING], True, id="what is paused, done or looked at"),
    ],
)
def test_who_has_as_many_as_may_be_is_not_served(
    make_job: JobMaker, owner: User, own: int | None, everybodys: int | None, at_work: list[JobStatus], is_served: bool
) -> None:
    limit(owner, own, everybodys)
    for status in at_work:
        make_job(status, lease_token=uuid.uuid4())
    make_job(S.QUEUED)
    assert (queue.claim(Lane.CONVERT, "worker") is not None) is is_served


def test_without_sign_in_there_is_no_limit(make_job: JobMaker, owner: User, settings: Settings) -> None:
    settings.REQUIRE_AUTH = False
    limit(owner, 0)
    make_job(S.QUEUED)
    assert claimed()


def test_films_that_encode_no_picture_count_too_and_looks_at_films_do_not(make_job: JobMaker, owner: User) -> None:
    limit(owner, 1)
    make_job(S.PROCESSING, lane=Lane.QUICK, lease_token=uuid.uuid4())
    make_job(S.QUEUED)
    make_job(S.PENDING)
    assert queue.claim(Lane.CONVERT, "worker") is None
    assert claimed(Lane.ANALYZE)


def test_others_pass_and_the_next_is_served_when_one_is_done(make_job: JobMaker, owner: User, stranger: User) -> None:
    limit(owner, 1)
    first, second = make_job(S.QUEUED, priority=0), make_job(S.QUEUED, priority=0)
    others = make_job(S.QUEUED, owner=stranger)
    begun = claimed()
    assert begun.job.pk == first.pk
    assert queue.has_work(Lane.CONVERT, None)
    assert claimed().job.pk == others.pk
    assert not queue.has_work(Lane.CONVERT, None)
    assert queue.settle(begun, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert claimed().job.pk == second.pk


def test_of_many_workers_that_ask_at_once_no_more_are_served(make_job: JobMaker, owner: User, stranger: User) -> None:
    limit(owner, 2)
    for _ in range(6):
        make_job(S.QUEUED)
    others = {make_job(S.QUEUED, owner=stranger).pk for _ in range(2)}
    lanes = [Lane.CONVERT, Lane.QUICK]
    Job.objects.filter(pk__in=Job.objects.filter(owner=owner).values("pk")[:3]).update(lane=Lane.QUICK)

    def take_all(number: int) -> list[uuid.UUID]:
        taken = []
        while claim := queue.claim(lanes[number % 2], f"worker {number}"):
            taken.append(claim.job.pk)
        return taken

    taken = {job_id for ids in at_once(4, take_all) for job_id in ids}
    assert others < taken
    assert len(taken - others) == 2


def paused(claim: Claim) -> Claim:
    assert move(claim.job, S.PAUSED)
    return claim


def test_what_was_paused_goes_on_when_there_is_room_again(make_job: JobMaker, owner: User) -> None:
    limit(owner, 1)
    make_job(S.QUEUED), make_job(S.QUEUED)
    first = paused(claimed())
    second = claimed()
    assert move(first.job, S.QUEUED)
    assert not queue.resume(first)
    assert queue.settle(second, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert queue.resume(first)


def test_of_two_that_go_on_at_the_same_moment_one_does(make_job: JobMaker, owner: User) -> None:
    limit(owner, 1)
    make_job(S.QUEUED), make_job(S.QUEUED)
    both = [paused(claimed()), paused(claimed())]
    assert [move(claim.job, S.QUEUED) for claim in both] == [True, True]
    assert at_once(2, lambda number: queue.resume(both[number])).count(True) == 1


@pytest.mark.parametrize("begun_in", [Lane.QUICK, Lane.CONVERT])
def test_what_was_paused_goes_on_before_the_owner_s_next_film_begins(
    make_job: JobMaker, owner: User, stranger: User, begun_in: Lane
) -> None:
    """Whoever asks for the next first: a lane asks at once, who looks after a pause does so twice a second."""
    limit(owner, 1)
    make_job(S.QUEUED, lane=begun_in), make_job(S.QUEUED)
    first = paused(claimed(begun_in))
    second, third = claimed(), make_job(S.QUEUED)
    assert move(first.job, S.QUEUED)
    assert queue.settle(second, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert queue.claim(Lane.CONVERT, "worker") is None
    others = make_job(S.QUEUED, owner=stranger)
    assert claimed().job.pk == others.pk
    assert queue.resume(first)
    assert queue.settle(first, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert claimed().job.pk == third.pk


def test_what_waits_for_the_hours_holds_back_nothing_that_they_do_not(make_job: JobMaker, owner: User) -> None:
    limit(owner, 1)
    make_job(S.QUEUED), make_job(S.QUEUED, lane=Lane.QUICK)
    begun = paused(claimed())
    assert move(begun.job, S.QUEUED)
    assert claimed(Lane.QUICK)


def test_what_was_resumed_leaves_room_for_as_many_as_may_be(make_job: JobMaker, owner: User) -> None:
    limit(owner, 2)
    for _ in range(3):
        make_job(S.QUEUED)
    begun = paused(claimed())
    assert move(begun.job, S.QUEUED)
    assert claimed()
    assert queue.claim(Lane.CONVERT, "worker") is None


def test_what_was_resumed_too_late_stands_still_and_keeps_nobody_waiting(make_job: JobMaker, owner: User) -> None:
    """Its pause and resumption fell between two looks of its worker; in between another took its place."""
    limit(owner, 1)
    make_job(S.QUEUED), make_job(S.QUEUED)
    first = paused(claimed())
    claimed()
    assert move(first.job, S.QUEUED)
    seats, cancellation = Seats(1), Cancellation()
    assert seats.take()
    seat = Seat(seats, lambda: None)
    with heartbeat.looked_after(first, threading.Event(), seat, cancellation):
        for _ in range(200):
            if cancellation.is_paused and seats.take():
                break
            threading.Event().wait(0.05)
        else:
            pytest.fail("it goes on")
    assert status_of(first.job) == S.QUEUED


def ahead(job: Job) -> HeadStart:
    token = uuid.uuid4()
    Job.objects.filter(pk=job.pk).update(ahead_token=token, ahead_until=clock.now() + timedelta(minutes=1))
    return HeadStart(job, Lane.CONVERT, token)


def test_of_films_on_their_way_the_later_ones_give_way(make_job: JobMaker, owner: User) -> None:
    limit(owner, 2)
    starts = sorted((ahead(make_job(S.UPLOADING)) for _ in range(3)), key=lambda start: start.job.pk)
    assert [headstarts.is_too_many(start) for start in starts] == [False, False, True]
    make_job(S.QUEUED)
    assert claimed()
    assert [headstarts.is_too_many(start) for start in starts] == [False, True, True]


def test_a_film_that_has_come_is_taken_over_when_there_is_room(make_job: JobMaker, owner: User) -> None:
    limit(owner, 1)
    make_job(S.QUEUED)
    at_work, start = claimed(), ahead(make_job(S.QUEUED))
    assert queue.take_over(start.job, Lane.CONVERT, start.token, "worker") is None
    next_one = make_job(S.QUEUED)
    assert queue.settle(at_work, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert queue.claim(Lane.CONVERT, "worker") is None
    going_on = queue.take_over(start.job, Lane.CONVERT, start.token, "worker")
    assert going_on is not None
    assert queue.settle(going_on, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert claimed().job.pk == next_one.pk


def test_a_film_whose_worker_died_holds_back_nothing(make_job: JobMaker, owner: User) -> None:
    limit(owner, 1)
    job, _ = make_job(S.QUEUED), ahead(make_job(S.QUEUED))
    assert queue.claim(Lane.CONVERT, "worker") is None
    Job.objects.filter(ahead_until__isnull=False).update(ahead_until=clock.now() - timedelta(seconds=1))
    assert claimed().job.pk == job.pk
