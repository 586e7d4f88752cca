"""What has to be done for a film, with what those who will do it can do: the living workers, not who plans."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from mkv2castui.common import clock
from mkv2castui.conversions import engine, wakeups, workers
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.routing import planned
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import touch_unchanged

log = logging.getLogger(__name__)

_AT_ONCE = 50  # jobs planned anew in one round; the others wait for the next

_own: list[Callable[[], engine.Capabilities]] = []


def count_in(host: Callable[[], engine.Capabilities]) -> None:
    """This very process converts films too, whether it has told of itself already or not."""
    _own[:] = [host]


def plan_for(media: engine.Json, device: str, options: Mapping[str, object]) -> engine.Json:
    """A plan that a living worker can carry out; without any, one for the processor.

    Raises what :func:`engine.plan_for` raises.
    """
    hosts = [*(host() for host in _own), workers.capabilities(clock.now())]
    return engine.plan_for(media, device, options, engine.united(hosts))


def plan_anew(now: datetime) -> None:
    """Plan again what waits for an ability that no worker has any more, so that nothing waits for ever."""
    for job in _hopeless(now)[:_AT_ONCE]:
        _plan_anew(job)


def _hopeless(now: datetime) -> QuerySet[Job]:
    """But for films of which nothing else can be made: who tries to convert those says so."""
    waiting = Job.objects.filter(status__in=_WAITING, lease_token=None).exclude(needs__in=["", engine.RESHAPING])
    return waiting.exclude(needs__in=sorted(workers.abilities(now))).order_by("priority", "rank")


_WAITING = [JobStatus.READY, JobStatus.QUEUED, JobStatus.PAUSED]


def _plan_anew(job: Job) -> None:
    assert job.media is not None  # it was planned
    try:
        plan = plan_for(job.media, job.device, job.options)
    except (engine.CastEngineError, ValueError, KeyError) as error:
        log.warning("%s can't be planned anew; whoever converts it will say why: %s", job.pk, error)
        Job.objects.filter(pk=job.pk, seq=job.seq).update(needs="")
        return
    if touch_unchanged(job, estimate=None, **planned(plan)):
        wakeups.wake(Lane(job.lane))
