"""Who may begin a film that is still coming, and what becomes of who has begun one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from mkv2castui.common import clock
from mkv2castui.conversions import headstarts, leftovers, queue, rule, services, storage
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.states import JobStatus

from .coming import MakeUpload, Upload

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_film_is_converted_ahead_by_one_alone(make_upload: MakeUpload) -> None:
    make_upload()
    assert headstarts.claim(Lane.QUICK) is None
    assert headstarts.claim(Lane.CONVERT) is not None
    assert headstarts.claim(Lane.CONVERT) is None


def queue_paused(upload: Upload, settings: Settings, make_job: JobMaker) -> None:
    rule.pause(True)


def put_off(upload: Upload, settings: Settings, make_job: JobMaker) -> None:
    services.change(upload.job, not_before=clock.now() + timedelta(hours=1))


def somebody_waits(upload: Upload, settings: Settings, make_job: JobMaker) -> None:
    make_job(S.QUEUED)


def disk_almost_full(upload: Upload, settings: Settings, make_job: JobMaker) -> None:
    free = storage.spool().free_bytes()
    assert free is not None
    settings.DISK_RESERVE = free - upload.film.stat().st_size


def not_to_start(upload: Upload, settings: Settings, make_job: JobMaker) -> None:
    services.change(upload.job, start_when_ready=False)


def read_twice(upload: Upload, settings: Settings, make_job: JobMaker) -> None:
    services.change(upload.job, options={"normalize": True})


@pytest.mark.parametrize(
    "hindrance",
    [queue_paused, put_off, somebody_waits, disk_almost_full, not_to_start, read_twice],
    ids=lambda f: f.__name__,
)
def test_what_keeps_a_film_from_being_converted_ahead(
    hindrance: Callable[..., None], make_upload: MakeUpload, settings: Settings, make_job: JobMaker
) -> None:
    hindrance(make_upload(), settings, make_job)
    assert headstarts.claim(Lane.CONVERT) is None


def test_the_more_urgent_film_is_the_first(make_upload: MakeUpload) -> None:
    first, second = make_upload(), make_upload()
    services.change(second.job, priority=0)
    start = headstarts.claim(Lane.CONVERT)
    assert start is not None
    assert str(start.job.pk) == second.ticket.id != first.ticket.id


def test_a_job_in_the_line_waits_for_who_has_begun_it_and_not_for_the_dead(
    make_upload: MakeUpload, make_job: JobMaker, data_directory: Path
) -> None:
    upload = make_upload()
    start = headstarts.claim(Lane.CONVERT)
    assert start is not None
    left = data_directory / "jobs" / upload.ticket.id / "out" / storage.attempt_name(start.token)
    left.mkdir(parents=True)
    leftovers.remove_files()
    assert left.exists()
    Job.objects.filter(pk=upload.ticket.id).update(status=S.QUEUED, lane=Lane.CONVERT, lease_until=None)
    assert queue.claim(Lane.CONVERT, "another") is None
    Job.objects.filter(pk=upload.ticket.id).update(ahead_until=clock.now() - timedelta(seconds=1))
    headstarts.expire(clock.now())
    assert not left.exists()
    assert queue.take_over(upload.job, Lane.CONVERT, start.token, "late") is None
    assert queue.claim(Lane.CONVERT, "another") is not None
    assert headstarts.look(start) is headstarts.Course.LOST
    assert headstarts.keep(start, 50) is None
