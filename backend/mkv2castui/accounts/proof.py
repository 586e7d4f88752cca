"""That whoever asks is still the person who signed in: asked for before what can't be undone."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from mkv2castui.accounts.asking import Asker
from mkv2castui.accounts.models import User
from mkv2castui.common.problems import ApiCode, Problem


def require(asker: Asker) -> None:
    """Raises the 403 problem unless the person has said their password (or a code, or used a passkey) again in the last
    minutes. Who has neither, but comes by a provider, must have signed in there in that time.

    ``flows`` of the problem are allauth's names for what would do; none: to sign in once more.
    """
    seen = HttpRequest()
    seen.session = SessionStore(asker.session_key)
    _require(seen, asker.user, get_reauthentication_flows(asker.user))


def require_of_who_has_nothing_to_say(request: HttpRequest, user: User) -> None:
    """As :func:`require`, of who comes by a provider alone: allauth asks nothing of them."""
    if not get_reauthentication_flows(user):
        _require(request, user, [])


def _require(request: HttpRequest, user: User, flows: list[Any]) -> None:
    if time.time() - _last(request, user, only_again=bool(flows)) >= app_settings.REAUTHENTICATION_TIMEOUT:
        raise Problem(
            403,
            ApiCode.PROOF_NEEDED,
            "Who you are has to be proven once more.",
            hint="Give a proof at /_allauth/browser/v1/auth/reauthenticate, or sign in again.",
            flows=flows,
        )


def _last(request: HttpRequest, user: User, *, only_again: bool) -> float:
    """When this session's person was known for sure, in seconds since 1970."""
    records = get_authentication_records(request, user)
    return max((record["at"] for record in records if record.get("reauthenticated") or not only_again), default=0)
