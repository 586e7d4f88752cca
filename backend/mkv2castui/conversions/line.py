"""The line of waiting jobs: who waits, who may be served, and in which order."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from mkv2castui.conversions.fairness import Forecast, Standing, next_owner
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
    """The job to serve now. ``not_for_us``: what only other workers can do."""
    jobs = due(lane, now)
    if not_for_us:
        jobs = jobs.exclude(needs__in=sorted(not_for_us))
    heads = jobs.order_by().values_list("priority", "owner_id").distinct()
    head = next_owner(heads, standing(lane))
    if head is None:
        return None
    priority, owner = head
    own = jobs.filter(priority=priority, owner_id=owner).order_by("rank", "id")
    return own.only("pk", "owner_id").first()


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


def positions(jobs: Collection[uuid.UUID], now: datetime) -> dict[uuid.UUID, int]:
    """The place, from 1, of those of ``jobs`` that wait to be converted and may be served, among all that do.

    Who waits is counted, not read: the line may be thousands long.
    """
    numbers = _numbers(jobs, now)
    if not numbers:
        return {}
    counts = due(Lane.CONVERT, now).values_list("priority", "owner_id").annotate(count=Count("pk")).order_by()
    waiting = {(priority, owner): count for priority, owner, count in counts}
    forecast = Forecast(waiting, standing(Lane.CONVERT))
    return {
        job: forecast.position(priority, owner, number)
        for job, priority, owner, number in numbers
        if (priority, owner) in waiting  # the line may have moved on between the two questions
    }


def _numbers(jobs: Collection[uuid.UUID], now: datetime) -> list[tuple[uuid.UUID, int, uuid.UUID, int]]:
    """Job, priority, owner, and the place among that owner's jobs of the same priority."""
    owners = Job.objects.filter(pk__in=jobs).values("owner_id")
    number = Window(RowNumber(), partition_by=[F("priority"), F("owner_id")], order_by=[F("rank"), F("id")])
    numbered = due(Lane.CONVERT, now).filter(owner_id__in=owners).annotate(number=number)
    # No number is 0: so written the others are left out after the counting, not before.
    wanted = numbered.filter(Q(number=0) | Q(pk__in=jobs))
    return list(wanted.values_list("pk", "priority", "owner_id", "number"))
