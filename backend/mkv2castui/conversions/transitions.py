"""The only way in which a job's state moves: compare-and-set against the table of states.py."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from mkv2castui.common.problems import conflict, not_found
from mkv2castui.conversions import announcements
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import MAY_BE_KEPT, JobStatus, sources_of

SEQ_STEP = 1000
"""Between two stored changes lie up to 999 progress events, at one a second: more than between two checkpoints."""

FREE: dict[str, Any] = {"lease_owner": "", "lease_token": None, "lease_until": None}
"""The values of a job that nobody works on."""

NOT_AHEAD: dict[str, Any] = {"ahead_token": None, "ahead_until": None, "ahead_progress": 0}
"""The values of a job whose film nobody converts while it comes."""

AT_REST: dict[str, Any] = {"stage": "", "speed": None, "fps": None, "eta_seconds": None, **FREE}

WITH_ENCODER = Q(status__in=[JobStatus.PROCESSING, JobStatus.VERIFYING]) | Q(
    status__in=sorted(MAY_BE_KEPT), lease_token__isnull=False
)
"""Where an encoder has to be ended first, running or stopped."""


def move(
    job: Job,
    target: JobStatus,
    *,
    only_from: Collection[JobStatus] | None = None,
    token: uuid.UUID | None = None,
    only_if: Q | None = None,
    **values: Any,
) -> bool:
    """Put ``job`` into ``target`` if its stored state may go there and is one of ``only_from``.

    With ``token`` only while that lease holds; with ``only_if`` only while the stored job is so. Exactly one caller of
    several gets ``True``. ``job`` itself is not refreshed.
    """
    sources = sources_of(target)
    allowed = sources if only_from is None else sources & frozenset(only_from)
    condition = Q(status__in=sorted(allowed)) & _fence(token) & (only_if or Q())
    return _update(job, condition, {"status": target, **values})


def move_or_conflict(
    job: Job,
    target: JobStatus,
    action: str,
    *,
    only_from: Collection[JobStatus],
    **values: Any,
) -> Job:
    """The moved job, as stored. Raises the 409 problem that names the present state."""
    if not move(job, target, only_from=only_from, **values):
        raise conflict(action, present_state(job))
    return reread(job)


def touch_or_conflict(job: Job, action: str, *, only_in: Collection[JobStatus], **values: Any) -> Job:
    """Change values of a job in one of ``only_in``. Raises the 409 problem that names the present state."""
    if not _update(job, Q(status__in=sorted(only_in)), values):
        raise conflict(action, present_state(job))
    return reread(job)


def touch(job: Job, *, token: uuid.UUID, quietly: bool = False, **values: Any) -> bool:
    """Change values while the lease of ``token`` holds."""
    return _update(job, _fence(token), values, quietly=quietly)


def touch_unchanged(job: Job, **values: Any) -> bool:
    """Change values of a job that nobody has changed since it was read."""
    return _update(job, Q(seq=job.seq), values)


def _fence(token: uuid.UUID | None) -> Q:
    return Q() if token is None else Q(lease_token=token)


def _update(job: Job, condition: Q, values: dict[str, Any], *, quietly: bool = False) -> bool:
    with transaction.atomic():
        hit = Job.objects.filter(condition, pk=job.pk).update(seq=F("seq") + SEQ_STEP, **values) == 1
        if hit and not quietly:
            announcements.changed(job)
    return hit


def present_state(job: Job) -> str:
    """Raises the 404 problem when the job is gone."""
    status = Job.objects.filter(pk=job.pk).values_list("status", flat=True).first()
    if status is None:
        raise not_found()
    return status


def reread(job: Job) -> Job:
    """Raises the 404 problem when the job is gone."""
    found = Job.objects.filter(pk=job.pk).first()
    if found is None:
        raise not_found()
    return found
