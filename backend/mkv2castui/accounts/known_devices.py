"""Browsers from which somebody has signed in: their attempts are counted apart.

Who guesses passwords from many addresses makes us refuse all attempts at that account for a while, and must not lock
its owner out by it. The owner's browsers carry a signed cookie that names the account, and have a count of their own.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import get_random_string

COOKIE = "mkv2castui_known"
_LIFE = timedelta(days=365)
_MOST = 5  # accounts of one browser
_SALT = "mkv2castui.known-device"


def mark_of(request: HttpRequest, email: str) -> str | None:
    """What tells this browser from others that know the account; ``None``: nobody has signed in to it here."""
    return _known(request).get(_account(email))


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    known = {**_known(request), _account(email): get_random_string(12)}
    newest = dict(list(known.items())[-_MOST:])
    value = signing.dumps(newest, salt=_SALT)
    response.set_cookie(COOKIE, value, max_age=_LIFE, httponly=True, samesite="Lax")


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        known: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_LIFE)
    except signing.BadSignature:
        return {}
    return known


def _account(email: str) -> str:
    return hashlib.sha256(email.lower().encode()).hexdigest()[:16]
