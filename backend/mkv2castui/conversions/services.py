"""Writes of jobs: the use cases that views, sockets and the upload call."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.common.problems import Problem, conflict
from mkv2castui.conversions import announcements, engine, storage, wakeups
from mkv2castui.conversions.models import Job, Lane, Output
from mkv2castui.conversions.states import CANCELLED_AT_ONCE, JobStatus
from mkv2castui.conversions.transitions import AT_REST, move, move_or_conflict, present_state, reread, touch_or_conflict

_CLEAN: dict[str, Any] = {
    **AT_REST,
    "attempt": 0,
    "progress": 0,
    "error": None,
    "outcome": "",
    "output_size": None,
    "started_at": None,
    "completed_at": None,
}


def begin_upload(owner: User, filename: str) -> Job:
    """A job whose bytes are on their way. Files of a job without a row would be swept as nobody's."""
    job = Job(owner=owner, filename=filename, device=engine.DEFAULT_DEVICE, created_at=clock.now())
    with transaction.atomic():
        job.save(force_insert=True)
        announcements.changed(job)
    return job


def finish_upload(
    job: Job, *, size: int, device: str | None, options: Mapping[str, object], start_when_ready: bool
) -> Job:
    """All bytes are there. Raises the 422 problem for an unknown device or option; the job is then as before."""
    values = _checked(device or engine.DEFAULT_DEVICE, options)
    with transaction.atomic():
        move_or_conflict(
            job,
            JobStatus.PENDING,
            "uploaded",
            only_from=[JobStatus.UPLOADING],
            input_size=size,
            start_when_ready=start_when_ready,
            queued_at=clock.now(),
            **values,
        )
        wakeups.wake_on_commit(Lane.ANALYZE)
    return reread(job)


def abandon_upload(job: Job) -> None:
    """The upload ended early: no trace of it stays."""
    _erase(job)


def replan(job: Job, device: str | None = None, options: Mapping[str, object] | None = None) -> Job:
    """Another device or other options for an analysed job."""
    if job.status != JobStatus.READY:
        raise conflict("changed", job.status)
    values = _planned(job, device, options)
    with transaction.atomic():
        changed = touch_or_conflict(job, "changed", only_in=[JobStatus.READY], estimate=None, **values)
        wakeups.wake_on_commit(Lane.ANALYZE)
    return changed


def start(job: Job, device: str | None = None, options: Mapping[str, object] | None = None) -> Job:
    """Queue an analysed job for its conversion."""
    if job.status != JobStatus.READY:
        raise conflict("started", job.status)
    values = _planned(job, device, options) if device or options is not None else {}
    return _queue(job, JobStatus.QUEUED, "started", only_from=[JobStatus.READY], **values)


def retry(job: Job) -> Job:
    """Once more from where it failed: an analysed job is not analysed again."""
    target = JobStatus.QUEUED if job.plan else JobStatus.PENDING
    return _queue(job, target, "retried", only_from=[JobStatus.FAILED, JobStatus.CANCELLED])


def _queue(job: Job, target: JobStatus, action: str, *, only_from: list[JobStatus], **values: Any) -> Job:
    lane = Lane.CONVERT if target == JobStatus.QUEUED else Lane.ANALYZE
    fresh = {**_CLEAN, **values, "queued_at": clock.now()}
    with transaction.atomic():
        moved = move_or_conflict(job, target, action, only_from=only_from, **fresh)
        wakeups.wake_on_commit(lane)
    return moved


def cancel(job: Job) -> Job:
    """A waiting job is cancelled at once; a running one as soon as its worker has ended the encoder.

    To cancel once more what is being cancelled changes nothing.
    """
    if move(job, JobStatus.CANCELLING) or present_state(job) == JobStatus.CANCELLING:
        return reread(job)
    ended = {**AT_REST, "completed_at": clock.now()}
    return move_or_conflict(job, JobStatus.CANCELLED, "cancelled", only_from=CANCELLED_AT_ONCE, **ended)


def delete(job: Job) -> bool:
    """Remove the job and its files. ``False``: its worker has to stop first, then it goes."""
    with transaction.atomic():
        move(job, JobStatus.CANCELLING, delete_when_ended=True)
        row = Job.objects.filter(pk=job.pk)
        if row.filter(status=JobStatus.CANCELLING).update(delete_when_ended=True):
            return False
    _erase(job)
    return True


def sweep() -> int:
    """Remove ended jobs that were to go, with their files. How many went."""
    leaving = list(Job.objects.filter(delete_when_ended=True, status__in=[JobStatus.CANCELLED, JobStatus.FAILED]))
    for job in leaving:
        _erase(job)
    return len(leaving)


def tidy_up_after_crash() -> None:
    """For a process that knows itself to be the only one: also remove uploads that nobody receives any more."""
    for job in Job.objects.filter(status=JobStatus.UPLOADING):
        _erase(job)
    remove_leftovers()


def remove_leftovers() -> None:
    """Remove files that no job has: of jobs that are gone, and of attempts that ended otherwise than well.

    Safe at any time beside any number of other processes: what is stored is listed before the rows are read, and a
    row always precedes its files. Leases are read before results, because an attempt has first the one, then the
    other.
    """
    place = storage.current()
    held = set(place.holdings())
    jobs = set(Job.objects.values_list("pk", flat=True))
    leases = Job.objects.exclude(lease_token=None).values_list("pk", "lease_token")
    kept = {(job_id, storage.attempt_name(token)) for job_id, token in leases if token}
    results = Output.objects.filter(path__startswith="out/").values_list("job_id", "path")
    kept |= {(job_id, path.split("/")[1]) for job_id, path in results}
    for job_id in {holding.job_id for holding in held} - jobs:
        place.discard(job_id)
    for holding in held:
        if holding.job_id in jobs and holding.attempt and (holding.job_id, holding.attempt) not in kept:
            place.discard_attempt(holding.job_id, holding.attempt)
    place.sweep()


def _erase(job: Job) -> None:
    """Rows first: files without a row are swept at the next start, a row without files would be a lie."""
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk).delete()[0]:
            announcements.deleted(job)
        transaction.on_commit(partial(storage.current().discard, job.pk))


def _planned(job: Job, device: str | None, options: Mapping[str, object] | None) -> dict[str, Any]:
    values = _checked(device or job.device, job.options if options is None else options)
    assert job.media is not None  # only analysed jobs are planned
    try:
        return {**values, "plan": engine.plan_for(job.media, values["device"], values["options"])}
    except engine.CastEngineError as error:
        raise as_problem(error) from error


def _checked(device: str, options: Mapping[str, object]) -> dict[str, Any]:
    try:
        return {"device": engine.known_device(device), "options": engine.wishes(options)}
    except engine.CastEngineError as error:
        raise as_problem(error) from error


def as_problem(error: engine.CastEngineError) -> Problem:
    return Problem(422, error.code, error.message, hint=error.advice, detail=error.detail)
