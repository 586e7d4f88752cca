"""The workers as they tell of themselves: what each can do, and when it was last heard of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from mkv2castui.common import clock
from mkv2castui.conversions.models import Lane, Worker

FORGOTTEN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Abilities:
    """``slots``: by lane, how many jobs at once. ``encoders``: as ffmpeg spells them."""

    slots: Mapping[Lane, int]
    encoders: Collection[str]


def silent_after() -> timedelta:
    """Whoever has said nothing for so long is taken for dead."""
    return timedelta(seconds=settings.LEASE_SECONDS)


def report(name: str, abilities: Abilities) -> None:
    """This worker is alive."""
    now = clock.now()
    told = {
        "slots": {str(lane): count for lane, count in abilities.slots.items()},
        "encoders": sorted(abilities.encoders),
        "seen_at": now,
    }
    if not Worker.objects.filter(pk=name).update(**told):
        Worker.objects.update_or_create(pk=name, defaults=told, create_defaults={**told, "started_at": now})


def leave(name: str) -> None:
    """This worker stops in good order."""
    Worker.objects.filter(pk=name).delete()


def forget_silent(now: datetime) -> None:
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()


def alive(now: datetime) -> list[Worker]:
    return list(Worker.objects.filter(seen_at__gte=now - silent_after()).order_by("started_at", "name"))


def only_elsewhere(encoders: Collection[str], now: datetime) -> set[str]:
    """What other living workers can encode with and one with ``encoders`` can't.

    An encoder that no living worker has is not among them: its films are for anybody, who uses the processor.
    """
    offered = {encoder for worker in alive(now) for encoder in worker.encoders}
    return offered - set(encoders)
