"""What anybody may ask: how one comes in here."""

from __future__ import annotations

from typing import Any

import requests
from allauth.headless.constants import Client
from allauth.headless.internal.decorators import mark_request_as_headless
from allauth.headless.socialaccount.forms import RedirectToProviderForm
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from mkv2castui.accounts import csrf, groups, invitations, proof, rates, second_factor, setup
from mkv2castui.accounts.api.forms import (
    InvitationCode,
    Invited,
    ProviderRedirect,
    Redirect,
    SessionView,
    SetUp,
)
from mkv2castui.accounts.asking import Asker
from mkv2castui.accounts.models import Role, User
from mkv2castui.common.problems import ApiCode, Problem, csrf_refused, not_found, sign_in_required


class _Entrance(APIView):
    permission_classes = (AllowAny,)


class Session(_Entrance):
    @extend_schema(operation_id="session", tags=["accounts"], responses=SessionView)
    def get(self, request: Request) -> Response:
        """Who asks and how one comes in. Sets the cookie that requests of a browser have to repeat in X-CSRFToken."""
        return Response(SessionView(_session(request._request, request.user)).data)


class GoToProvider(_Entrance):
    @extend_schema(
        operation_id="session_provider", tags=["accounts"], request=ProviderRedirect, responses={200: Redirect}
    )
    def post(self, request: Request) -> Response:
        """Where Google, GitHub or another asks who somebody is. A page goes there itself: its policy lets no form
        be answered with an address elsewhere. To link one's account (`connect`) wants a proof of the last minutes:
        403 `proof_needed`, whose `flows` name what would do."""
        _only_with_accounts(request._request)
        rates.count("redirects", request.META.get("REMOTE_ADDR", ""))
        said = _said(ProviderRedirect, request)
        if said["process"] == "connect":
            _only_who_has_proven_it_again(request)
        return Response({"url": _address_at_provider(request._request, said)})


class SetUpView(_Entrance):
    @extend_schema(
        operation_id="setup",
        tags=["accounts"],
        request=SetUp,
        responses={204: OpenApiResponse(description="The administrator may sign in")},
    )
    def post(self, request: Request) -> Response:
        """Make the first administrator, who takes over what is there. Once; 409 ever after."""
        _only_with_accounts(request._request, proven=False)
        said = _said(SetUp, request)
        rates.count("setup", request.META.get("REMOTE_ADDR", ""))
        setup.check_code(request._request, said.get("code", ""))
        try:
            setup.set_up(said["email"], said["password"], said.get("name", ""), request=request._request)
        except ValidationError as error:
            raise _invalid("password", error) from None
        return Response(status=204)


class AcceptInvitation(_Entrance):
    @extend_schema(
        operation_id="invitation_accept", tags=["accounts"], request=InvitationCode, responses={200: Invited}
    )
    def post(self, request: Request) -> Response:
        """With a good invitation this browser may sign up; 404 for any other."""
        _only_with_accounts(request._request)
        rates.count("setup", request.META.get("REMOTE_ADDR", ""))
        invitation = invitations.accept(request._request, _said(InvitationCode, request)["invitation"])
        return Response(Invited(invitation).data)


def _said(form_class: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    form = form_class(data=request.data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _only_with_accounts(request: HttpRequest, *, proven: bool = True) -> None:
    """Raises the 404 problem without sign-in, the 403 problem for a request that is not our page's."""
    if not settings.REQUIRE_AUTH:
        raise not_found()
    if proven and not csrf.is_proven(request):
        raise csrf_refused()


def _only_who_has_proven_it_again(request: Request) -> None:
    """Raises the 401 and 403 problems. allauth asks it too, but only when the provider's answer has come."""
    if not isinstance(request.auth, Asker):
        raise sign_in_required()
    proof.require(request.auth)


def _session(request: HttpRequest, user: Any) -> dict[str, Any]:
    with_accounts = settings.REQUIRE_AUTH
    if with_accounts:
        get_token(request)
    is_new = with_accounts and setup.is_open()
    return {
        "mode": "accounts" if with_accounts else "local",
        "open_network": not with_accounts and settings.ENVIRONMENT.allow_open_lan,
        "set_up": not is_new,
        "setup_needs_code": is_new and setup.needs_code(request),
        "sign_up": settings.SIGNUP if with_accounts else "closed",
        "invited": invitations.held_by(request) if with_accounts else None,
        "providers": _providers(request) if with_accounts else [],
        "user": _me(user) if isinstance(user, User) else None,
    }


def _me(user: User) -> dict[str, Any]:
    return {
        "id": user.pk,
        "email": user.email,
        "name": user.name,
        "role": user.role if settings.REQUIRE_AUTH else Role.ADMIN,
        "has_password": user.has_usable_password(),
        "has_second_factor": second_factor.has_one(user),
        "needs_second_factor": settings.REQUIRE_AUTH and second_factor.is_missing(user),
    }


def _providers(request: HttpRequest) -> list[dict[str, str]]:
    return [{"id": p.sub_id, "name": p.name} for p in get_adapter().list_providers(request)]


def _address_at_provider(request: HttpRequest, said: dict[str, Any]) -> str:
    mark_request_as_headless(request, Client.BROWSER)
    form = RedirectToProviderForm(said)
    if not form.is_valid():
        raise Problem(422, ApiCode.INVALID_REQUEST, "There is no such provider or page.", errors=form.errors)
    try:
        answer = _redirect(request, **form.cleaned_data)
    except requests.RequestException:
        answer = None
    if not isinstance(answer, HttpResponseRedirect):
        raise Problem(502, ApiCode.PROVIDER_UNREACHABLE, "The provider does not answer.", hint="Try again later.")
    return answer.url


def _redirect(request: HttpRequest, provider: Any, process: str, callback_url: str) -> HttpResponseBase:
    if not provider.supports_redirect:
        raise not_found()
    scope = groups.scope(request, provider)
    answer: HttpResponseBase = provider.redirect(request, process, next_url=callback_url, headless=True, scope=scope)
    return answer


def _invalid(field: str, error: ValidationError) -> Problem:
    return Problem(
        422,
        ApiCode.INVALID_REQUEST,
        "The request has values that can't be used.",
        errors={field: list(error.messages)},
        codes={field: [each.code or "" for each in error.error_list]},
    )
