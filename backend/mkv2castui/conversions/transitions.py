"""The only way in which a job's state moves: compare-and-set against the table of states.py."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F

from mkv2castui.common.problems import conflict, not_found
from mkv2castui.conversions import announcements
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus, sources_of

SEQ_STEP = 1000
"""Between two stored changes lie up to 999 progress events, at one a second: more than between two checkpoints."""

FREE = {"lease_owner": "", "lease_token": None, "lease_until": None}
"""The values of a job that nobody works on."""

AT_REST: dict[str, Any] = {"stage": "", "speed": None, "fps": None, "eta_seconds": None, **FREE}


def move(job: Job, target: JobStatus, *, token: uuid.UUID | None = None, **values: Any) -> bool:
    """Put ``job`` into ``target`` if its stored state may go there and, with ``token``, that lease still holds.

    Exactly one caller of several gets ``True``. ``job`` itself is not refreshed.
    """
    rows = Job.objects.filter(pk=job.pk, status__in=sources_of(target))
    if token is not None:
        rows = rows.filter(lease_token=token)
    with transaction.atomic():
        hit = rows.update(status=target, seq=F("seq") + SEQ_STEP, **values) == 1
        if hit:
            announcements.changed(job)
    return hit


def move_or_conflict(job: Job, target: JobStatus, action: str, **values: Any) -> Job:
    """The moved job, as stored. Raises the 409 problem that names the present state."""
    if not move(job, target, **values):
        raise conflict(action, present_state(job))
    return reread(job)


def touch(job: Job, *, token: uuid.UUID | None = None, quietly: bool = False, **values: Any) -> bool:
    """Change values without moving the state; with ``token`` only while that lease holds."""
    rows = Job.objects.filter(pk=job.pk)
    if token is not None:
        rows = rows.filter(lease_token=token)
    with transaction.atomic():
        hit = rows.update(seq=F("seq") + SEQ_STEP, **values) == 1
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
    found = Job.objects.prefetch_related("outputs").filter(pk=job.pk).first()
    if found is None:
        raise not_found()
    return found
