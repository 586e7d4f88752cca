"""Writes about users."""

from __future__ import annotations

from django.db import transaction

from mkv2castui.accounts.models import User
from mkv2castui.common.problems import sign_in_required

LOCAL_OWNER_EMAIL = "owner@localhost.localdomain"


def local_owner() -> User:
    """The one user of a program without sign-in, made when first needed. Nobody can sign in as them, until they have
    become the first administrator (setup.py)."""
    try:
        return User.objects.get(is_local_owner=True)
    except User.DoesNotExist:
        defaults = {"email": LOCAL_OWNER_EMAIL, "password": "!", "name": "Owner"}
        user, _ = User.objects.get_or_create(is_local_owner=True, defaults=defaults)
        return user


@transaction.atomic
def rename(user: User, name: str) -> User:
    """As the row is now: an administrator may have changed the rest of it. Raises the 401 problem when it is gone."""
    found = User.objects.select_for_update().filter(pk=user.pk, leaving_at=None).first()
    if found is None:
        raise sign_in_required()
    found.name = name
    found.save(update_fields=["name"])
    return found
