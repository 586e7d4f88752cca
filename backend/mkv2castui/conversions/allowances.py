"""How many films of one owner are converted at once, whichever workers do it. Whoever has as many as may be is
passed over, and others are served meanwhile. Without sign-in there are no quotas.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping

from django.conf import settings

from mkv2castui.accounts import quotas
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.states import CONVERTING

LANES = [Lane.QUICK, Lane.CONVERT]
"""In which films are converted."""


def running_of(owners: Collection[uuid.UUID]) -> Counter[uuid.UUID]:
    """How many films of each are converted now. One that is paused is not; one that is being ended still is."""
    running = Job.objects.filter(status__in=sorted(CONVERTING), lane__in=LANES, owner_id__in=owners)
    return Counter(running.values_list("owner_id", flat=True))


def full(
    owners: Collection[uuid.UUID],
    besides: Mapping[uuid.UUID, int] | None = None,
    running: Counter[uuid.UUID] | None = None,
) -> set[uuid.UUID]:
    """Those of ``owners`` of whom no further film may be converted now. ``besides``: what counts as running, too.
    ``running``: as of :func:`running_of`, where it is known already.

    Who then begins one has locked the rule before (:func:`rule.locked`), or two would begin the last.
    """
    if not settings.REQUIRE_AUTH:
        return set()
    limits = {owner: limit for owner, limit in quotas.running_limits(owners).items() if limit is not None}
    if not limits:
        return set()
    at_work = (running_of(limits) if running is None else running) + Counter(besides or {})
    return {owner for owner, limit in limits.items() if at_work[owner] >= limit}
