"""Writes about users."""

from __future__ import annotations

from mkv2castui.accounts.models import User

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
