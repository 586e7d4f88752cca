"""Writes about users."""

from __future__ import annotations

from mkv2castui.accounts.models import User

LOCAL_OWNER_EMAIL = "owner@localhost.localdomain"


def local_owner() -> User:
    """The one user of a program without sign-in, made when first needed. Nobody can sign in as them."""
    try:
        return User.objects.get(email=LOCAL_OWNER_EMAIL)
    except User.DoesNotExist:
        user, _ = User.objects.get_or_create(email=LOCAL_OWNER_EMAIL, defaults={"password": "!", "name": "Owner"})
        return user
