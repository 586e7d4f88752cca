"""Removing what nobody will ask for again: files without rows, and uploads without an uploader."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from mkv2castui.conversions import services, storage
from mkv2castui.conversions.models import Job, Output
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import move

log = logging.getLogger(__name__)


def abandon_lost_uploads() -> None:
    """For a process that knows itself to be the only one: uploads that can't be taken up again are lost."""
    for job in Job.objects.filter(status=JobStatus.UPLOADING, arrived=None):
        services.abandon_upload(job)


def remove_abandoned_uploads(now: datetime) -> None:
    """Of which nothing has come for :data:`services.SILENCE`, or as long as one in pieces may be silent. Their files go
    with the next sweep of ended jobs."""
    silent = Q(lease_until__lt=now) | Q(lease_until=None)
    for job in Job.objects.filter(silent, status=JobStatus.UPLOADING):
        if job.arrived is None or not _still_comes(job, now):
            move(job, JobStatus.CANCELLED, only_from=[JobStatus.UPLOADING], only_if=silent, delete_when_ended=True)


def _still_comes(job: Job, now: datetime) -> bool:
    """A request of some clients brings the whole film, and the job hears of it when that ends; the storage knows."""
    spool = storage.spool()
    ticket = spool.find(job.pk)
    if ticket is None or (until := spool.expires(ticket)) <= now:
        return False
    services.still_uploading(job, until - now, arrived=spool.offset(ticket))
    return True


def remove_source(job_id: uuid.UUID) -> None:
    """Of a job that failed for good, if its row says so. A store that is away keeps it until the next sweep."""
    if not _failed_for_good().filter(pk=job_id).exists():
        return
    try:
        storage.current().discard_source(job_id)
    except storage.StorageUnavailable as error:
        log.warning("The source of %s stays in the object store for now: %s %s", job_id, error.message, error.detail)


def _failed_for_good() -> QuerySet[Job]:
    """Their bytes can't become films: nobody will ask for them again."""
    return Job.objects.filter(status=JobStatus.FAILED, source_available=False)


def remove_files() -> None:
    """Of jobs that are gone, and of attempts that ended otherwise than well.

    Safe at any time beside any number of other processes: what is stored is listed before the rows are read, and a
    row always precedes its files. A store that is away keeps what it has until the next time.
    """
    try:
        _remove_files(storage.current())
    except storage.StorageUnavailable as error:
        log.warning("What nobody needs stays in the object store for now: %s %s", error.message, error.detail)


def _remove_files(place: storage.Storage) -> None:
    held = set(place.holdings())
    jobs = set(Job.objects.values_list("pk", flat=True))
    kept = _attempts_with_a_future()
    for job_id in {holding.job_id for holding in held} - jobs:
        place.discard(job_id)
    for job_id in {holding.job_id for holding in held} & set(_failed_for_good().values_list("pk", flat=True)):
        place.discard_source(job_id)
    for holding in held:
        if holding.job_id in jobs and holding.attempt and holding not in kept:
            place.discard_attempt(holding.job_id, holding.attempt)
    place.sweep()


def _attempts_with_a_future() -> set[storage.Holding]:
    """Those that run, and those whose results have rows. An attempt has first the lease, then the rows: read so too."""
    leases = Job.objects.exclude(lease_token=None).values_list("pk", "lease_token")
    ahead = Job.objects.exclude(ahead_token=None).values_list("pk", "ahead_token")
    running = {storage.Holding(job_id, storage.attempt_name(token)) for job_id, token in [*ahead, *leases] if token}
    results = Output.objects.filter(path__startswith="out/").values_list("job_id", "path")
    return running | {storage.Holding(job_id, path.split("/")[1]) for job_id, path in results}
