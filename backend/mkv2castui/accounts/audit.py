"""What happened to accounts, and what administrators did: written down, read by administrators alone."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as factor_signals
from allauth.socialaccount import signals as provider_signals
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from mkv2castui.accounts.models import AuditEntry, User
from mkv2castui.common import clock


def note(kind: str, actor: User | None, request: HttpRequest | None, **about: Any) -> None:
    AuditEntry.objects.create(
        at=clock.now(),
        kind=kind,
        actor=actor,
        address=None if request is None else get_adapter().get_client_ip(request),
        agent="" if request is None else request.headers.get("User-Agent", "")[:200],
        about=about,
    )


_NOTED = {
    "signed_in": account_signals.user_logged_in,
    "signed_out": user_logged_out,
    "signed_up": account_signals.user_signed_up,
    "password_changed": account_signals.password_changed,
    "password_set": account_signals.password_set,
    "password_reset": account_signals.password_reset,
    "email_changed": account_signals.email_changed,
    "second_factor_added": factor_signals.authenticator_added,
    "second_factor_removed": factor_signals.authenticator_removed,
    "recovery_codes_renewed": factor_signals.authenticator_reset,
    "second_factor_failed": factor_signals.authentication_failed,
    "provider_linked": provider_signals.social_account_added,
    "provider_unlinked": provider_signals.social_account_removed,
}

OF_ONESELF = frozenset(
    {*_NOTED, "sign_in_failed", "token_made", "token_revoked", "set_up", "admin_made", "data_exported"}
)
"""Kinds whose ``about`` is about nobody but who did it."""


def watch() -> None:
    """Note what allauth tells of."""
    for kind, signal in _NOTED.items():
        signal.connect(_noter(kind), weak=False, dispatch_uid=f"audit.{kind}")


def _noter(kind: str) -> Any:
    def note_it(request: HttpRequest | None = None, user: Any = None, **kwargs: Any) -> None:
        who = user or getattr(request, "user", None)
        authenticator = kwargs.get("authenticator")
        about = {} if authenticator is None else {"type": str(authenticator.type)}
        note(kind, who if isinstance(who, User) else None, request, **about)

    return note_it


def sign_in_failed(request: HttpRequest, email: str) -> None:
    """With the account that was meant, if there is one: nobody but administrators learns of it."""
    note("sign_in_failed", User.objects.filter(email__iexact=email).first(), request)
