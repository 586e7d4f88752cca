"""The work of the lane ``analyze``: what is in the film, and what has to be done for the device."""

from __future__ import annotations

from mkv2castui.common import clock
from mkv2castui.conversions import engine, storage, wakeups
from mkv2castui.conversions.failures import as_error
from mkv2castui.conversions.models import AttemptEnd, Job, Lane
from mkv2castui.conversions.queue import Claim, fail, settle
from mkv2castui.conversions.states import JobStatus


def analyse(claim: Claim) -> None:
    """Leaves the job ``ready`` or ``queued``, or ``failed`` with the reason; untouched when the claim is lost."""
    job, media = claim.job, None
    try:
        media = engine.analyse(storage.source_path(job.pk))
        plan = engine.plan_for(media, job.device, job.options)
    except engine.CastEngineError as error:
        fail(claim, as_error(error), media=media)
        return
    facts = {"media": media, "plan": plan, "has_still": _still(job, media)}
    target = JobStatus.QUEUED if job.start_when_ready else JobStatus.READY
    if settle(claim, target, AttemptEnd.SUCCEEDED, attempt=0, queued_at=clock.now(), **facts):
        wakeups.wake(Lane.CONVERT)


def _still(job: Job, media: engine.Json) -> bool:
    """A film without a picture of itself is still a film."""
    try:
        return engine.still_of(storage.source_path(job.pk), media, storage.still_path(job.pk))
    except engine.CastEngineError:
        return False
