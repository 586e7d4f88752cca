"""The queue is the table of jobs: claims, leases and what happens when a worker dies.

A worker claims a job by compare-and-set and gets a token. All its later writes carry the token, so a worker that
lost its lease without noticing can't undo the work of its successor.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from mkv2castui.common import clock
from mkv2castui.common.problems import ApiCode
from mkv2castui.conversions import announcements
from mkv2castui.conversions.models import Attempt, AttemptEnd, Job, Lane
from mkv2castui.conversions.states import RUNNING, JobStatus
from mkv2castui.conversions.transitions import AT_REST, SEQ_STEP, move

LEASE = timedelta(seconds=30)
RENEW_EVERY = timedelta(seconds=10)
MAX_ATTEMPTS = 3

_WAITING = {Lane.ANALYZE: JobStatus.PENDING, Lane.CONVERT: JobStatus.QUEUED}
_RUNNING = {Lane.ANALYZE: JobStatus.ANALYZING, Lane.CONVERT: JobStatus.PROCESSING}
_CANDIDATES = 8  # rivals take the first ones; a look further down saves a round


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one worker to one job. ``job`` is as it was when it was claimed."""

    job: Job
    lane: Lane
    token: uuid.UUID


class Hold(Enum):
    """What a worker learns when it looks after its claim."""

    KEPT = "kept"
    CANCEL_WANTED = "cancel wanted"
    LOST = "lost"


def waiting(lane: Lane) -> QuerySet[Job]:
    """The lane's jobs that nobody works on, first come first."""
    return Job.objects.filter(status=_WAITING[lane]).order_by("queued_at", "id")


def claim(lane: Lane, worker: str) -> Claim | None:
    """The next job of ``lane`` for ``worker``; ``None`` when there is none."""
    for candidate in waiting(lane)[:_CANDIDATES]:
        taken = _take(candidate, lane, worker)
        if taken is not None:
            return taken
    return None


def _take(job: Job, lane: Lane, worker: str) -> Claim | None:
    token, now = uuid.uuid4(), clock.now()
    lease = {"lease_owner": worker, "lease_token": token, "lease_until": now + LEASE}
    started = {"started_at": now} if lane == Lane.CONVERT else {}
    with transaction.atomic():
        hit = Job.objects.filter(pk=job.pk, status=_WAITING[lane]).update(
            status=_RUNNING[lane],
            seq=F("seq") + SEQ_STEP,
            attempt=F("attempt") + 1,
            progress=0,
            error=None,
            **started,
            **lease,
        )
        if not hit:
            return None
        claimed = Job.objects.get(pk=job.pk)
        Attempt.objects.create(
            job=claimed, lane=lane, number=claimed.attempt, token=token, worker=worker, started_at=now
        )
        announcements.changed(claimed)
    return Claim(claimed, lane, token)


def look(claim: Claim) -> Hold:
    """Whether the claim still holds, without writing."""
    status = Job.objects.filter(pk=claim.job.pk, lease_token=claim.token).values_list("status", flat=True).first()
    return _hold(status)


def renew(claim: Claim) -> Hold:
    """Hold the claim for another :data:`LEASE` from now."""
    rows = Job.objects.filter(pk=claim.job.pk, lease_token=claim.token, status__in=RUNNING)
    if not rows.update(lease_until=clock.now() + LEASE):
        return Hold.LOST
    return look(claim)


def _hold(status: str | None) -> Hold:
    if status is None or status not in RUNNING:
        return Hold.LOST
    return Hold.CANCEL_WANTED if status == JobStatus.CANCELLING else Hold.KEPT


def settle(claim: Claim, target: JobStatus, end: AttemptEnd, *, error: Any = None, **values: Any) -> bool:
    """End the claim: the job moves to ``target`` and nobody holds it. ``False`` when the claim did not hold."""
    with transaction.atomic():
        if not move(claim.job, target, token=claim.token, **{**AT_REST, "error": error, **values}):
            return False
        _end_attempt(claim.token, end, error)
    return True


def fail(claim: Claim, error: Any, **values: Any) -> None:
    """The work went wrong; what the user cancelled meanwhile is cancelled."""
    ended = {"completed_at": clock.now(), "progress": 0}
    if not settle(claim, JobStatus.FAILED, AttemptEnd.FAILED, error=error, **ended, **values):
        end_cancelled(claim)


def end_cancelled(claim: Claim) -> bool:
    """The worker has stopped because the user wanted it. ``False`` when nobody did."""
    return settle(claim, JobStatus.CANCELLED, AttemptEnd.CANCELLED, completed_at=clock.now(), progress=0)


def give_back(claim: Claim) -> bool:
    """The worker stops in good order: the job waits again and this attempt doesn't count."""
    before = max(claim.job.attempt - 1, 0)
    return settle(claim, _WAITING[claim.lane], AttemptEnd.INTERRUPTED, attempt=before, progress=0)


def reap(now: datetime, at_work: Collection[uuid.UUID] = ()) -> None:
    """Free the jobs whose lease ran out.

    ``at_work``: tokens of claims that this very process works on. After the computer slept their leases have run
    out too, but nobody else can have taken them over in the meantime.
    """
    expired = Job.objects.filter(status__in=RUNNING).filter(Q(lease_until__lt=now) | Q(lease_until=None))
    _free(expired.exclude(lease_token__in=list(at_work)) if at_work else expired)


def reap_all() -> None:
    """Free every held job: for a process that knows itself to be the only one."""
    _free(Job.objects.filter(status__in=RUNNING))


def _free(held: QuerySet[Job]) -> None:
    for job in held:
        _free_one(job)


def _free_one(job: Job) -> None:
    """Nothing happens when somebody else was faster."""
    target = _after_death(job)
    error = _INTERRUPTED if target == JobStatus.FAILED else None
    values = {**AT_REST, "error": error, "progress": 0}
    if target in (JobStatus.CANCELLED, JobStatus.FAILED):
        values["completed_at"] = clock.now()
    with transaction.atomic():
        if _move_held(job, target, values) and job.lease_token is not None:
            _end_attempt(job.lease_token, AttemptEnd.INTERRUPTED, error)


def _move_held(job: Job, target: JobStatus, values: dict[str, Any]) -> bool:
    """As :func:`move`, fenced by the lease that was seen, which may be none."""
    hit = Job.objects.filter(
        pk=job.pk, status=job.status, lease_token=job.lease_token, lease_until=job.lease_until
    ).update(status=target, seq=F("seq") + SEQ_STEP, **values)
    if hit:
        announcements.changed(job)
    return hit == 1


def _after_death(job: Job) -> JobStatus:
    if job.status == JobStatus.CANCELLING:
        return JobStatus.CANCELLED
    if job.attempt >= MAX_ATTEMPTS:
        return JobStatus.FAILED
    return JobStatus.PENDING if job.status == JobStatus.ANALYZING else JobStatus.QUEUED


def _end_attempt(token: uuid.UUID, end: AttemptEnd, error: Any) -> None:
    Attempt.objects.filter(token=token).update(ended_at=clock.now(), end=end, error=error)


_INTERRUPTED = {
    "code": str(ApiCode.INTERRUPTED),
    "message": f"The program was stopped {MAX_ATTEMPTS} times while it worked on this film.",
    "hint": "Your file is unchanged. Try again; if it happens again, look at the server's memory and disk.",
    "detail": None,
}
