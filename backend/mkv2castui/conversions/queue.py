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
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from mkv2castui.common import clock
from mkv2castui.common.problems import ApiCode
from mkv2castui.conversions import allowances, announcements, line, rule, workers
from mkv2castui.conversions.engine import Capabilities, Stage
from mkv2castui.conversions.models import Attempt, AttemptEnd, Job, Lane
from mkv2castui.conversions.states import HELD, MAY_BE_KEPT, RUNNING, JobStatus
from mkv2castui.conversions.transitions import AT_REST, NOT_AHEAD, SEQ_STEP, move

_RUNNING = {
    Lane.ANALYZE: JobStatus.ANALYZING,
    Lane.QUICK: JobStatus.PROCESSING,
    Lane.CONVERT: JobStatus.PROCESSING,
}


def lease() -> timedelta:
    """How long a claim holds without being renewed."""
    return timedelta(seconds=settings.LEASE_SECONDS)


def renew_every() -> timedelta:
    return lease() / 3


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one worker to one job. ``job`` is as it was when it was claimed."""

    job: Job
    lane: Lane
    token: uuid.UUID


class Hold(Enum):
    """What a worker learns when it looks after its claim."""

    KEPT = "kept"
    PAUSE_WANTED = "pause wanted"
    RESUME_WANTED = "resume wanted"
    CANCEL_WANTED = "cancel wanted"
    LOST = "lost"


def claim(lane: Lane, worker: str, host: Capabilities | None = None) -> Claim | None:
    """The next job of ``lane`` for ``worker``, on a machine that can do what ``host`` says (``None``: what every one
    can); ``None`` when there is none.

    Claims are made one by one (:func:`rule.locked`): two that looked at once would each serve the same owner.
    """
    now = clock.now()
    if not line.has_due(lane, now):
        return None
    with transaction.atomic():
        if not rule.may_start(rule.locked(), lane, now):
            return None
        job = next_for(lane, now, host)
        return None if job is None else _take(job, lane, worker, uuid.uuid4())


def next_for(lane: Lane, now: datetime, host: Capabilities | None) -> Job | None:
    """Whom :func:`claim` would serve."""
    return line.next_job(lane, now, not_for_us=partial(only_elsewhere, lane, now, host))


def only_elsewhere(lane: Lane, now: datetime, host: Capabilities | None) -> Collection[str]:
    """What jobs of ``lane`` need and other workers alone can do."""
    return workers.only_elsewhere(host or Capabilities.software(), now) if lane == Lane.CONVERT else ()


def has_work(lane: Lane, host: Capabilities | None) -> bool:
    """Whether :func:`claim` would find any, without a claim."""
    now = clock.now()
    may_start = line.has_due(lane, now) and rule.may_start(rule.current(), lane, now)
    return may_start and next_for(lane, now, host) is not None


def take_over(job: Job, lane: Lane, token: uuid.UUID, worker: str) -> Claim | None:
    """A claim to the job whose film this worker has begun to convert while it came, under the token of that head start:
    it has begun, so neither the line nor a pause of the queue holds it back. ``None`` unless it waits in ``lane``, and
    while its owner has as many at work as may be."""
    with transaction.atomic():
        rule.locked()
        if allowances.full([job.owner_id]):
            return None
        return _take(job, lane, worker, token, Q(lane=lane, ahead_token=token))


def _take(job: Job, lane: Lane, worker: str, token: uuid.UUID, only_if: Q | None = None) -> Claim | None:
    now = clock.now()
    leased = {"lease_owner": worker, "lease_token": token, "lease_until": now + lease()}
    started = {} if lane == Lane.ANALYZE else {"started_at": now}
    not_ahead = {} if lane == Lane.ANALYZE else NOT_AHEAD
    hit = (
        Job.objects.filter(pk=job.pk, status=line.WAITING_IN[lane], lease_token=None)
        .filter(only_if or Q())
        .update(
            status=_RUNNING[lane],
            seq=F("seq") + SEQ_STEP,
            attempt=F("attempt") + 1,
            progress=0,
            error=None,
            **started,
            **leased,
            **not_ahead,
        )
    )
    if not hit:
        return None
    claimed = Job.objects.get(pk=job.pk)
    Attempt.objects.create(job=claimed, lane=lane, number=claimed.attempt, token=token, worker=worker, started_at=now)
    line.take_turn(job.owner_id, lane, now)
    announcements.changed(claimed)
    return Claim(claimed, lane, token)


def look(claim: Claim) -> Hold:
    """Whether the claim still holds, without writing. Who goes on, but later, still rests."""
    own = Job.objects.filter(pk=claim.job.pk, lease_token=claim.token)
    status, not_before = own.values_list("status", "not_before").first() or (None, None)
    hold = _HOLDS.get(status or "", Hold.LOST)
    is_put_off = not_before is not None and not_before > clock.now()
    return Hold.PAUSE_WANTED if hold is Hold.RESUME_WANTED and is_put_off else hold


_HOLDS = {
    str(JobStatus.ANALYZING): Hold.KEPT,
    str(JobStatus.PROCESSING): Hold.KEPT,
    str(JobStatus.VERIFYING): Hold.KEPT,
    str(JobStatus.PAUSED): Hold.PAUSE_WANTED,
    str(JobStatus.QUEUED): Hold.RESUME_WANTED,
    str(JobStatus.CANCELLING): Hold.CANCEL_WANTED,
}


def renew(claim: Claim) -> Hold:
    """Hold the claim for another :func:`lease` from now."""
    rows = Job.objects.filter(pk=claim.job.pk, lease_token=claim.token, status__in=sorted(HELD))
    if not rows.update(lease_until=clock.now() + lease()):
        return Hold.LOST
    return look(claim)


def resume(claim: Claim) -> bool:
    """As :func:`go_on`, but not while the owner has as many at work as may be."""
    with transaction.atomic():
        rule.locked()
        return not allowances.full([claim.job.owner_id]) and go_on(claim)


def go_on(claim: Claim) -> bool:
    """The worker of a job that was paused and resumed works on it again. ``False``: nobody wants that (any more)."""
    with transaction.atomic():
        if not move(claim.job, JobStatus.PROCESSING, token=claim.token, only_from=[JobStatus.QUEUED]):
            return False
        verifying = Job.objects.filter(pk=claim.job.pk, stage__in=_AFTER_CONVERTING).exists()
        return not verifying or move(claim.job, JobStatus.VERIFYING, token=claim.token)


_AFTER_CONVERTING = [str(Stage.VERIFYING), str(Stage.PUBLISHING)]


def settle(
    claim: Claim,
    target: JobStatus,
    end: AttemptEnd,
    *,
    only_from: Collection[JobStatus] | None = None,
    error: Any = None,
    **values: Any,
) -> bool:
    """End the claim: the job moves to ``target`` and nobody holds it. ``False`` when the claim did not hold."""
    final = {**AT_REST, "error": error, **values}
    with transaction.atomic():
        if target in (JobStatus.COMPLETED, JobStatus.FAILED):
            go_on(claim)  # it may have ended before its heartbeat saw that a pause is over
        hit = move(claim.job, target, only_from=only_from, token=claim.token, **final)
        if hit:
            _end_attempt(claim.token, end, error)
    return hit


def fail(claim: Claim, error: Any, **values: Any) -> None:
    """The work went wrong; what the user cancelled meanwhile is cancelled."""
    ended: dict[str, Any] = {"completed_at": clock.now(), "progress": 0}
    if not settle(claim, JobStatus.FAILED, AttemptEnd.FAILED, error=error, **ended, **values):
        end_cancelled(claim)


def end_cancelled(claim: Claim) -> bool:
    """The worker has stopped because the user wanted it. ``False`` when nobody did."""
    ended: dict[str, Any] = {"completed_at": clock.now(), "progress": 0}
    return settle(claim, JobStatus.CANCELLED, AttemptEnd.CANCELLED, only_from=[JobStatus.CANCELLING], **ended)


def give_back(claim: Claim) -> bool:
    """The worker stops in good order: the job waits again, or stays paused, and this attempt doesn't count."""
    values = {**AT_REST, "attempt": max(claim.job.attempt - 1, 0), "progress": 0}
    with transaction.atomic():
        kept = Job.objects.filter(pk=claim.job.pk, lease_token=claim.token, status__in=sorted(MAY_BE_KEPT))
        if not kept.update(seq=F("seq") + SEQ_STEP, **values):
            return settle(claim, line.WAITING_IN[claim.lane], AttemptEnd.INTERRUPTED, **values)
        _end_attempt(claim.token, AttemptEnd.INTERRUPTED, None)
        announcements.changed(claim.job)
    return True


def reap(now: datetime, at_work: Collection[uuid.UUID] = ()) -> None:
    """Free the jobs whose lease ran out.

    ``at_work``: tokens of claims that this very process works on. After the computer slept their leases have run
    out too, but nobody else can have taken them over in the meantime.
    """
    expired = Job.objects.filter(lease_until__lt=now, status__in=sorted(HELD))
    _free(expired.exclude(lease_token__in=list(at_work)) if at_work else expired)


def reap_all() -> None:
    """Free every held job: for a process that knows itself to be the only one."""
    _free(Job.objects.filter(status__in=sorted(RUNNING)))
    _free(Job.objects.filter(status__in=sorted(MAY_BE_KEPT), lease_until__isnull=False))


def _free(held: QuerySet[Job]) -> None:
    for job in held:
        _free_one(job)


def _free_one(job: Job) -> None:
    """Nothing happens when somebody else was faster."""
    target = _after_death(job)
    error = interrupted() if target == JobStatus.FAILED else None
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
    """A paused job stays paused: resumed, it starts anew."""
    if job.status == JobStatus.CANCELLING:
        return JobStatus.CANCELLED
    if job.status in MAY_BE_KEPT:
        return JobStatus(job.status)
    if job.attempt >= settings.MAX_ATTEMPTS:
        return JobStatus.FAILED
    return JobStatus.PENDING if job.status == JobStatus.ANALYZING else JobStatus.QUEUED


def _end_attempt(token: uuid.UUID, end: AttemptEnd, error: Any) -> None:
    Attempt.objects.filter(token=token).update(ended_at=clock.now(), end=end, error=error)


def interrupted() -> dict[str, Any]:
    """The error of a job whose workers died."""
    return {
        "code": str(ApiCode.INTERRUPTED),
        "message": f"The program was stopped {settings.MAX_ATTEMPTS} times while it worked on this film.",
        "hint": "Your file is unchanged. Try again; if it happens again, look at the server's memory and disk.",
        "detail": None,
    }
