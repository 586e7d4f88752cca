"""What the lane ``analyze`` does when nobody waits for it: how long will a film take, and how large will it be?"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from mkv2castui.conversions import engine, host, storage
from mkv2castui.conversions.failures import EXPECTED
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import FINISHED, JobStatus
from mkv2castui.conversions.transitions import touch_unchanged


def waiting() -> QuerySet[Job]:
    """Jobs that wait for their owner, who would like to know; the newest first, because that one is looked at.

    Only what this machine can do: another one's encoder takes another time.
    """
    ours = Job.objects.filter(needs__in=["", *sorted(host.capabilities().abilities())])
    return ours.filter(status=JobStatus.READY, estimate__isnull=True).order_by("-created_at", "-id")


def is_wanted() -> bool:
    return waiting().values_list("pk").first() is not None


def estimate_next(is_unwanted: Callable[[], bool]) -> bool:
    """Estimate one job. ``False``: there was none, or it became unwanted meanwhile.

    A job that was changed meanwhile keeps its change and waits for another estimate.
    """
    job = waiting().first()
    if job is None or job.media is None or job.plan is None:
        return False

    def check() -> None:
        if is_unwanted():
            raise engine.Cancelled("Nobody waits for the estimate now.")

    try:
        with storage.current().source_file(job.pk, check) as source:
            found = engine.estimate_of(source, job.media, job.plan, is_unwanted)
    except engine.Cancelled:
        _release_of_finished(job)
        return False
    except EXPECTED:
        found = {}
    if not touch_unchanged(job, estimate=found):
        _release_of_finished(job)
    return True


def _release_of_finished(job: Job) -> None:
    """The film's copy: whoever has converted it meanwhile could not let it go while it was in use here."""
    if not Job.objects.filter(pk=job.pk).exclude(status__in=sorted(FINISHED)).exists():
        storage.current().release_source(job.pk)
