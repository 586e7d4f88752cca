"""A code that was used is a wrong one, for the count of guesses too."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache

from mkv2castui.accounts.models import User
from testing.people import Browser

from .conftest import PASSWORD
from .second_step import AUTHENTICATE, code_of, enrol, half_way


def test_a_used_code_gives_nobody_more_guesses(open_browser: Callable[..., Browser], user: User) -> None:
    own = open_browser()
    own.sign_in(user.email, PASSWORD)
    app, _ = enrol(own)
    used = code_of(app)
    owner, thief = half_way(open_browser, user), half_way(open_browser, user)
    assert owner.account("POST", AUTHENTICATE, {"code": used}).status_code == 401  # right: trust is asked
    told = []
    for n in range(12):
        # allauth's own memory of a used code lasts half a minute; the code itself a minute longer
        cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={used}")
        code = used if n % 4 == 3 else "000000"
        told.append(thief.account("POST", AUTHENTICATE, {"code": code}).json()["errors"][0]["code"])
    assert told[5:] == ["too_many_login_attempts"] * 7, told
