"""Who a request to the API comes from, and whether they may ask for this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from mkv2castui.accounts import asking
from mkv2castui.accounts.asking import Asker
from mkv2castui.accounts.models import User

if TYPE_CHECKING:
    from rest_framework.views import APIView


class WhoAsks(BaseAuthentication):
    """Everything is decided in :mod:`~mkv2castui.accounts.asking`; its problems answer the request."""

    def authenticate(self, request: Request) -> tuple[User, Asker] | None:
        asker = asking.admitted(request._request)
        return None if asker is None else (asker.user, asker)

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the interface's signature
        return "Bearer"


class Admitted(BasePermission):
    """A view that names no other permission is for who was admitted: nobody else has a user."""

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the interface's signature
        return isinstance(request.user, User)
