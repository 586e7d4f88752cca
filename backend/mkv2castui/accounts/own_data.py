"""What the accounts keep about a person, for themselves: of nobody else, and nothing that would let anybody in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Model, QuerySet
from django.db.models.fields.json import KT

from mkv2castui.accounts import audit, quotas
from mkv2castui.accounts.models import ApiToken, AuditEntry, Invitation, MonthlyUse, User

Rows = list[dict[str, Any]]

_PAGE = 500  # entries


def of(user: User) -> dict[str, Any]:
    """All but what may be long."""
    return {
        "account": _account(user),
        "addresses": _rows(EmailAddress, user, "email", "verified", "primary"),
        "providers": _rows(SocialAccount, user, "provider", "uid", "date_joined", "last_login", "extra_data"),
        "second_factors": _second_factors(user),
        "sessions": _rows(UserSession, user, "ip", "user_agent", "created_at", "last_seen_at"),
        "tokens": _rows(ApiToken, user, *_TOKEN),
        "invitations": list(Invitation.objects.filter(created_by=user).order_by("pk").values(*_INVITATION)),
        "films_of_months": _rows(MonthlyUse, user, "month", "films"),
    }


_TOKEN = ("name", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
_INVITATION = ("email", "role", "created_at", "expires_at", "used_at")


def _account(user: User) -> dict[str, Any]:
    told = ("id", "email", "name", "role", "date_joined", "last_login", *quotas.NAMES)
    return {name: getattr(user, name) for name in told}


def _second_factors(user: User) -> Rows:
    """With the names that people give their passkeys."""
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    return list(factors.values("type", "created_at", "last_used_at", name=KT("data__name")))


def _rows(model: type[Model], user: User, *fields: str) -> Rows:
    return list(model._default_manager.filter(user=user).order_by("pk").values(*fields))


def done(user: User, after: int | None) -> tuple[Rows, int | None]:
    """What the log says that the person did, newest first: a page after the entry ``after``, and which its last one is.

    What an administrator did may be about others: that it happened is told, not to whom.
    """
    entries = _page(AuditEntry.objects.filter(actor=user), after)
    told = [entry if entry["kind"] in audit.OF_ONESELF else entry | {"about": {}} for entry in entries]
    return told, entries[-1]["id"] if entries else None


def undergone(user: User, after: int | None) -> tuple[Rows, int | None]:
    """As :func:`done`, what administrators did to the account; not who, and from where."""
    entries = _page(AuditEntry.objects.filter(about__id=str(user.pk)), after)
    told = [{name: entry[name] for name in ("at", "kind", "about")} for entry in entries]
    return told, entries[-1]["id"] if entries else None


def _page(entries: QuerySet[AuditEntry], after: int | None) -> Rows:
    rest = entries if after is None else entries.filter(pk__lt=after)
    page: Rows = [{**entry} for entry in rest.order_by("-pk").values(*_ENTRY)[:_PAGE]]
    return page


_ENTRY = ("id", "at", "kind", "about", "address", "agent")
