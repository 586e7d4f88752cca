"""What administrators do with people and with what holds for all of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mkv2castui.accounts import audit
from mkv2castui.accounts.models import Policy, Role, User
from mkv2castui.common.problems import ApiCode, Problem, not_found


def everybody() -> QuerySet[User]:
    return User.objects.order_by("date_joined", "pk")


@transaction.atomic
def change(user_id: uuid.UUID, by: User, request: Any, **said: Any) -> User:
    """``role``, ``is_active``, ``name``, ``quota_*``.

    Raises the 404 problem, and the 409 problem for the last administrator.
    """
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise not_found()
    if "role" in said:
        user.is_superuser = user.is_staff = said["role"] == Role.ADMIN
    user.is_active = said.get("is_active", user.is_active)
    for name in ("name", "quota_storage", "quota_file", "quota_month"):
        setattr(user, name, said.get(name, getattr(user, name)))
    user.save()
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        raise Problem(409, ApiCode.CONFLICT, "There has to be an administrator.", hint="Make another one first.")
    audit.note("person_changed", by, request, id=str(user.pk), **{name: str(value) for name, value in said.items()})
    return user


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
