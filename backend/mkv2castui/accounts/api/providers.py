"""Who vouches for people, as administrators set it: accounts/scopes.py says that they alone may."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.accounts import provider_changes, providers, rates
from mkv2castui.accounts.asking import person
from mkv2castui.accounts.models import ProviderKind
from mkv2castui.accounts.providers import Known


class ProviderView(serializers.Serializer[object]):
    id = serializers.CharField(help_text="Its part of addresses; never changes")
    kind = serializers.ChoiceField(ProviderKind.choices)
    name = serializers.CharField(help_text="What the button says")
    client_id = serializers.CharField()
    issuer = serializers.CharField(allow_null=True, help_text="Of OpenID Connect, as its document says it")
    groups_claim = serializers.CharField(allow_null=True)
    admin_group = serializers.CharField(allow_null=True, help_text="Who is in it is an administrator")
    callback_url = serializers.SerializerMethodField(help_text="Where the provider has to send people back to")
    from_settings = serializers.BooleanField(help_text="Set by variables of the server: it can't be changed here")
    needs_secret = serializers.BooleanField(help_text="The stored one can't be read any more: enter it again")
    linked = serializers.IntegerField(help_text="How many accounts are linked to it")

    def get_callback_url(self, known: Known) -> str:
        request: HttpRequest = self.context["request"]
        return request.build_absolute_uri(known.callback_path)


class ProviderChange(serializers.Serializer[object]):
    """``name``, ``issuer`` and groups belong to OpenID Connect alone."""

    name = serializers.CharField(max_length=40, required=False)
    client_id = serializers.CharField(max_length=191)
    secret = serializers.CharField(max_length=1000, write_only=True, trim_whitespace=True)
    issuer = serializers.CharField(max_length=500, required=False)
    groups_claim = serializers.CharField(max_length=100, required=False)
    admin_group = serializers.CharField(max_length=200, required=False, allow_blank=True)


class NewProvider(ProviderChange):
    """``id``: of OpenID Connect, which can be there several times."""

    kind = serializers.ChoiceField(ProviderKind.choices)
    id = serializers.RegexField(r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40, required=False)


class Providers(APIView):
    @extend_schema(operation_id="providers", tags=["admin"], responses=ProviderView(many=True))
    def get(self, request: Request) -> Response:
        """Those of variables first. No secret is ever told."""
        return Response(ProviderView(providers.everyone(), many=True, context={"request": request._request}).data)

    @extend_schema(operation_id="provider_add", tags=["admin"], request=NewProvider, responses={201: ProviderView})
    def post(self, request: Request) -> Response:
        """People can sign in by it at once. Its document is read first: 422 says what is wrong with it."""
        form = NewProvider(data=request.data)
        form.is_valid(raise_exception=True)
        rates.count("providers", str(person(request).pk))
        made = provider_changes.add(person(request), request._request, **form.validated_data)
        return _told(made, request, status=201)


class OneProvider(APIView):
    @extend_schema(operation_id="provider_change", tags=["admin"], request=ProviderChange, responses=ProviderView)
    def patch(self, request: Request, provider_id: str) -> Response:
        """A secret that isn't said stays. 409 for another issuer while people are linked to it."""
        form = ProviderChange(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        rates.count("providers", str(person(request).pk))
        changed = provider_changes.change(provider_id, person(request), request._request, **form.validated_data)
        return _told(changed, request)

    @extend_schema(
        operation_id="provider_remove",
        tags=["admin"],
        parameters=[OpenApiParameter("force", OpenApiTypes.BOOL, description="Though people have no other way in")],
        responses={204: OpenApiResponse(description="It is gone, and nobody is linked to it")},
    )
    def delete(self, request: Request, provider_id: str) -> Response:
        """409 `people_left_out` with how many `people` could not sign in without it, `last_administrator` for all."""
        force = request.query_params.get("force") == "true"
        provider_changes.remove(provider_id, person(request), request._request, force=force)
        return Response(status=204)


def _told(known: Known, request: Request, status: int = 200) -> Response:
    told: dict[str, Any] = ProviderView(known, context={"request": request._request}).data
    return Response(told, status=status)
