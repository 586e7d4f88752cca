"""What a user's films take, and whether there is room for one more. Without sign-in there are no quotas."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Case, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from mkv2castui.accounts import quotas
from mkv2castui.accounts.models import User
from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus

_NOTHING = Value(0, output_field=BigIntegerField())
_HOLDS_SOURCE = Q(source_available=True) | Q(status=JobStatus.UPLOADING)
_IS_ITS_OWN_RESULT = Q(outcome="already_plays")


def used_by(owner: User) -> int:
    """Bytes of the sources that are there or on their way, and of the results. A source that several jobs share
    counts for each of them."""
    source = Case(When(_HOLDS_SOURCE, then=Coalesce(F("input_size"), _NOTHING)), default=_NOTHING)
    result = Case(When(_IS_ITS_OWN_RESULT, then=_NOTHING), default=Coalesce(F("output_size"), _NOTHING))
    return Job.objects.filter(owner=owner).aggregate(bytes=Sum(source + result))["bytes"] or 0


def admit(owner: User, size: int | None) -> None:
    """Count one more film, of ``size`` bytes where that is known. Inside the transaction that stores it.

    Raises the 403 problem; ``quota`` names which.
    """
    if not settings.REQUIRE_AUTH:
        return
    limits = quotas.locked(owner)
    _check_size(owner, limits, size or 0)
    if not quotas.count_film(owner, limits.month):
        raise _exceeded("month", limits.month)


def check(owner: User, size: int) -> None:
    """Of a film that has come and that nobody has counted the bytes of. Raises as :func:`admit`."""
    if settings.REQUIRE_AUTH:
        _check_size(owner, quotas.locked(owner), size)


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


def _check_size(owner: User, limits: quotas.Quotas, size: int) -> None:
    if limits.file is not None and size > limits.file:
        raise _exceeded("file", limits.file)
    if limits.storage is not None and used_by(owner) + max(size, 1) > limits.storage:
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
