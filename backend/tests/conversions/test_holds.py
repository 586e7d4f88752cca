"""What a worker learns of the job it holds: whether it goes on, pauses or ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mkv2castui.common import clock
from mkv2castui.conversions import queue
from mkv2castui.conversions.models import AttemptEnd, Job, Lane
from mkv2castui.conversions.queue import Claim, Hold
from mkv2castui.conversions.states import JobStatus

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(make_job: JobMaker) -> Claim:
    make_job(S.QUEUED)
    claim = queue.claim(Lane.CONVERT, "worker")
    assert claim is not None
    return claim


def put(claim: Claim, status: JobStatus, **values: Any) -> None:
    Job.objects.filter(pk=claim.job.pk).update(status=status, **values)


@pytest.mark.parametrize(
    ("status", "seen"),
    [
        pytest.param(S.PROCESSING, Hold.KEPT, id="it goes on"),
        pytest.param(S.VERIFYING, Hold.KEPT, id="it is verified"),
        pytest.param(S.PAUSED, Hold.PAUSE_WANTED, id="it shall pause"),
        pytest.param(S.QUEUED, Hold.RESUME_WANTED, id="it shall go on"),
        pytest.param(S.CANCELLING, Hold.CANCEL_WANTED, id="it shall end"),
        pytest.param(S.CANCELLED, Hold.LOST, id="it is another's"),
    ],
)
def test_what_a_worker_learns(held: Claim, status: JobStatus, seen: Hold) -> None:
    put(held, status)
    assert queue.look(held) is seen
    assert queue.renew(held) is seen


@pytest.mark.parametrize(
    ("stage", "status"),
    [("converting", S.PROCESSING), ("verifying", S.VERIFYING), ("publishing", S.VERIFYING), ("", S.PROCESSING)],
)
def test_what_goes_on_is_where_it_was(held: Claim, stage: str, status: JobStatus) -> None:
    put(held, S.QUEUED, stage=stage)
    assert queue.go_on(held)
    assert Job.objects.get().status == status
    assert not queue.go_on(held)


@pytest.mark.parametrize("status", [S.PAUSED, S.QUEUED])
def test_what_ended_well_before_its_pause_was_seen_is_done(held: Claim, status: JobStatus) -> None:
    put(held, status)
    assert queue.settle(held, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert Job.objects.get().status == S.COMPLETED


@pytest.mark.parametrize("status", [S.PAUSED, S.QUEUED])
@pytest.mark.parametrize("ending", ["dies", "stops"])
def test_a_kept_encoder_that_went_with_its_worker_costs_the_job_nothing_but_time(
    held: Claim, status: JobStatus, ending: str
) -> None:
    put(held, status, progress=60)
    if ending == "dies":
        queue.reap(clock.now() + queue.lease() * 2)
    else:
        assert queue.give_back(held)
    job = Job.objects.get()
    assert (job.status, job.progress, job.lease_token) == (status, 0, None)
    assert queue.renew(held) is Hold.LOST


def test_a_pause_is_no_end(held: Claim) -> None:
    """A worker that stops says so of paused jobs as of others; only the user cancels."""
    put(held, S.PAUSED)
    assert not queue.end_cancelled(held)
    assert Job.objects.get().status == S.PAUSED
