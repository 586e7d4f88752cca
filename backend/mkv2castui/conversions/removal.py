"""Jobs that go with all their files: by wish, with their owner, or because their upload ended early."""

from __future__ import annotations

import uuid
from functools import partial

from django.db import transaction
from django.db.models import Q

from mkv2castui.common import clock
from mkv2castui.conversions import announcements, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import WITH_ENCODER, move


def delete(job: Job) -> bool:
    """Remove the job and its files. ``False``: its worker has to stop first, then it goes."""
    with transaction.atomic():
        move(job, JobStatus.CANCELLING, only_if=WITH_ENCODER, delete_when_ended=True)
        row = Job.objects.filter(pk=job.pk)
        if row.filter(status=JobStatus.CANCELLING).update(delete_when_ended=True):
            return False
    erase(job)
    return True


def sweep() -> int:
    """Remove ended jobs that were to go, with their files. How many went."""
    leaving = list(Job.objects.filter(delete_when_ended=True, status__in=[JobStatus.CANCELLED, JobStatus.FAILED]))
    for job in leaving:
        erase(job)
    return len(leaving)


def end_work_of(owner_id: uuid.UUID) -> None:
    """Nothing of the owner's is at work soon; what was goes, then. Films on their way are no longer converted ahead."""
    Job.objects.filter(owner=owner_id, ahead_until__isnull=False).update(start_when_ready=False)
    for job in Job.objects.filter(WITH_ENCODER, owner=owner_id):
        delete(job)


def erase_of(owner_id: uuid.UUID, most: int) -> int:
    """Remove films of the owner's that nobody has at work, ``most`` of them, and tell nobody. How many went."""
    nobody_ahead = Q(ahead_until=None) | Q(ahead_until__lt=clock.now())
    at_rest = Job.objects.filter(~WITH_ENCODER, nobody_ahead, owner=owner_id).exclude(status=JobStatus.CANCELLING)
    with transaction.atomic():
        ids = list(at_rest.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most])
        Job.objects.filter(pk__in=ids).delete()
        for job_id in ids:
            transaction.on_commit(partial(storage.current().discard, job_id), robust=True)
    return len(ids)


def erase(job: Job) -> None:
    """Rows first: files without a row are swept some time, a row without files would be a lie.

    Locked before it is asked what hangs on it: a worker that takes the job in this moment would add an attempt to it.
    """

    def discard() -> None:
        storage.current().discard(job.pk)

    with transaction.atomic():
        row = Job.objects.filter(pk=job.pk)
        if row.select_for_update().values_list("pk").first() and row.delete()[0]:
            announcements.deleted(job)
        transaction.on_commit(discard, robust=True)
