"""What is removed behind the jobs' backs, and what must stay."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.conversions import leftovers, services, storage
from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.conversions.models import Job, Output
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.storage.spool import Ticket

JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


def leave_results(job_id: uuid.UUID, token: uuid.UUID) -> str:
    with storage.current().results(job_id, token, []) as results:
        file = results.directory / "Film.cast.mp4"
        file.write_bytes(b"film")
        results.keep()
        return results.path_of(file)


def attempts() -> set[str]:
    return {holding.attempt for holding in storage.current().holdings() if holding.attempt}


def test_of_attempts_those_stay_that_run_or_have_rows(make_job: JobMaker) -> None:
    dead, running, published = (uuid.uuid4() for _ in range(3))
    leave_results(make_job(JobStatus.QUEUED).pk, dead)
    leave_results(make_job(JobStatus.PROCESSING, lease_token=running).pk, running)
    done = make_job(JobStatus.COMPLETED)
    path = leave_results(done.pk, published)
    Output.objects.create(
        job=done, position=0, kind="video", path=path, name="Film.cast.mp4", size=4, content_type="video/mp4"
    )
    leftovers.remove_files()
    assert attempts() == {storage.attempt_name(running), storage.attempt_name(published)}


def test_files_of_a_job_that_is_gone_go(make_job: JobMaker) -> None:
    here, gone = make_job(), uuid.uuid4()
    for job_id in (here.pk, gone):
        storage.current().incoming(job_id, None).finish()
    leftovers.remove_files()
    assert {holding.job_id for holding in storage.current().holdings()} == {here.pk}


def test_the_film_of_a_job_that_failed_for_good_goes_and_no_other(make_job: JobMaker) -> None:
    """Whoever found it out may have died before the film went, or the store was away."""
    hopeless, hopeful = (make_job(JobStatus.FAILED, source_available=available) for available in (False, True))
    for job in (hopeless, hopeful):
        storage.current().incoming(job.pk, None).finish()
    storage.current().share_source(hopeless.pk, again := make_job(JobStatus.PENDING).pk)
    leftovers.remove_files()
    assert [storage.current().has_source(job_id) for job_id in (hopeless.pk, hopeful.pk, again)] == [False, True, True]


def test_an_upload_of_which_nothing_comes_any_more_goes(owner: User) -> None:
    """Whoever looks after the queue sees to it: the process that took it may be dead, and another machine's."""
    silent, alive = services.begin_upload(owner, "silent.mkv"), services.begin_upload(owner, "alive.mkv")
    for job in (silent, alive):
        half = storage.current().incoming(job.pk, None)
        half.write(b"half a film")
        half.finish()
    Job.objects.filter(pk=silent.pk).update(lease_until=clock.now() - timedelta(seconds=1))
    Caretaker().look()
    assert set(Job.objects.values_list("pk", flat=True)) == {alive.pk}
    assert {holding.job_id for holding in storage.current().holdings()} == {alive.pk}


def test_an_upload_of_which_something_came_stays(owner: User) -> None:
    job = services.begin_upload(owner, "slow.mkv")
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    services.still_uploading(job)
    leftovers.remove_abandoned_uploads(clock.now())
    assert Job.objects.get().status == JobStatus.UPLOADING


def test_an_upload_whose_one_request_takes_days_stays(owner: User) -> None:
    """Its job hears of the bytes when the request ends."""
    job = services.begin_upload(owner, "slow.mkv", size=1000)
    ticket = Ticket(str(job.pk), str(owner.pk), 1000, "", None)
    storage.spool().create(ticket)
    writing = storage.spool().open(ticket)
    writing.write(b"just now")
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    leftovers.remove_abandoned_uploads(clock.now())
    writing.close()
    job.refresh_from_db()
    assert (job.status, job.arrived) == (JobStatus.UPLOADING, 8)
    assert job.lease_until is not None
    leftovers.remove_abandoned_uploads(job.lease_until + timedelta(seconds=1))
    assert Job.objects.get().status == JobStatus.CANCELLED


def test_a_finished_upload_is_never_taken_for_abandoned(owner: User) -> None:
    job = services.begin_upload(owner, "whole.mkv")
    services.finish_upload(job, size=4, device=None, options={}, start_when_ready=False)
    leftovers.remove_abandoned_uploads(clock.now() + timedelta(days=1))
    assert Job.objects.get().status == JobStatus.PENDING


def test_the_caretaker_tidies_now_and_then(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    make_job()
    storage.current().incoming(uuid.uuid4(), None).finish()
    caretaker = Caretaker()
    caretaker.look()
    assert list(storage.current().holdings())
    monkeypatch.setattr("mkv2castui.conversions.caretaker.TIDY_EVERY", 0)
    caretaker.look()
    for thread in threading.enumerate():
        if thread.name == "tidy":
            thread.join(20)
    assert not list(storage.current().holdings())
