"""A film that is still on its way: what is known of it already, and what its owner wishes meanwhile.

Facts and plan hold until all of it has come, when it is looked at as any other. Uploads, looks and wishes meet here
at any moment: each write is a compare-and-set against the job as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Greatest

from mkv2castui.common import clock
from mkv2castui.conversions import engine, planning, wakeups
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.routing import lane_of
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import move, reread, touch_unchanged
from mkv2castui.conversions.wishes import as_problem, wished


def wish(job: Job, device: str | None, options: Mapping[str, object] | None, **values: Any) -> Job | None:
    """Other wishes, planned by what is known; ``None`` when the film has come meanwhile.

    Raises the 422 problem for what can't be granted, to this film or to any.
    """
    while job.status == JobStatus.UPLOADING:
        wishes = wished(job, device, options)
        try:
            plan = _plan(job.media, wishes)
        except engine.InvalidPreferences as error:
            if _may_be_granted_later(job.media):
                plan = None
            else:
                raise as_problem(error) from error
        if touch_unchanged(job, **wishes, plan=plan, ahead_failed=False, **values):
            wakeups.wake(lane_of(plan))
            return reread(job)
        job = reread(job)
    return None


def _may_be_granted_later(media: engine.Json | None) -> bool:
    """Some wishes can only be granted when it is known how long the film is."""
    return media is None or media["duration"] is None


def found(job: Job, media: engine.Json, *, arrived: int) -> Job | None:
    """What the ``arrived`` bytes tell; ``None`` when the film has come meanwhile."""
    so_far = Greatest(F("arrived"), Value(arrived))  # more may have come, and been told, during the look
    while job.status == JobStatus.UPLOADING:
        plan = _plan_or_none(media, job)
        if touch_unchanged(job, media=media, plan=plan, provisional=True, arrived=so_far):
            wakeups.wake(lane_of(plan))  # it may be converted while it comes
            return reread(job)
        job = reread(job)
    return None


def pictured(job: Job) -> None:
    """There is a picture of the film."""
    while job.status == JobStatus.UPLOADING and not touch_unchanged(job, has_still=True):
        job = reread(job)


def is_none(job: Job, error: Mapping[str, Any]) -> bool:
    """The bytes that have come are no film's, whatever may follow. ``False``: they have all come meanwhile."""
    return move(
        job,
        JobStatus.FAILED,
        only_from=[JobStatus.UPLOADING],
        error=error,
        completed_at=clock.now(),
        lease_until=None,
    )


def _plan_or_none(media: engine.Json, job: Job) -> engine.Json | None:
    """The look at the whole film will say why there is none."""
    try:
        return _plan(media, {"device": job.device, "options": job.options})
    except engine.InvalidPreferences:
        return None


def _plan(media: engine.Json | None, wishes: Mapping[str, Any]) -> engine.Json | None:
    """``None`` where the beginning of a film isn't enough for a plan. Raises ``InvalidPreferences``."""
    if media is None:
        return None
    try:
        return planning.plan_for(media, wishes["device"], wishes["options"])
    except engine.InvalidPreferences:
        raise
    except engine.CastEngineError:
        return None
