"""That the rights of a user may have changed: sockets, which ask only once, ask again."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save

from mkv2castui.accounts.models import User
from mkv2castui.common import events

MESSAGE = "access.changed"


def group_of(user_id: uuid.UUID | str) -> str:
    return f"access.{user_id}"


def changed(user_id: uuid.UUID | str) -> None:
    events.publish_on_commit((group_of(user_id),), {"type": MESSAGE})


def watch() -> None:
    """Tell of every session that ends, and of every user who is stored anew: a password ends the sessions before it."""
    post_delete.connect(_session_ended, sender=Session, dispatch_uid="access")
    post_save.connect(_user_stored, sender=User, dispatch_uid="access")


def _session_ended(instance: Session, **_: Any) -> None:
    user_id = instance.get_decoded().get(SESSION_KEY)
    if user_id is not None:
        changed(user_id)


def _user_stored(instance: User, created: bool, **_: Any) -> None:
    if not created:
        changed(instance.pk)
