"""What administrators do with people and with what holds for all of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mkv2castui.accounts import audit, quotas
from mkv2castui.accounts.models import Policy, Role, User
from mkv2castui.common.problems import ApiCode, Problem, not_found
from mkv2castui.common.searching import searchable


def everybody(search: str = "") -> QuerySet[User]:
    """Whose name or address has all words of ``search``."""
    found = User.objects.filter(leaving_at=None)
    for word in searchable(search).split():
        found = found.filter(search_text__contains=word)
    return found


@transaction.atomic
def change(user_id: uuid.UUID, by: User, request: Any, **said: Any) -> User:
    """``role``, ``is_active``, ``name``, ``quota_*``.

    Raises the 404 problem, and the 409 problem for the last administrator.
    """
    administrators = locked_administrators()
    user = User.objects.select_for_update().filter(pk=user_id, leaving_at=None).first()
    if user is None:
        raise not_found()
    if "role" in said:
        user.is_superuser = user.is_staff = said["role"] == Role.ADMIN
    user.is_active = said.get("is_active", user.is_active)
    for name in ("name", *quotas.NAMES):
        setattr(user, name, said.get(name, getattr(user, name)))
    if not (user.is_superuser and user.is_active):
        require_another(administrators, user)
    user.save()
    audit.note("person_changed", by, request, id=str(user.pk), **{name: str(value) for name, value in said.items()})
    return user


def locked_administrators() -> list[User]:
    """Those who can sign in. Nobody else takes one of them away until the present transaction ends: two who left at
    once could each take the other for the one that stays."""
    return list(User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk"))


def require_another(administrators: list[User], user: User) -> None:
    """Raises the 409 problem when ``user`` is the only one of the ``administrators``."""
    if administrators == [user]:
        raise Problem(
            409, ApiCode.LAST_ADMINISTRATOR, "There has to be an administrator.", hint="Make another one first."
        )


def policy() -> Policy:
    found, _ = Policy.objects.get_or_create(pk=Policy.THE_ONE)
    return found


def set_policy(by: User, request: Any, **said: Any) -> Policy:
    changed = policy()
    for name, value in said.items():
        setattr(changed, name, value)
    changed.save(update_fields=list(said))
    audit.note("policy_changed", by, request, **said)
    return changed
