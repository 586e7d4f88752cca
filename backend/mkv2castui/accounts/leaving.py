"""An account is deleted: what belongs to it but films. Nobody is in it from that moment on.

Its row stays, without a name, until conversions/departures.py has removed the films, some of which are at work.
"""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet

from mkv2castui.accounts import audit, people
from mkv2castui.accounts.models import ApiToken, AuditEntry, Invitation, MonthlyUse, User
from mkv2castui.common import clock
from mkv2castui.common.problems import not_found


@transaction.atomic
def begin(user_id: uuid.UUID, by: User, request: Any) -> None:
    """From the end of the transaction on the account is nobody's, and the audit no longer says whose it was.

    Raises the 404 problem, and the 409 problem for the last administrator.
    """
    administrators = people.locked_administrators()
    user = User.objects.select_for_update().filter(pk=user_id, leaving_at=None).first()
    if user is None:
        raise not_found()
    people.require_another(administrators, user)
    _forget(user)
    _end_sessions(user)
    for model in (ApiToken, EmailAddress, SocialAccount, Authenticator, MonthlyUse):
        model._default_manager.filter(user=user).delete()
    Invitation.objects.filter(Q(created_by=user) | Q(used_by=user) | Q(email__iexact=user.email)).delete()
    _close(user)
    if by == user:
        audit.note("account_deleted", None, None)
    else:
        audit.note("person_deleted", by, request)


def under_way() -> QuerySet[User]:
    return User.objects.exclude(leaving_at=None)


def finish(user_id: uuid.UUID) -> None:
    """There are no films left."""
    under_way().filter(pk=user_id).delete()


def _forget(user: User) -> None:
    """What an administrator did stays in the audit, but not who they were."""
    own = AuditEntry.objects.filter(actor=user)
    own.filter(kind__in=audit.OF_ONESELF).update(about={})
    own.update(actor=None, address=None, agent="")
    about = Q(about__email__iexact=user.email) | Q(about__id=str(user.pk))
    AuditEntry.objects.filter(about).update(about={})


def _end_sessions(user: User) -> None:
    """Those that nobody has listed too: a sign-in may have been under way."""
    UserSession.objects.filter(user=user).delete()
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _close(user: User) -> None:
    """Its address is free for another account at once."""
    user.email, user.name = f"{user.pk}@deleted.invalid", ""
    user.is_active = user.is_staff = user.is_superuser = user.is_local_owner = False
    user.set_unusable_password()
    user.leaving_at = clock.now()
    user.save()
