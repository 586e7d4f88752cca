"""The tokens of apps that sign in: allauth's, and a refresh token that comes a second time ends the sign-in.

Each works once. One that was used and comes again was stolen, by whoever used it first or by whoever comes now; nobody
can tell, so both are out (RFC 9700, section 4.14.2).
"""

from __future__ import annotations

from allauth.core import context
from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy
from allauth.headless.tokens.strategies.jwt.internal import (
    decode_token,
    get_token_session,
    session_key_from_sid,
    validate_token_user,
)
from django.contrib.sessions.models import Session
from django.db import transaction

from mkv2castui.accounts import audit
from mkv2castui.accounts.models import User


class AppTokens(JWTTokenStrategy):
    @transaction.atomic
    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        """``None`` for a token that is none, or is over. Of two that come together one is the second."""
        payload = decode_token(refresh_token, "refresh")
        if payload is None:
            return None
        Session.objects.select_for_update().filter(pk=session_key_from_sid(payload["sid"])).first()
        made: tuple[str, str] | None = super().refresh_token(refresh_token)
        if made is None:
            _end(payload)
        return made


def _end(payload: dict[str, str]) -> None:
    """The sign-in to which a refresh token belongs that was given out once and is over."""
    session = get_token_session(payload)
    user = session and validate_token_user(payload, session)
    if session is not None and isinstance(user, User):
        audit.note("refresh_token_reused", user, context.request)
        session.flush()
