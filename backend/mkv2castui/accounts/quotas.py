"""How much of the server each user may take: their own limits, or those of everybody. ``None`` is without limit."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce

from mkv2castui.accounts.models import MonthlyUse, Policy, User
from mkv2castui.common import clock
from mkv2castui.common.problems import sign_in_required


@dataclass(frozen=True, slots=True)
class Quotas:
    """``storage``: bytes in all; ``file``: bytes of one film; ``running``: conversions at once; ``month``: films begun
    in a calendar month (UTC)."""

    storage: int | None
    file: int | None
    running: int | None
    month: int | None


def of(user: User) -> Quotas:
    policy = Policy.objects.filter(pk=Policy.THE_ONE).first() or Policy()

    def limit(name: str) -> int | None:
        own: int | None = getattr(user, name)
        return getattr(policy, name) if own is None else own

    return Quotas(*(limit(name) for name in NAMES))


NAMES = ("quota_storage", "quota_file", "quota_running", "quota_month")
"""Of the columns, of a user and of the policy."""


def running_limits(users: Collection[uuid.UUID]) -> dict[uuid.UUID, int | None]:
    """How many of their films may be converted at once; one question for all of them."""
    of_everybody = Policy.objects.filter(pk=Policy.THE_ONE).values("quota_running")[:1]
    limit = Coalesce("quota_running", Subquery(of_everybody))
    return dict(User.objects.filter(pk__in=users).values_list("pk", limit))


def locked(user: User) -> Quotas:
    """As they are, and nobody else takes of them until the present transaction ends.

    Raises the 401 problem for who is no longer in their account: a request of theirs may have come before.
    """
    found = User.objects.select_for_update().filter(pk=user.pk, is_active=True).first()
    if found is None:
        raise sign_in_required()
    return of(found)


def films_this_month(user: User) -> int:
    found = MonthlyUse.objects.filter(user=user, month=_month(clock.now())).first()
    return 0 if found is None else found.films


def count_film(user: User, most: int | None) -> bool:
    """``False`` when there were ``most`` already. A film that is deleted stays counted."""
    this_month: dict[str, Any] = {"user": user, "month": _month(clock.now())}
    MonthlyUse.objects.get_or_create(**this_month)
    room = Q() if most is None else Q(films__lt=most)
    return bool(MonthlyUse.objects.filter(room, **this_month).update(films=F("films") + 1))


def _month(at: datetime) -> date:
    return at.date().replace(day=1)
