"""The work of the lane ``analyze``: what is in the film, and what has to be done for the device."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from mkv2castui.common import clock
from mkv2castui.conversions import engine, leftovers, planning, storage, wakeups
from mkv2castui.conversions.contents import sample_of
from mkv2castui.conversions.failures import EXPECTED, as_error, as_error_of
from mkv2castui.conversions.heartbeat import looked_after
from mkv2castui.conversions.models import AttemptEnd, Job
from mkv2castui.conversions.patience import patiently
from mkv2castui.conversions.queue import Claim, fail, give_back, settle
from mkv2castui.conversions.routing import planned
from mkv2castui.conversions.states import JobStatus


def analyse(claim: Claim, stopping: threading.Event) -> None:
    """Leaves the job ``ready`` or ``queued``, or ``failed`` with the reason; untouched when the claim is lost. What can
    never become a film takes no room any more.

    It waits again when this process stops while the film is still on its way to this machine.
    """
    try:
        with (
            looked_after(claim, stopping) as cancellation,
            storage.current().source_file(claim.job.pk, cancellation.check) as source,
        ):
            is_of_use = _look(claim, source, cancellation)
        if not is_of_use:
            leftovers.remove_source(claim.job.pk)
    except engine.Cancelled:
        give_back(claim)
    except EXPECTED as error:
        fail(claim, as_error(error))


def _look(claim: Claim, source: Path, cancellation: engine.Cancellation) -> bool:
    """Whether the film may ever be converted."""
    job, media = claim.job, None
    try:
        media = engine.analyse(source)
        plan = planning.plan_for(media, job.device, job.options)
    except engine.CastEngineError as error:
        is_of_use = not engine.can_never_be_read(source, error)
        known = {"media": media, "plan": None, "provisional": False, "source_available": is_of_use}
        fail(claim, as_error_of(job.filename, source, error), **known)
        return is_of_use
    cancellation.check()  # nobody wants the picture of a film that was cancelled meanwhile
    facts = {**planned(plan), "provisional": False, "media": media, "has_still": _still(job, source, media)}
    facts |= {"source_sample": sample_of(source), "digest_due": clock.now()}
    target = JobStatus.QUEUED if job.start_when_ready else JobStatus.READY
    settled = partial(settle, claim, target, AttemptEnd.SUCCEEDED, attempt=0, queued_at=clock.now(), **facts)
    if patiently(settled):
        wakeups.wake(facts["lane"])
    return True


def _still(job: Job, source: Path, media: engine.Json) -> bool:
    """A film without a picture of itself is still a film."""
    try:
        with storage.current().still(job.pk) as picture:
            return engine.still_of(source, media, picture)
    except EXPECTED:
        return False
