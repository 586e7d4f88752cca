"""What Django's requests get before and after allauth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest, HttpResponseBase

from mkv2castui.accounts import known_devices

_GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SecureCookies:
    """Marks every cookie ``Secure`` behind TLS. The settings can't: the same program may be asked with and without."""

    def __init__(self, get_response: _GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response


class KnownDevices:
    """A browser in which somebody has signed in is known from then on."""

    def __init__(self, get_response: _GetResponse) -> None:
        self._get_response = get_response
        user_logged_in.connect(_signed_in, dispatch_uid="known_devices")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        email = getattr(request, "signed_in_as", None)
        if email is not None:
            known_devices.remember(request, response, email)
        return response


def _signed_in(request: Any, user: Any, **_: Any) -> None:
    request.signed_in_as = user.email
