"""Invitations: an administrator's link, with which one person may sign up once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from mkv2castui.accounts.models import Invitation, Role, User
from mkv2castui.common import clock
from mkv2castui.common.problems import not_found

_SESSION_KEY = "invitation"


def create(
    by: User, email: str = "", role: Role = Role.USER, life: timedelta = timedelta(days=7)
) -> tuple[Invitation, str]:
    """The invitation, and what its link has to hold, which nobody can be told again."""
    text, now = secrets.token_urlsafe(32), clock.now()
    made = Invitation.objects.create(
        digest=_digest(text), email=email.lower(), role=role, created_by=by, created_at=now, expires_at=now + life
    )
    return made, text


def open_ones() -> QuerySet[Invitation]:
    """Newest first."""
    return _open(clock.now()).order_by("-created_at")


def withdraw(invitation_id: object) -> None:
    """Raises the 404 problem for one that is used, expired or none."""
    if not open_ones().filter(pk=str(invitation_id)).delete()[0]:
        raise not_found()


def accept(request: HttpRequest, text: str) -> Invitation:
    """From now on this browser may sign up. The address that an administrator invited needs no other proof.

    Raises the 404 problem.
    """
    invitation = open_ones().filter(digest=_digest(text)).first()
    if invitation is None:
        raise not_found()
    request.session[_SESSION_KEY] = str(invitation.pk)
    if invitation.email:
        get_adapter().stash_verified_email(request, invitation.email)
    return invitation


def held_by(request: HttpRequest) -> Invitation | None:
    """What this browser has accepted, while it is good."""
    held = request.session.get(_SESSION_KEY)
    return open_ones().filter(pk=held).first() if held else None


def use(request: HttpRequest, user: User) -> bool:
    """``user`` has come by the invitation that this browser holds: with the role that it gives. ``False`` when it is
    not good for them, or another was faster."""
    invitation = held_by(request)
    if invitation is None or (invitation.email and invitation.email != user.email.lower()):
        return False
    now = clock.now()
    if not _open(now).filter(pk=invitation.pk).update(used_at=now, used_by=user):
        return False
    del request.session[_SESSION_KEY]
    if invitation.role == Role.ADMIN:
        User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    return True


def _open(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(expires_at__gt=now), used_at=None)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
