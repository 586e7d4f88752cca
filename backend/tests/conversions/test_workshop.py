"""The workers of one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kombu.simple import SimpleQueue

from mkv2castui.conversions import storage, wakeups
from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.conversions.models import Attempt, Job, Lane
from mkv2castui.conversions.routing import planned
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.workshop import Workshop
from mkv2castui.project.celery import app

JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workshop() -> Workshop:
    return Workshop({Lane.ANALYZE: 2, Lane.QUICK: 1, Lane.CONVERT: 1})


@pytest.fixture
def messages() -> Iterator[SimpleQueue]:
    """The wake-ups for the lane ``convert`` that nobody has taken."""
    with app.connection_for_read() as connection:
        waiting = connection.SimpleQueue(str(Lane.CONVERT))
        waiting.clear()
        yield waiting
        waiting.close()


def put_source(job: Job, film: Path) -> None:
    incoming = storage.current().incoming(job.pk, None)
    incoming.write(film.read_bytes())
    incoming.finish()


def test_one_wake_up_empties_the_lane(workshop: Workshop, make_job: JobMaker, film: Path) -> None:
    jobs = [make_job(start_when_ready=False) for _ in range(3)]
    for job in jobs:
        put_source(job, film)
    workshop.work(Lane.ANALYZE)
    assert set(Job.objects.values_list("status", "has_still")) == {(JobStatus.READY, True)}
    assert set(Attempt.objects.values_list("end", flat=True)) == {"succeeded"}


def test_an_error_of_the_program_fails_its_job_and_never_the_lane(
    workshop: Workshop, make_job: JobMaker, film: Path, data_directory: Path
) -> None:
    """A queued job without a plan is one that no code path makes."""
    jobs = [make_job(JobStatus.QUEUED) for _ in range(2)]
    for job in jobs:
        put_source(job, film)
    workshop.work(Lane.CONVERT)
    for job in jobs:
        job.refresh_from_db()
        assert job.status == JobStatus.FAILED
        assert job.error is not None
        assert job.error["code"] == "internal_error"
        assert not list((data_directory / "jobs" / str(job.pk) / "out").iterdir())


def test_a_worker_plans_anew_what_it_cannot_do_and_nobody_else_could(
    workshop: Workshop, ready_job: Job, film: Path
) -> None:
    """The card for which it was planned has gone for good."""
    assert ready_job.plan is not None
    [picture] = [action["target"] for action in ready_job.plan["actions"] if action["kind"] == "video"]
    picture["encoder"] = "h264_nvenc"
    Job.objects.update(status=JobStatus.QUEUED, **planned(ready_job.plan))
    put_source(ready_job, film)
    workshop.work(Lane.CONVERT)
    done = Job.objects.get()
    assert done.plan is not None
    encoders = [action["target"]["encoder"] for action in done.plan["actions"] if action["kind"] == "video"]
    assert (done.status, done.warnings, encoders, done.needs) == (JobStatus.COMPLETED, [], ["libx264"], "")


def test_a_file_that_vanished_fails_with_its_reason(workshop: Workshop, make_job: JobMaker) -> None:
    make_job()
    workshop.work(Lane.ANALYZE)
    job = Job.objects.get()
    assert job.error is not None
    assert (job.status, job.error["code"]) == (JobStatus.FAILED, "source_not_found")


def test_who_stops_takes_no_new_work(workshop: Workshop, make_job: JobMaker) -> None:
    make_job(JobStatus.QUEUED)
    workshop.stopping.set()
    workshop.work(Lane.CONVERT)
    assert Job.objects.get().status == JobStatus.QUEUED


def test_a_lane_has_no_more_workers_than_slots(workshop: Workshop, make_job: JobMaker) -> None:
    """With its one worker busy, a second wake-up ends at once and leaves the job to that worker."""
    make_job(JobStatus.QUEUED)
    seats = workshop._seats[Lane.CONVERT]
    assert seats.take()
    workshop.work(Lane.CONVERT)
    assert Job.objects.get().status == JobStatus.QUEUED
    seats.leave()
    workshop.work(Lane.CONVERT)
    assert Job.objects.get().status == JobStatus.FAILED


def test_a_lost_wake_up_is_made_up_for(make_job: JobMaker, messages: SimpleQueue) -> None:
    make_job(JobStatus.QUEUED)
    Caretaker().wake_lanes()
    message = messages.get(timeout=1)
    message.ack()
    assert message.headers["task"] == wakeups.WORK_LANE
    assert message.payload[0] == ["convert"]


def test_who_waits_for_nothing_tells_how_long_a_film_will_take(
    workshop: Workshop, make_job: JobMaker, film: Path
) -> None:
    put_source(make_job(start_when_ready=False), film)
    workshop.work(Lane.ANALYZE)
    job = Job.objects.get()
    assert job.estimate is not None
    assert job.estimate["seconds"] > 0
    assert job.estimate["bytes"] > 0


def test_a_film_that_starts_at_once_needs_no_estimate(workshop: Workshop, make_job: JobMaker, film: Path) -> None:
    put_source(make_job(), film)
    workshop.work(Lane.ANALYZE)
    job = Job.objects.get()
    assert (job.status, job.estimate) == (JobStatus.QUEUED, None)
