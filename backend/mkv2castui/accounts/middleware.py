"""What Django's requests get before and after allauth."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest, HttpResponseBase
from redis.exceptions import RedisError

from mkv2castui.accounts import known_devices
from mkv2castui.common.problems import as_response, sign_in_unavailable

log = logging.getLogger(__name__)

_GetResponse = Callable[[HttpRequest], HttpResponseBase]
_ALLAUTH = ("/_allauth/", "/accounts/")


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


class CountedOrNotAtAll:
    """While the cache that counts attempts is away, none is taken: neither a password nor a code could be tried
    without a limit. Who is signed in stays so."""

    def __init__(self, get_response: _GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not (isinstance(exception, RedisError) and request.path.startswith(_ALLAUTH)):
            return None
        log.warning("Nobody can sign in, since attempts can't be counted: %s", exception)
        return as_response(sign_in_unavailable())


def _signed_in(request: Any, user: Any, **_: Any) -> None:
    request.signed_in_as = user.email
