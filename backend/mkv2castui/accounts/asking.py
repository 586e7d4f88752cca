"""Who asks: the one place that answers it, for requests of Django, of the data plane, and for sockets.

Without sign-in it is the local owner, whom the guard (project/guard.py) has let in. With sign-in it is whom the
``Authorization`` header names (a token of an app that signed in, or a personal one) or else the cookie of a session.
A header that names nobody is refused even beside a good cookie.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from allauth.headless.tokens.strategies.jwt.internal import get_token_session, validate_access_token
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest
from rest_framework.request import Request
from starlette.datastructures import Headers

from mkv2castui.accounts import activity, api_tokens, csrf, rates, second_factor
from mkv2castui.accounts.models import User
from mkv2castui.accounts.scopes import SAFE_METHODS, Need, Scope, covers, need_of
from mkv2castui.accounts.services import local_owner
from mkv2castui.common.problems import ApiCode, Problem, csrf_refused, sign_in_required


@dataclass(frozen=True, slots=True)
class Asker:
    """``scopes``: of a personal token, ``None`` for a person. ``by_cookie``: the browser sent it by itself, so a
    request that changes something has to prove where it comes from. ``session_key``: on which the right hangs."""

    user: User
    scopes: Collection[str] | None = None
    by_cookie: bool = False
    session_key: str | None = None


def asker_of(request: HttpRequest) -> Asker | None:
    """``None``: nobody has signed in. Raises the 401 problem for credentials that are not (or no longer) good."""
    if not settings.REQUIRE_AUTH:
        return Asker(local_owner())
    header = request.headers.get("Authorization")
    return _by_session(request) if header is None else _by_header(header)


def admitted(request: HttpRequest) -> Asker | None:
    """Who asks, if they may do this. ``None`` where nobody has to sign in and nobody has.

    Raises the 401 and 403 problems.
    """
    if not settings.REQUIRE_AUTH:
        return asker_of(request)
    method = request.method or "GET"
    need = need_of(request.path, method)
    asker = asker_of(request)
    if need is Need.NOTHING:
        return asker
    if asker is None:
        raise sign_in_required()
    if asker.by_cookie and method not in SAFE_METHODS and not csrf.is_proven(request):
        raise csrf_refused()
    _check(asker, need)
    activity.note(asker.session_key, request)
    if (counted := _counted(request.path, method)) is not None:
        rates.count(counted, str(asker.user.pk))
    return asker


_NEW_UPLOADS = ("/api/upload/", "/api/uploads/")


def _counted(path: str, method: str) -> str | None:
    """``None`` for the pieces of an upload: a fast line sends many."""
    if method == "POST" and path in _NEW_UPLOADS:
        return "uploads"
    return None if path.startswith("/api/uploads/") else "api"


def _check(asker: Asker, need: Scope | Need | None) -> None:
    """Raises the 403 problems."""
    if need is None:
        raise _forbidden()
    if not covers(asker.scopes, need):
        raise Problem(
            403, ApiCode.SCOPE_MISSING, "The token's scopes do not cover this.", hint="Make another.", scope=need.value
        )
    if need is Scope.ADMIN and not asker.user.is_superuser:
        raise _forbidden()
    if second_factor.is_missing(asker.user):
        raise Problem(
            403,
            ApiCode.SECOND_FACTOR_REQUIRED,
            "This account needs a second factor before it can be used.",
            hint="Set one up at /_allauth/browser/v1/account/authenticators/totp.",
        )


def _forbidden() -> Problem:
    return Problem(403, ApiCode.FORBIDDEN, "This is not allowed.", hint="An administrator may do it.")


def _by_header(header: str) -> Asker:
    kind, _, credential = header.partition(" ")
    if kind.lower() != "bearer":
        raise sign_in_required()
    asker = _by_api_token(credential) if credential.startswith(api_tokens.MARK) else _by_access_token(credential)
    if asker is None:
        raise sign_in_required()
    return asker


def _by_api_token(credential: str) -> Asker | None:
    token = api_tokens.find(credential)
    return None if token is None else Asker(token.user, scopes=frozenset(token.scopes))


def _by_access_token(credential: str) -> Asker | None:
    found = validate_access_token(credential)
    if found is None:
        return None
    user, payload = found
    session = get_token_session(payload)
    return Asker(user, session_key=session.session_key if session else None)


def _by_session(request: HttpRequest) -> Asker | None:
    if not hasattr(request, "session"):
        request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    if not isinstance(user, User):
        return None
    return Asker(user, by_cookie=True, session_key=request.session.session_key)


def person(request: Request) -> User:
    """Who asks, in a view of the API."""
    found = request.user
    assert isinstance(found, User)
    return found


_present: ContextVar[Asker] = ContextVar("asker")


def remember(asker: Asker) -> None:
    """For the rest of this request, in the threads that work for it too."""
    _present.set(asker)


def user() -> User:
    """Who asks, inside the data plane."""
    return _present.get().user if settings.REQUIRE_AUTH else local_owner()


def listening(scope: dict[str, Any]) -> Asker | None:
    """Who listens at a socket; ``None``: nobody who may."""
    try:
        return admitted(request_of(scope))
    except Problem:
        return None


def request_of(scope: dict[str, Any]) -> HttpRequest:
    """A request or a socket as Django sees it, without its body: that is somebody else's to read."""
    headers = [(name, value) for name, value in scope["headers"] if name not in (b"content-length", b"content-type")]
    seen = {**scope, "type": "http", "headers": headers, "method": _method(scope)}
    return ASGIRequest(seen, io.BytesIO())


def _method(scope: dict[str, Any]) -> str:
    """What will be done: a resumable upload's requests may name their method in a header. A header that would make
    a request look harmless is not believed."""
    method: str = scope.get("method", "GET")
    named = Headers(scope=scope).get("x-http-method-override", method).upper()
    return method if named in SAFE_METHODS else named
