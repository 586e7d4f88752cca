"""Who a request comes from."""

from __future__ import annotations

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from mkv2castui.accounts.models import User
from mkv2castui.accounts.services import local_owner


class LocalOwner(BaseAuthentication):
    """Without sign-in every request that passed the guard (project/guard.py) is the owner's."""

    def authenticate(self, request: Request) -> tuple[User, None]:  # noqa: ARG002 - the interface's signature
        return local_owner(), None
