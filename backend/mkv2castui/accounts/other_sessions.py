"""One's other sessions end when the way in becomes another: a thief may be in one of them.

A new password ends them by itself (their hash is an old one).
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.internal.flows.sessions import end_other_sessions

from mkv2castui.accounts import second_factor


def watch() -> None:
    authenticator_added.connect(_factor_added, dispatch_uid="other_sessions.factor_added")
    email_changed.connect(_address_changed, dispatch_uid="other_sessions.address_changed")


def _factor_added(request: Any, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """The first one: the others have come in without any."""
    factors = Authenticator.objects.filter(user_id=user.pk, type__in=second_factor.FACTORS)
    if list(factors.values_list("pk", flat=True)) == [authenticator.pk]:
        end_other_sessions(request, user)


def _address_changed(request: Any, user: Any, **_: Any) -> None:
    end_other_sessions(request, user)
