"""Personal tokens: for scripts that cannot sign in. Shown once; kept as a digest.

A digest without salt is enough: 256 bits of chance cannot be guessed, unlike a password.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from mkv2castui.accounts import access
from mkv2castui.accounts.models import ApiToken, User
from mkv2castui.accounts.scopes import Scope
from mkv2castui.common import clock
from mkv2castui.common.problems import not_found

MARK = "mkv_"
"""Every token begins so: nothing else that stands behind ``Bearer`` does, and scanners for leaked secrets know it."""

_SHOWN = len(MARK) + 6
_NOTE_USE_EVERY = timedelta(minutes=1)


def create(user: User, name: str, scopes: Iterable[Scope], expires_at: datetime | None) -> tuple[ApiToken, str]:
    """The token's row, and the token itself, which nobody can be told again."""
    text = MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        prefix=text[:_SHOWN],
        digest=_digest(text),
        scopes=sorted({str(scope) for scope in scopes}),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    return token, text


def find(text: str) -> ApiToken | None:
    """Of an active user, and neither expired nor revoked."""
    now = clock.now()
    token = _good(now).filter(digest=_digest(text), user__is_active=True).select_related("user").first()
    if token is not None and (token.last_used_at is None or now - token.last_used_at > _NOTE_USE_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Newest first, without the revoked."""
    return ApiToken.objects.filter(user=user, revoked_at=None).order_by("-created_at")


def revoke(user: User, token_id: uuid.UUID) -> None:
    """Raises the 404 problem for a stranger's token as for none at all."""
    if not tokens_of(user).filter(pk=token_id).update(revoked_at=clock.now()):
        raise not_found()
    access.changed(user.pk)


@transaction.atomic
def revoke_all(user: User) -> list[uuid.UUID]:
    """Which ones that were."""
    revoked = list(tokens_of(user).select_for_update().values_list("pk", flat=True))
    ApiToken.objects.filter(pk__in=revoked).update(revoked_at=clock.now())
    access.changed(user.pk)
    return revoked


def _good(now: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
