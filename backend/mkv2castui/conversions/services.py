"""Writes of jobs: the use cases that views, sockets and the upload call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.common.problems import ApiCode, Problem, conflict
from mkv2castui.conversions import announcements, engine, provisional, quotas, removal, storage, wakeups
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.ranks import rank_at
from mkv2castui.conversions.routing import lane_of
from mkv2castui.conversions.states import CANCELLED_AT_ONCE, CHANGEABLE, PAUSABLE, JobStatus
from mkv2castui.conversions.transitions import (
    AT_REST,
    WITH_ENCODER,
    move,
    move_or_conflict,
    present_state,
    reread,
    touch_or_conflict,
)
from mkv2castui.conversions.wishes import checked, planned_anew, wished

_CLEAN: dict[str, Any] = {
    **AT_REST,
    "attempt": 0,
    "progress": 0,
    "error": None,
    "outcome": "",
    "warnings": [],
    "output_size": None,
    "started_at": None,
    "completed_at": None,
}


SILENCE = timedelta(minutes=15)
"""An upload of which nothing has come for so long is abandoned, as is one whose process died."""


def begin_upload(
    owner: User,
    filename: str,
    *,
    size: int | None = None,
    at_least: int = 0,
    counted: int = 0,
    life: timedelta = SILENCE,
    device: str | None = None,
    options: Mapping[str, object] | None = None,
    start_when_ready: bool = True,
) -> Job:
    """A job whose bytes are on their way. Files of a job without a row would be swept as nobody's.

    ``size``: in bytes, of an upload that can be taken up again, even after a restart; of others it may be known that
    it is ``at_least`` so much. ``counted``: bytes of it that the owner's quota counts already.
    Raises the 422 problem for an unknown device or option, and the 403 problem of a quota.
    """
    now = clock.now()
    wishes = {**checked(device, options or {}), "start_when_ready": start_when_ready}
    job = Job(owner=owner, filename=filename, created_at=now, lease_until=now + life, **wishes)
    job.input_size, job.arrived = (at_least or None, None) if size is None else (size, 0)
    with transaction.atomic():
        quotas.admit(owner, job.input_size or 0, counted=counted)
        job.save(force_insert=True)
        announcements.changed(job)
    return job


def still_uploading(job: Job, life: timedelta = SILENCE, *, arrived: int | None = None) -> None:
    """Bytes have come, of an upload in pieces ``arrived`` in all: it is not abandoned for another ``life``."""
    uploading = Job.objects.filter(pk=job.pk, status=JobStatus.UPLOADING)
    uploading.update(lease_until=clock.now() + life, arrived=arrived)


def upload_has_grown(job: Job, size: int) -> None:
    """So many bytes are there, of which nobody said before that they would come. Raises the 403 problem of a quota."""
    with transaction.atomic():
        quotas.check(job.owner, size, counted=job.input_size or 0)
        Job.objects.filter(pk=job.pk, status=JobStatus.UPLOADING).update(input_size=size)
    job.input_size = size


def finish_upload(job: Job, *, size: int, **wishes: Any) -> Job:
    """All bytes are there. ``wishes``: ``device``, ``options`` and ``start_when_ready`` where they came last.

    Raises the 422 problem for an unknown device or option; the job is then as before.
    """
    if wishes:
        wishes |= checked(wishes["device"], wishes["options"])
    with transaction.atomic():
        if job.arrived is None:  # nobody said before how much would come
            quotas.check(job.owner, size, counted=job.input_size or 0)
        return _begin(job, JobStatus.PENDING, input_size=size, source_available=True, **wishes)


def abandon_upload(job: Job) -> None:
    """The upload ended early: no trace of it stays."""
    removal.erase(job)


def change(
    job: Job,
    device: str | None = None,
    options: Mapping[str, object] | None = None,
    **values: Any,
) -> Job:
    """Another device or other options for a job that waits for its start or is on its way, and for the latter whether
    it starts by itself; ``priority``, ``not_before`` for any that has not begun or is paused."""
    if job.status == JobStatus.UPLOADING:
        return provisional.wish(job, device, options, **values) or change(reread(job), device, options, **values)
    if "start_when_ready" in values:
        raise conflict("changed", job.status)
    replanned = device is not None or options is not None
    if replanned and job.status != JobStatus.READY:
        raise conflict("changed", job.status)
    if replanned and _is_void(job):
        return _look_again(job, "changed", start_when_ready=False, **wished(job, device, options), **values)
    values |= {**planned_anew(job, device, options), "estimate": None} if replanned else {}
    with transaction.atomic():
        only_in = [JobStatus.READY] if replanned else CHANGEABLE
        changed = touch_or_conflict(job, "changed", only_in=only_in, **values)
        wakeups.wake_on_commit(Lane.ANALYZE if replanned else Lane(changed.lane))
    return changed


def start(job: Job, device: str | None = None, options: Mapping[str, object] | None = None, **values: Any) -> Job:
    """Queue an analysed job for its conversion. ``values``: as of :func:`change`."""
    if job.status != JobStatus.READY:
        raise conflict("started", job.status)
    if _is_void(job):
        return _look_again(job, "started", start_when_ready=True, **wished(job, device, options), **values)
    if device is not None or options is not None:
        values |= planned_anew(job, device, options)
    return _queue(job, "started", only_from=[JobStatus.READY], **values)


def _is_void(job: Job) -> bool:
    """An earlier release looked at the film, and wrote what it found in words of its own."""
    return job.media is not None and not engine.is_readable(job.media, job.plan)


def _look_again(job: Job, action: str, **values: Any) -> Job:
    fresh = {**_in_line(), "lane": Lane.ANALYZE, "plan": None, "media": None, "provisional": False, **values}
    with transaction.atomic():
        moved = move_or_conflict(job, JobStatus.PENDING, action, only_from=[JobStatus.READY], **fresh)
        wakeups.wake_on_commit(Lane.ANALYZE)
    return moved


def retry(job: Job) -> Job:
    """Once more from where it failed: an analysed job is not analysed again."""
    if job.status in _RETRIED and not job.source_available:
        raise source_gone()
    return _queue(job, "retried", only_from=_RETRIED)


_RETRIED = [JobStatus.FAILED, JobStatus.CANCELLED]


def _queue(job: Job, action: str, *, only_from: list[JobStatus], **values: Any) -> Job:
    lane = Lane(values.get("lane") or lane_of(None if job.provisional else job.plan))
    target = JobStatus.PENDING if lane == Lane.ANALYZE else JobStatus.QUEUED
    fresh = {**_CLEAN, **_in_line(), **values, "lane": lane}
    with transaction.atomic():
        moved = move_or_conflict(job, target, action, only_from=only_from, **fresh)
        wakeups.wake_on_commit(lane)
    return moved


def _in_line() -> dict[str, Any]:
    """Behind those who wait already."""
    now = clock.now()
    return {"queued_at": now, "rank": rank_at(now)}


def again(
    job: Job,
    device: str | None,
    options: Mapping[str, object] | None,
    *,
    start_when_ready: bool = True,
    filename: str | None = None,
) -> Job:
    """A new job from the source of ``job``, which is neither copied nor uploaded again; each has its own life.

    Raises the 409 problem while the source is still on its way, the 410 problem when it is gone, and the 503 and 507
    problems of a place that can't give it a second name.
    """
    if job.status == JobStatus.UPLOADING:
        raise conflict("converted again", job.status)
    known = job.plan is not None and not job.provisional and not _is_void(job)
    values = (planned_anew if known else wished)(job, device, options)
    made = begin_upload(job.owner, filename or job.filename, at_least=job.input_size or 0)
    try:
        has_still = _share_files(job, made)
    except storage.SourceGone:
        removal.erase(made)
        Job.objects.filter(pk=job.pk).update(source_available=False)
        raise source_gone() from None
    except storage.StorageError as error:
        removal.erase(made)
        raise storage.problem_of(error) from error
    facts = {"media": job.media, "input_size": job.input_size, "has_still": has_still, "source_available": True}
    facts |= {"source_sample": job.source_sample, "source_digest": job.source_digest, "digest_due": job.digest_due}
    target = JobStatus.PENDING
    if known:
        target = JobStatus.QUEUED if start_when_ready else JobStatus.READY
    else:
        facts["media"] = None
    return _begin(made, target, start_when_ready=start_when_ready, **facts, **values)


def _begin(job: Job, target: JobStatus, **values: Any) -> Job:
    """All files of a new job are there."""
    with transaction.atomic():
        begun = move_or_conflict(
            job,
            target,
            "uploaded",
            only_from=[JobStatus.UPLOADING],
            lease_until=None,
            **_in_line(),
            **values,
        )
        wakeups.wake_on_commit(Lane.ANALYZE if target == JobStatus.READY else Lane(begun.lane))
    return begun


def _share_files(job: Job, made: Job) -> bool:
    """Whether there is a picture of the film. Raises ``SourceGone``."""
    place = storage.current()
    place.share_source(job.pk, made.pk)
    try:
        if job.has_still:
            with place.still(made.pk) as picture:
                picture.write_bytes(b"".join(place.read(job.pk, storage.STILL)))
    except storage.SourceGone:  # the job goes in this moment; the film is what counts, and is there
        return False
    return job.has_still


def pause(job: Job) -> Job:
    """Nothing of the job runs or begins until it is resumed; what it has done is kept while its worker lives."""
    only_from = sorted(PAUSABLE)
    return move_or_conflict(
        job, JobStatus.PAUSED, "paused", only_from=only_from, speed=None, fps=None, eta_seconds=None
    )


def resume(job: Job) -> Job:
    """It waits in its place of the line; what its worker has kept goes on there."""
    with transaction.atomic():
        moved = move_or_conflict(job, JobStatus.QUEUED, "resumed", only_from=[JobStatus.PAUSED])
        wakeups.wake_on_commit(Lane(moved.lane))
    return moved


def cancel(job: Job) -> Job:
    """A waiting job is cancelled at once; one with an encoder as soon as its worker has ended that.

    To cancel once more what is being cancelled changes nothing.
    """
    ended = {**AT_REST, "completed_at": clock.now()}
    for _ in range(_SURPRISES):
        if move(job, JobStatus.CANCELLING, only_if=WITH_ENCODER):
            return reread(job)
        if move(job, JobStatus.CANCELLED, only_from=CANCELLED_AT_ONCE, only_if=~WITH_ENCODER, **ended):
            return reread(job)
        if present_state(job) not in CANCELLED_AT_ONCE:
            break
    if (state := present_state(job)) != JobStatus.CANCELLING:
        raise conflict("cancelled", state)
    return reread(job)


_SURPRISES = 3  # a worker may take or leave the job between two looks


def source_gone() -> Problem:
    return Problem(
        410, ApiCode.SOURCE_GONE, "The original of this film is no longer here.", hint="Upload the film again."
    )
