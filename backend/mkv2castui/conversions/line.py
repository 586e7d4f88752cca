"""The line of waiting jobs: who waits, who may be served, and in which order."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from mkv2castui.conversions.fairness import Standing, Waiting, in_order, next_owner
from mkv2castui.conversions.models import Job, Lane, Turn
from mkv2castui.conversions.states import CONVERTING, JobStatus

WAITING_IN: dict[Lane, JobStatus] = {
    Lane.ANALYZE: JobStatus.PENDING,
    Lane.QUICK: JobStatus.QUEUED,
    Lane.CONVERT: JobStatus.QUEUED,
}
AT_WORK_IN: dict[Lane, Collection[JobStatus]] = {
    Lane.ANALYZE: [JobStatus.ANALYZING],
    Lane.QUICK: sorted(CONVERTING),
    Lane.CONVERT: sorted(CONVERTING),
}


def waiting(lane: Lane) -> QuerySet[Job]:
    """The lane's jobs that nobody works on. Who was paused and holds an encoder waits for its own worker."""
    return Job.objects.filter(status=WAITING_IN[lane], lane=lane, lease_token=None)


def due(lane: Lane, now: datetime) -> QuerySet[Job]:
    """Of those that wait, the ones that may be served now. A look at a film has no reason to be put off."""
    if lane == Lane.ANALYZE:
        return waiting(lane)
    return waiting(lane).filter(Q(not_before=None) | Q(not_before__lte=now))


def has_due(lane: Lane, now: datetime) -> bool:
    """Asked for in the order of the index: PostgreSQL would look for any one through the whole table."""
    return due(lane, now).order_by("priority", "owner_id", "rank").values_list("pk").first() is not None


def next_job(lane: Lane, now: datetime, *, not_for_us: Collection[str] = ()) -> Job | None:
    """The job to serve now. ``not_for_us``: encoders that only other workers have."""
    jobs = due(lane, now)
    if not_for_us:
        jobs = jobs.exclude(needs__in=sorted(not_for_us))
    heads = jobs.order_by().values_list("priority", "owner_id").distinct()
    head = next_owner(heads, standing(lane))
    if head is None:
        return None
    priority, owner = head
    return jobs.filter(priority=priority, owner_id=owner).order_by("rank", "id").first()


def standing(lane: Lane) -> Standing:
    # Counted here: asked to group by owner, SQLite goes through all jobs in the order of their owners.
    running = Counter(Job.objects.filter(status__in=AT_WORK_IN[lane], lane=lane).values_list("owner_id", flat=True))
    return Standing(running, dict(Turn.objects.filter(lane=lane).values_list("owner_id", "served_at")))


def take_turn(owner: uuid.UUID, lane: Lane, now: datetime) -> None:
    """The owner has been served."""
    Turn.objects.bulk_create(
        [Turn(owner_id=owner, lane=lane, served_at=now)],
        update_conflicts=True,
        unique_fields=["owner", "lane"],
        update_fields=["served_at"],
    )


def order_of_service(now: datetime) -> list[uuid.UUID]:
    """The films that wait to be converted and may be served, in the order in which they would be."""
    rows = due(Lane.CONVERT, now).values_list("id", "owner_id", "priority", "rank")
    return in_order([Waiting(*row) for row in rows], standing(Lane.CONVERT))


def positions(now: datetime) -> dict[uuid.UUID, int]:
    """The place, from 1, of each of :func:`order_of_service`."""
    return {job_id: place for place, job_id in enumerate(order_of_service(now), start=1)}
