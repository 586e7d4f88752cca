"""The queue as a whole: its rule, how much it has to do, and who does it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mkv2castui.common import clock
from mkv2castui.conversions import rule, workers
from mkv2castui.conversions.models import Job, Lane, QueueRule, Worker
from mkv2castui.conversions.states import CONVERTING, JobStatus

_LANES = [Lane.QUICK, Lane.CONVERT]


def present() -> dict[str, Any]:
    """In the shape of ``Queue``."""
    now, present_rule = clock.now(), rule.current()
    running = _running()
    return {
        "seq": present_rule.seq,
        "paused": present_rule.paused,
        "hours": _hours(present_rule),
        "time_zone": rule.time_zone().key,
        "open_now": rule.is_open(present_rule, now),
        "waiting": Job.objects.filter(status=JobStatus.QUEUED, lane__in=_LANES).count(),
        "running": sum(running.values()),
        "workers": [_worker(worker, running.get(worker.name, 0)) for worker in workers.alive(now)],
    }


def _hours(of: QueueRule) -> dict[str, Any] | None:
    return None if of.opens_at is None else {"from": of.opens_at, "until": of.closes_at}


def _running() -> dict[str, int]:
    """How many conversions each worker works on."""
    return Counter(
        Job.objects.filter(status__in=sorted(CONVERTING), lane__in=_LANES).values_list("lease_owner", flat=True)
    )


def _worker(worker: Worker, running: int) -> dict[str, Any]:
    return {
        "name": worker.name,
        "lanes": [lane for lane in Lane if lane in worker.slots],
        "slots": sum(count for lane, count in worker.slots.items() if lane != Lane.ANALYZE),
        "running": running,
        "encoders": worker.encoders,
        "seen_at": worker.seen_at,
    }
