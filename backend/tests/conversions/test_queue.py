"""Claims, leases, and what happens when a worker dies."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from django.db import connections

from mkv2castui.common import clock
from mkv2castui.conversions import queue, removal
from mkv2castui.conversions.models import Attempt, AttemptEnd, Job, Lane
from mkv2castui.conversions.queue import Claim, Hold
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import move

T = TypeVar("T")
JobMaker = Callable[..., Job]


def claimed(lane: Lane = Lane.CONVERT, worker: str = "worker") -> Claim:
    claim = queue.claim(lane, worker)
    assert claim is not None
    return claim


def status_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).status


def at_once(count: int, action: Callable[[int], T]) -> list[T]:
    """The results of ``count`` threads that start ``action`` together."""
    barrier, results = threading.Barrier(count), list[T]()

    def run(number: int) -> None:
        barrier.wait()
        try:
            results.append(action(number))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == count
    return results


@pytest.mark.django_db(transaction=True)
def test_many_workers_never_get_the_same_job(make_job: JobMaker) -> None:
    jobs = [make_job(JobStatus.QUEUED) for _ in range(12)]

    def take_all(number: int) -> list[Any]:
        taken = []
        while claim := queue.claim(Lane.CONVERT, f"worker {number}"):
            taken.append(claim.job.pk)
        return taken

    taken = [job_id for ids in at_once(4, take_all) for job_id in ids]
    assert sorted(taken) == sorted(job.pk for job in jobs)
    assert Attempt.objects.count() == len(jobs)


@pytest.mark.django_db(transaction=True)
def test_of_many_that_want_to_move_a_job_one_succeeds(make_job: JobMaker) -> None:
    job = make_job(JobStatus.READY)
    assert at_once(6, lambda _: move(job, JobStatus.QUEUED)).count(True) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("status", "lane"),
    [
        pytest.param(JobStatus.PENDING, Lane.ANALYZE, id="to look at it"),
        pytest.param(JobStatus.QUEUED, Lane.CONVERT, id="to convert it"),
    ],
)
def test_a_film_goes_in_the_moment_in_which_a_worker_takes_it(
    make_job: JobMaker, status: JobStatus, lane: Lane
) -> None:
    def at_job(job: Job) -> Callable[[int], object]:
        return lambda number: removal.delete(job) if number else queue.claim(lane, "worker")

    for job in (make_job(status) for _ in range(10)):
        at_once(2, at_job(job))
        left = Job.objects.filter(pk=job.pk).first()
        assert left is None or (left.status, left.delete_when_ended) == (JobStatus.CANCELLING, True)
        Job.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_of_those_that_free_a_dead_workers_job_one_succeeds(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    dead = claimed()
    later = clock.now() + queue.lease() * 2
    at_once(4, lambda _: queue.reap(later))
    job = Job.objects.get()
    assert (job.status, job.seq) == (JobStatus.QUEUED, dead.job.seq + 1000)


@pytest.mark.django_db
def test_first_come_first_served_and_lanes_apart(make_job: JobMaker) -> None:
    first, second = make_job(JobStatus.QUEUED), make_job(JobStatus.QUEUED)
    to_analyse = make_job(JobStatus.PENDING)
    assert [claimed().job.pk, claimed().job.pk] == [first.pk, second.pk]
    assert queue.claim(Lane.CONVERT, "worker") is None
    assert claimed(Lane.ANALYZE).job.pk == to_analyse.pk


@pytest.mark.django_db
def test_a_claim_marks_the_job_and_leaves_evidence(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    claim = claimed(worker="w1")
    assert (claim.job.status, claim.job.attempt, claim.job.lease_owner) == (JobStatus.PROCESSING, 1, "w1")
    assert claim.job.lease_until is not None
    assert claim.job.lease_until > clock.now()
    assert claim.job.started_at is not None
    attempt = Attempt.objects.get()
    assert (attempt.lane, attempt.number, attempt.token, attempt.end) == (Lane.CONVERT, 1, claim.token, "")


@pytest.mark.django_db
def test_a_renewed_lease_is_not_reaped(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    claim = claimed()
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    assert queue.renew(claim) is Hold.KEPT
    queue.reap(clock.now())
    assert status_of(claim.job) == JobStatus.PROCESSING


@pytest.mark.django_db
def test_after_the_computer_slept_its_own_work_goes_on(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    claim, next_day = claimed(), clock.now() + timedelta(days=1)
    queue.reap(next_day, at_work={claim.token})
    assert queue.renew(claim) is Hold.KEPT


@pytest.mark.django_db
def test_an_expired_lease_gives_the_job_to_the_next_worker(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    old = claimed()
    queue.reap(clock.now() + queue.lease() * 2)
    assert queue.renew(old) is Hold.LOST
    new = claimed()
    assert new.job.pk == old.job.pk
    assert new.job.attempt == 2
    assert list(Attempt.objects.order_by("number").values_list("end", flat=True)) == [AttemptEnd.INTERRUPTED, ""]


@pytest.mark.django_db
def test_who_lost_the_lease_writes_nothing(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    old = claimed()
    queue.reap(clock.now() + queue.lease() * 2)
    new = claimed()
    assert not queue.settle(old, JobStatus.COMPLETED, AttemptEnd.SUCCEEDED)
    assert not move(old.job, JobStatus.VERIFYING, token=old.token)
    queue.fail(old, {"code": "x"})
    assert queue.look(new) is Hold.KEPT
    assert status_of(new.job) == JobStatus.PROCESSING
    assert queue.settle(new, JobStatus.COMPLETED, AttemptEnd.SUCCEEDED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "attempt", "expected"),
    [
        pytest.param(JobStatus.ANALYZING, 1, JobStatus.PENDING, id="an analysis waits again"),
        pytest.param(JobStatus.PROCESSING, 1, JobStatus.QUEUED, id="a conversion waits again"),
        pytest.param(JobStatus.VERIFYING, 2, JobStatus.QUEUED, id="a verification means converting again"),
        pytest.param(JobStatus.PROCESSING, 3, JobStatus.FAILED, id="what killed three workers fails"),
        pytest.param(JobStatus.CANCELLING, 3, JobStatus.CANCELLED, id="what was to be cancelled is cancelled"),
        pytest.param(JobStatus.QUEUED, 0, JobStatus.QUEUED, id="what waits goes on waiting"),
        pytest.param(JobStatus.COMPLETED, 1, JobStatus.COMPLETED, id="what is done stays done"),
    ],
)
def test_what_becomes_of_a_dead_workers_job(
    make_job: JobMaker, status: JobStatus, attempt: int, expected: JobStatus
) -> None:
    job = make_job(status, attempt=attempt, lease_until=clock.now() - timedelta(seconds=1), progress=40)
    queue.reap(clock.now())
    job.refresh_from_db()
    assert job.status == expected
    if expected == JobStatus.FAILED:
        assert job.error is not None
        assert job.error["code"] == "interrupted"


@pytest.mark.django_db
def test_a_new_process_frees_what_its_predecessor_held_at_once(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    claim = claimed(worker="the dead process")
    queue.reap(clock.now())
    assert status_of(claim.job) == JobStatus.PROCESSING
    queue.reap_all()
    assert status_of(claim.job) == JobStatus.QUEUED


@pytest.mark.django_db
def test_the_wish_to_cancel_reaches_the_worker_and_wins_over_failure(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    claim = claimed()
    move(claim.job, JobStatus.CANCELLING)
    assert queue.look(claim) is Hold.CANCEL_WANTED
    assert not queue.settle(claim, JobStatus.COMPLETED, AttemptEnd.SUCCEEDED)
    queue.fail(claim, {"code": "ffmpeg_failed"})
    assert status_of(claim.job) == JobStatus.CANCELLED
    assert Attempt.objects.get().end == AttemptEnd.CANCELLED


@pytest.mark.django_db
def test_stopping_in_good_order_costs_no_attempt(make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    for _ in range(5):
        assert queue.give_back(claimed())
    job = Job.objects.get()
    assert (job.status, job.attempt, job.lease_token) == (JobStatus.QUEUED, 0, None)
