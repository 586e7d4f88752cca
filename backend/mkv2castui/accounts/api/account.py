"""A person's own account. Password, address, second factor and sessions are allauth's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.accounts import services
from mkv2castui.accounts.api.forms import AccountView
from mkv2castui.accounts.asking import person
from mkv2castui.common.problems import not_found


class Account(APIView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Raises the 404 problem besides: without sign-in there are no accounts."""
        super().initial(request, *args, **kwargs)
        if not settings.REQUIRE_AUTH:
            raise not_found()

    @extend_schema(operation_id="account", tags=["accounts"], responses=AccountView)
    def get(self, request: Request) -> Response:
        """Who one is here."""
        return Response(AccountView(person(request)).data)

    @extend_schema(operation_id="account_change", tags=["accounts"], request=AccountView, responses=AccountView)
    def patch(self, request: Request) -> Response:
        """The name."""
        user = person(request)
        form = AccountView(user, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        return Response(AccountView(services.rename(user, form.validated_data.get("name", user.name))).data)
