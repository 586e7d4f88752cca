"""The workers as they tell of themselves: what each can do, and when it was last heard of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from mkv2castui.common import clock
from mkv2castui.conversions import engine
from mkv2castui.conversions.models import Lane, Worker

FORGOTTEN_AFTER = timedelta(minutes=5)
MISSED_AFTER = timedelta(minutes=2)
"""How long films wait for a worker that died or stopped, and that alone has what they need: it may be restarting."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """``slots``: by lane, how many jobs at once. ``host``: what the machine can do."""

    slots: Mapping[Lane, int]
    host: engine.Capabilities


def silent_after() -> timedelta:
    """Whoever has said nothing for so long is taken for dead."""
    return timedelta(seconds=settings.LEASE_SECONDS)


def report(name: str, abilities: Abilities) -> None:
    """This worker is alive."""
    now = clock.now()
    told = {
        "slots": {str(lane): count for lane, count in abilities.slots.items()},
        "encoders": sorted(engine.encoders(abilities.host)),
        "capabilities": engine.told_capabilities(abilities.host),
        "seen_at": now,
        "left_at": None,
    }
    if not Worker.objects.filter(pk=name).update(**told):
        Worker.objects.update_or_create(pk=name, defaults=told, create_defaults={**told, "started_at": now})


def leave(name: str) -> None:
    """This worker stops in good order. Who waits for what it alone could do waits a little longer."""
    Worker.objects.filter(pk=name).update(left_at=clock.now())


def forget_silent(now: datetime) -> None:
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()


def forget_all() -> None:
    """For a process that knows itself to be the only one."""
    Worker.objects.all().delete()


def alive(now: datetime) -> list[Worker]:
    return list(_heard_of(now - silent_after()).filter(left_at=None))


def capabilities(now: datetime) -> engine.Capabilities:
    """What the living workers can do together."""
    return engine.united(_hosts(alive(now)))


def abilities(now: datetime) -> set[str]:
    """What is done here beyond what every worker does, by the living and by those that may come back."""
    waited_for = now - max(MISSED_AFTER, silent_after())
    return {ability for host in _hosts(_heard_of(waited_for)) for ability in host.abilities()}


def only_elsewhere(host: engine.Capabilities, now: datetime) -> set[str]:
    """What other workers can do and ``host`` can't.

    What none of them can (any more) is not among it: such films are for anybody, who plans them anew.
    """
    return abilities(now) - host.abilities()


def _heard_of(since: datetime) -> QuerySet[Worker]:
    return Worker.objects.filter(seen_at__gte=since).order_by("started_at", "name")


def _hosts(workers: Iterable[Worker]) -> list[engine.Capabilities]:
    """Of those that convert films whose picture is encoded; others' encoders are of use to nobody."""
    return [engine.capabilities_as_told(worker.capabilities) for worker in workers if Lane.CONVERT in worker.slots]
