"""allauth's addresses where somebody proves something, where it takes more care than allauth's.

``urlpatterns`` stand before allauth's own.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.headless.account.inputs import ResetPasswordKeyInput
from allauth.headless.account.views import ChangePasswordView, ResetPasswordView
from allauth.headless.base.response import ConflictResponse
from allauth.headless.constants import Client
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.headless.mfa.inputs import AuthenticateInput, ReauthenticateInput
from allauth.headless.mfa.views import AuthenticateView, LoginWebAuthnView, ManageTOTPView, ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import clear_state, get_state
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, include, path

from mkv2castui.accounts import totp
from mkv2castui.accounts.models import User
from mkv2castui.common.problems import as_response, not_found


class _OnceOnly:
    """Of allauth's forms that take a code. Theirs forgets the failed attempts before it is known whether the code was
    used: whoever has seen one could guess on with it, for as long as it would be good."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]  # type: ignore[attr-defined]
        forget_attempts = check_rate_limit(self.user)
        factors = Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN)
        apps_first = sorted(factors, key=lambda factor: factor.type != Authenticator.Type.TOTP)
        found = next((factor for factor in apps_first if _takes(factor, code)), None)
        if found is None:
            if apps_first:
                self._emit_authentication_failed(apps_first[0])  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        forget_attempts()
        found.user, self.authenticator = self.user, found
        return code


def _takes(factor: Authenticator, code: str) -> bool:
    """Once."""
    is_right = bool(factor.wrap().validate_code(code))
    return is_right and (factor.type != Authenticator.Type.TOTP or totp.use(factor, code))


class _Code(_OnceOnly, AuthenticateInput):
    pass


class _CodeAgain(_OnceOnly, ReauthenticateInput):
    pass


class Authenticate(AuthenticateView):
    input_class = _Code


class Reauthenticate(ReauthenticateView):
    input_class = _CodeAgain


class ManageTotp(ManageTOTPView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The code that sets the app up is used with it. There is one app: 409."""
        try:
            answer: HttpResponse = super().post(request, *args, **kwargs)
        except IntegrityError:
            taken: HttpResponse = ConflictResponse(request)
            return taken
        app = Authenticator.objects.get(user=request.user, type=Authenticator.Type.TOTP)
        totp.use(app, self.input.cleaned_data["code"])
        return answer


class LoginByPasskey(LoginWebAuthnView):
    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """allauth keeps one question for all that keys are asked for. Where a key comes second it need not know its
        person by a finger or a PIN; the answer to such a question signs nobody in."""
        if request.method == "POST" and (get_state() or {}).get("user_verification") != "required":
            clear_state()
        answer: HttpResponseBase = super().handle(request, *args, **kwargs)
        return answer


class ResetPassword(ResetPasswordView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whether the mail's code is right. Who asked for an account that is none was sent no code; allauth would
        fail at it, and so tell."""
        if self.process is None or self.process.user is not None:
            answer: HttpResponse = super().get(request, *args, **kwargs)
            return answer
        wrong = ResetPasswordKeyInput({"key": request.headers.get("X-Password-Reset-Key", "")}, code="")
        wrong.full_clean()
        self.process.record_invalid_attempt()
        refused: HttpResponse = ErrorResponse(request, input=wrong)
        return refused


class ChangePassword(ChangePasswordView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who has no password yet can't say it: a first one asks for another proof."""
        assert request.user.is_authenticated  # allauth's view lets nobody else come here
        if not request.user.has_usable_password():
            raise_if_reauthentication_required(request, app="allauth.account")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


def _nobody_has_a_phone(_: HttpRequest) -> HttpResponse:
    """allauth has these addresses in any case, and fails at them."""
    return as_response(not_found())


_PHONES = ("account/phone", "auth/phone/verify", "auth/phone/verify/resend")


def _of(client: Client) -> list[URLPattern]:
    return [
        *(path(address, _nobody_has_a_phone) for address in _PHONES),
        path("auth/2fa/authenticate", Authenticate.as_api_view(client=client)),
        path("auth/2fa/reauthenticate", Reauthenticate.as_api_view(client=client)),
        path("auth/webauthn/login", LoginByPasskey.as_api_view(client=client)),
        path("auth/password/reset", ResetPassword.as_api_view(client=client)),
        path("account/password/change", ChangePassword.as_api_view(client=client)),
        path("account/authenticators/totp", ManageTotp.as_api_view(client=client)),
    ]


urlpatterns = [path(f"{client.value}/v1/", include(_of(client))) for client in (Client.BROWSER, Client.APP)]
