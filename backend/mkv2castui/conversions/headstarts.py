"""Head starts: conversions that begin while their film is still on its way. Who has one, and whether it still counts.

The job stays ``uploading``: a head start has a lease and a token of its own on the job's row (``ahead_*``), got by
compare-and-set. Whatever goes wrong with it, the job goes its ordinary way. When the film has come whole and its job
waits in the lane, :func:`queue.take_over` makes a claim of it.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from mkv2castui.common import clock
from mkv2castui.conversions import allowances, announcements, engine, line, queue, rule, storage
from mkv2castui.conversions.engine import Capabilities
from mkv2castui.conversions.fairness import Standing, next_owner
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.routing import planned
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.storage.spool import Spool
from mkv2castui.conversions.transitions import NOT_AHEAD, SEQ_STEP


@dataclass(frozen=True, slots=True)
class HeadStart:
    """The right of one worker to convert one film while it comes. ``job`` is as it was then."""

    job: Job
    lane: Lane
    token: uuid.UUID


class Course(Enum):
    """What has become of the film meanwhile."""

    COMING = "coming"
    WHOLE = "whole"  # and on its way to the line
    IN_LINE = "in line"
    LOST = "lost"  # nobody wants what was begun


def claim(lane: Lane, host: Capabilities | None = None) -> HeadStart | None:
    """The next film to convert while it comes, for a worker with a free seat of the lane, see :func:`queue.claim`;
    ``None`` when there is none, or when somebody waits in the lane whom that worker may serve."""
    now = clock.now()
    if not is_wanted(lane, now):
        return None
    with transaction.atomic():
        if not rule.may_start(rule.locked(), lane, now) or queue.next_for(lane, now, host) is not None:
            return None
        elsewhere = queue.only_elsewhere(lane, now, host)
        job = _next(lane, [job for job in _fit(lane, now) if engine.ability_of(job.plan or {}) not in elsewhere])
        return None if job is None else _take(job, lane, now)


def is_wanted(lane: Lane, now: datetime) -> bool:
    return lane != Lane.ANALYZE and bool(_fit(lane, now))


def _fit(lane: Lane, now: datetime) -> list[Job]:
    """Films that could be converted ahead, looked at here: there are never many on their way."""
    files = storage.growing_files()
    return [] if files is None else [job for job in _on_their_way(now) if _fits(job, lane, files)]


def _on_their_way(now: datetime) -> QuerySet[Job]:
    """With a plan, whose owners want them to start by themselves, and with nobody at them."""
    known = Job.objects.filter(status=JobStatus.UPLOADING, provisional=True, plan__isnull=False, input_size__gt=0)
    wanted = known.filter(Q(not_before=None) | Q(not_before__lte=now), start_when_ready=True, ahead_failed=False)
    return wanted.filter(Q(ahead_until=None) | Q(ahead_until__lt=now))


def _fits(job: Job, lane: Lane, files: Spool) -> bool:
    assert job.media is not None  # nobody plans without
    assert job.plan is not None
    is_lanes = planned(job.plan)["lane"] == lane
    return is_lanes and engine.can_be_read_in_order(job.media, job.plan) and _has_room(job, files)


def _has_room(job: Job, files: Spool) -> bool:
    """For a result as large as the film."""
    return room_left(files) > (job.input_size or 0)


def room_left(files: Spool) -> int:
    """Bytes of the disk, beside all that was promised to uploads: no film is refused for another's result."""
    return files.free_bytes() - files.promised() - settings.DISK_RESERVE


def _next(lane: Lane, jobs: list[Job]) -> Job | None:
    """As the line does, of which these are not yet a part."""
    ahead = _ahead()
    full = allowances.full({job.owner_id for job in jobs}, besides=ahead)
    heads = {(job.priority, job.owner_id) for job in jobs if job.owner_id not in full}
    head = next_owner(heads, _standing(lane, ahead))
    own = [job for job in jobs if (job.priority, job.owner_id) == head]
    return min(own, key=lambda job: (job.created_at, job.pk), default=None)


def _ahead() -> Counter[uuid.UUID]:
    """How many head starts each owner has."""
    return Counter(Job.objects.filter(ahead_until__isnull=False).values_list("owner_id", flat=True))


def _standing(lane: Lane, ahead: Counter[uuid.UUID]) -> Standing:
    """Who has a head start has a job at work."""
    standing = line.standing(lane)
    return Standing(Counter(standing.running) + ahead, standing.served)


def is_too_many(start: HeadStart) -> bool:
    """Whether its owner has as many films at work as may be, without this one. The line goes before head starts, and of
    those the ones with the lower ids before the others: so all who ask come to the same answer."""
    if not settings.REQUIRE_AUTH:
        return False
    owner = start.job.owner_id
    before = Job.objects.filter(ahead_until__isnull=False, owner_id=owner, pk__lt=start.job.pk)
    return bool(allowances.full([owner], besides={owner: before.count()}))


def _take(job: Job, lane: Lane, now: datetime) -> HeadStart | None:
    token = uuid.uuid4()
    free = Job.objects.filter(pk=job.pk, seq=job.seq, status=JobStatus.UPLOADING, ahead_token=job.ahead_token)
    taken = {"ahead_token": token, "ahead_until": now + queue.lease(), "ahead_progress": 0}
    if not free.update(seq=F("seq") + SEQ_STEP, **taken):
        return None
    line.take_turn(job.owner_id, lane, now)
    announcements.changed(job)
    return HeadStart(job, lane, token)


def look(start: HeadStart) -> Course:
    """Without writing."""
    job = _own(start).only("status", "lane", "device", "options", "start_when_ready", "not_before").first()
    if job is None or not _is_still_wished(start.job, job):
        return Course.LOST
    if job.status == JobStatus.QUEUED:
        return Course.IN_LINE if job.lane == start.lane else Course.LOST
    return _COURSES.get(job.status, Course.LOST)


_COURSES = {
    str(JobStatus.UPLOADING): Course.COMING,
    str(JobStatus.PENDING): Course.WHOLE,
    str(JobStatus.ANALYZING): Course.WHOLE,
}


def _is_still_wished(then: Job, now: Job) -> bool:
    is_put_off = now.not_before is not None and now.not_before > clock.now()
    is_the_same = (now.device, now.options) == (then.device, then.options)
    return is_the_same and now.start_when_ready and not is_put_off


def keep(start: HeadStart, progress: float) -> int | None:
    """Hold it for another lease from now, and store how far it is, in per cent. The job's ``seq``, or ``None`` when it
    is somebody else's."""
    values = {"ahead_until": clock.now() + queue.lease(), "ahead_progress": progress}
    if not _own(start).update(seq=F("seq") + SEQ_STEP, **values):
        return None
    return _own(start).values_list("seq", flat=True).first()


def tell(start: HeadStart, progress: float, seq: int) -> None:
    """Those who show the job; nothing is stored."""
    figures = {"progress": 0, "stage": None, "speed": None, "fps": None, "eta_seconds": None}
    about = {"id": str(start.job.pk), "status": JobStatus.UPLOADING.value, "seq": seq}
    announcements.progressed(start.job, {**about, **figures, "ahead": {"progress": progress}})


def end(start: HeadStart, *, failed: bool = False) -> None:
    """The film is converted when it has come. ``failed``: nobody is to try it ahead again."""
    values = {**NOT_AHEAD, "ahead_failed": True} if failed else NOT_AHEAD
    with transaction.atomic():
        if _own(start).update(seq=F("seq") + SEQ_STEP, **values):
            announcements.changed(start.job)


def expire(now: datetime) -> None:
    """End those whose workers have died. What they left goes, too."""
    _end_all(Job.objects.filter(ahead_until__lt=now))


def end_all() -> None:
    """For a process that knows itself to be the only one."""
    _end_all(Job.objects.filter(ahead_until__isnull=False))


def _end_all(jobs: QuerySet[Job]) -> None:
    for job in jobs:
        held = Job.objects.filter(pk=job.pk, ahead_token=job.ahead_token, ahead_until=job.ahead_until)
        if held.update(seq=F("seq") + SEQ_STEP, **NOT_AHEAD) and job.ahead_token is not None:
            storage.current().discard_attempt(job.pk, storage.attempt_name(job.ahead_token))
            announcements.changed(job)


def _own(start: HeadStart) -> QuerySet[Job]:
    return Job.objects.filter(pk=start.job.pk, ahead_token=start.token)
