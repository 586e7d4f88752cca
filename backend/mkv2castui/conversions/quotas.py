"""What a user's films take, and whether there is room for one more. Without sign-in there are no quotas."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Case, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from mkv2castui.accounts import quotas
from mkv2castui.accounts.models import User
from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus

_NOTHING = Value(0, output_field=BigIntegerField())
_HOLDS_SOURCE = Q(source_available=True) | Q(status=JobStatus.UPLOADING)
_IS_ITS_OWN_RESULT = Q(outcome="already_plays")


def used_by(owner: User) -> int:
    """Bytes of the sources that are there or on their way, and of the results. A source that several jobs share
    counts for each of them; parts of films count, too, until they are put together."""
    source = Case(When(_HOLDS_SOURCE, then=Coalesce(F("input_size"), _NOTHING)), default=_NOTHING)
    result = Case(When(_IS_ITS_OWN_RESULT, then=_NOTHING), default=Coalesce(F("output_size"), _NOTHING))
    films: int | None = Job.objects.filter(owner=owner).aggregate(bytes=Sum(source + result))["bytes"]
    return (films or 0) + sum(part.length for part in storage.spool().of_owner(str(owner.pk)) if part.is_part)


def admit(owner: User, size: int, *, counted: int = 0) -> None:
    """Count one more film, of ``size`` bytes at least, of which ``counted`` count already. Inside the transaction that
    stores it.

    Raises the 403 problem, whose ``quota`` names which, and the 401 problem for who is leaving.
    """
    if not settings.REQUIRE_AUTH:
        return
    limits = quotas.locked(owner)
    _check_size(owner, limits, size, counted)
    if not quotas.count_film(owner, limits.month):
        raise _exceeded("month", limits.month)


def check(owner: User, size: int, *, counted: int) -> None:
    """Of a film, or a part of one, that is no longer a new one. Inside a transaction, as :func:`admit`."""
    if settings.REQUIRE_AUTH:
        _check_size(owner, quotas.locked(owner), size, counted)


def usage_of(user: User, running: int) -> dict[str, Any]:
    """In the shape of ``Usage``. ``running``: films of the user's that are being converted."""
    limits = quotas.of(user) if settings.REQUIRE_AUTH else quotas.Quotas(None, None, None, None)
    return {
        "storage_used": used_by(user),
        "storage_limit": limits.storage,
        "file_limit": limits.file,
        "running_now": running,
        "running_limit": limits.running,
        "films_this_month": quotas.films_this_month(user),
        "month_limit": limits.month,
    }


def _check_size(owner: User, limits: quotas.Quotas, size: int, counted: int) -> None:
    if limits.file is not None and size > limits.file:
        raise _exceeded("file", limits.file)
    if limits.storage is not None and used_by(owner) - counted + max(size, 1) > limits.storage:
        raise _exceeded("storage", limits.storage)


def _exceeded(quota: str, limit: int | None) -> Problem:
    return Problem(
        403,
        ApiCode.QUOTA_EXCEEDED,
        "This is more than the account may take.",
        hint="Delete films that are no longer needed, or ask an administrator.",
        quota=quota,
        limit=limit,
    )
