"""The use cases of jobs, as far as they need no worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mkv2castui.accounts.models import User
from mkv2castui.common.problems import Problem
from mkv2castui.conversions import leftovers, removal, services, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("status", "after"),
    [
        pytest.param(S.UPLOADING, S.CANCELLED, id="what is on its way is cancelled at once"),
        pytest.param(S.PAUSED, S.CANCELLED, id="what was paused before it began is cancelled at once"),
        pytest.param(S.PENDING, S.CANCELLED, id="what waits is cancelled at once"),
        pytest.param(S.ANALYZING, S.CANCELLED, id="what is being looked at is cancelled at once"),
        pytest.param(S.READY, S.CANCELLED, id="what waits for the user is cancelled at once"),
        pytest.param(S.QUEUED, S.CANCELLED, id="what is queued is cancelled at once"),
        pytest.param(S.PROCESSING, S.CANCELLING, id="an encoder has to end first"),
        pytest.param(S.VERIFYING, S.CANCELLING, id="a verification has to end first"),
        pytest.param(S.CANCELLING, S.CANCELLING, id="to cancel twice is to cancel once"),
    ],
)
def test_cancel(make_job: JobMaker, status: JobStatus, after: JobStatus) -> None:
    assert services.cancel(make_job(status)).status == after


@pytest.mark.parametrize("status", [S.COMPLETED, S.FAILED, S.CANCELLED])
def test_what_has_ended_cannot_be_cancelled(make_job: JobMaker, status: JobStatus) -> None:
    with pytest.raises(Problem) as raised:
        services.cancel(make_job(status))
    assert (raised.value.status, raised.value.members["state"]) == (409, status)


def test_the_stored_state_decides_not_the_one_that_was_read(ready_job: Job) -> None:
    """Two windows: one cancels while the other, which has not heard of it, starts."""
    services.cancel(Job.objects.get(pk=ready_job.pk))
    with pytest.raises(Problem, match="A job that is cancelled can't be started"):
        services.start(ready_job)
    with pytest.raises(Problem, match="A job that is cancelled can't be changed"):
        services.change(ready_job, device="chromecast-3")


@pytest.mark.parametrize("status", [s for s in JobStatus if s != S.READY])
def test_only_a_ready_job_is_started(make_job: JobMaker, status: JobStatus) -> None:
    with pytest.raises(Problem, match="can't be started") as raised:
        services.start(make_job(status))
    assert raised.value.status == 409


@pytest.mark.parametrize("status", [s for s in JobStatus if s not in (S.READY, S.UPLOADING)])
def test_only_what_is_ready_or_on_its_way_is_changed(make_job: JobMaker, status: JobStatus) -> None:
    job = make_job(status)
    with pytest.raises(Problem, match="can't be changed"):
        services.change(job, device="chromecast-3")


@pytest.mark.parametrize("status", [s for s in JobStatus if s not in (S.FAILED, S.CANCELLED)])
def test_only_failed_and_cancelled_jobs_are_retried(make_job: JobMaker, status: JobStatus) -> None:
    with pytest.raises(Problem, match="can't be retried"):
        services.retry(make_job(status))


def test_another_device_means_another_plan(ready_job: Job) -> None:
    changed = services.change(ready_job, device="chromecast-3", options={"crf": 30})
    assert (changed.device, changed.options) == ("chromecast-3", {"crf": 30})
    assert changed.plan is not None
    assert changed.plan["device"] == "chromecast-3"
    assert changed.seq > ready_job.seq


@pytest.mark.parametrize(
    ("device", "options", "code"),
    [
        pytest.param("toaster", None, "unknown_device", id="no such device"),
        pytest.param(None, {"crf": 99}, "invalid_options", id="a value out of range"),
        pytest.param(None, {"colour": "red"}, "invalid_options", id="no such option"),
    ],
)
def test_wishes_that_cannot_be_granted_change_nothing(
    ready_job: Job, device: str | None, options: dict[str, object] | None, code: str
) -> None:
    with pytest.raises(Problem) as raised:
        services.start(ready_job, device, options)
    assert (raised.value.status, raised.value.code) == (422, code)
    unchanged = Job.objects.get(pk=ready_job.pk)
    assert (unchanged.status, unchanged.seq) == (S.READY, ready_job.seq)


def test_a_retried_job_starts_clean_where_it_failed(ready_job: Job, make_job: JobMaker) -> None:
    error = {"code": "stalled", "message": "", "hint": "", "detail": None}
    Job.objects.filter(pk=ready_job.pk).update(status=S.FAILED, error=error, attempt=3, progress=50)
    ready_job.refresh_from_db()
    again = services.retry(ready_job)
    assert (again.status, again.error, again.attempt, again.progress) == (S.QUEUED, None, 0, 0)
    assert services.retry(make_job(S.FAILED)).status == S.PENDING


def test_a_deleted_job_takes_its_files_along(owner: User, data_directory: Path) -> None:
    job = services.begin_upload(owner, "Film.mkv")
    incoming = storage.current().incoming(job.pk, None)
    incoming.write(b"film")
    incoming.finish()
    assert removal.delete(job)
    assert not Job.objects.exists()
    assert not list((data_directory / "jobs").iterdir())
    assert not list((data_directory / "trash").iterdir())


def test_a_running_job_goes_once_its_worker_has_stopped(make_job: JobMaker) -> None:
    job = make_job(S.PROCESSING)
    assert not removal.delete(job)
    assert Job.objects.get().status == S.CANCELLING
    assert removal.sweep() == 0
    Job.objects.update(status=S.CANCELLED)
    assert removal.sweep() == 1
    assert not Job.objects.exists()


def test_after_a_crash_half_uploads_and_ownerless_directories_go(
    owner: User, make_job: JobMaker, data_directory: Path
) -> None:
    half, whole = services.begin_upload(owner, "half.mkv"), make_job(S.READY)
    storage.current().incoming(whole.pk, None).finish()
    ownerless = data_directory / "jobs" / "6f2c1f9e-0000-4000-8000-000000000000"
    ownerless.mkdir()
    (data_directory / "jobs" / "not ours").mkdir()
    leftovers.abandon_lost_uploads()
    leftovers.remove_files()
    assert not Job.objects.filter(pk=half.pk).exists()
    left = {entry.name for entry in (data_directory / "jobs").iterdir()}
    assert left == {str(whole.pk), "not ours"}


def test_a_film_whose_picture_has_just_gone_is_converted_once_more_all_the_same(ready_job: Job) -> None:
    """Its first job is being deleted: the picture went after the film had got its second name."""
    incoming = storage.current().incoming(ready_job.pk, None)
    incoming.write(b"film")
    incoming.finish()
    ready_job.has_still = True
    made = services.again(ready_job, None, None, start_when_ready=False)
    assert (made.status, made.has_still, made.source_available) == (S.READY, False, True)
