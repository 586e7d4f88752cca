"""When and from where each device that is signed in was last used."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from mkv2castui.accounts import rates
from mkv2castui.common import clock

EVERY = timedelta(minutes=5)
"""Not with each request: it is a write."""


def note(session_key: str | None, request: HttpRequest) -> None:
    if session_key is None or not rates.is_due("seen", _digest(session_key), EVERY):
        return
    address = request.META.get("REMOTE_ADDR")  # none behind a unix socket
    where = {"ip": address} if address else {}
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=clock.now(), **where)


def _digest(session_key: str) -> str:
    """Whoever reads the cache, which other programs may share, must not be able to sign in with what is there."""
    return hashlib.sha256(session_key.encode()).hexdigest()
