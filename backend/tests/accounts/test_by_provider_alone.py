"""Who comes by a provider alone has nothing to say once more: what changes their ways in wants a sign-in of just now.

With neither a password nor a second factor a stolen session would do, and become a lasting way in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from allauth.socialaccount.models import SocialAccount
from pytest_django import Settings

from mkv2castui.accounts.models import AuditEntry, User
from testing.people import Browser

from .conftest import came_by_a_provider, enter

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def linked(user: User, settings: Settings) -> User:
    """To GitHub, and to a provider that is gone."""
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": [{"client_id": "us", "secret": "s"}]}}
    user.set_unusable_password()
    user.save()
    for provider in ("github", "gone"):
        SocialAccount.objects.create(user=user, provider=provider, uid="1")
    return user


@pytest.fixture
def long_here(open_browser: OpenBrowser, linked: User) -> Browser:
    browser = open_browser()
    enter(browser, linked)
    return browser


@pytest.fixture
def just_here(open_browser: OpenBrowser, linked: User) -> Browser:
    browser = open_browser()
    enter(browser, linked)
    came_by_a_provider(browser, linked)
    return browser


def asks(method: str, path: str, said: Any = None) -> Callable[[Browser], Any]:
    return lambda browser: browser.account(method, path, said)


def set_up_an_app(browser: Browser) -> Any:
    secret = browser.account("GET", "account/authenticators/totp").json()["meta"]["secret"]
    return browser.account("POST", "account/authenticators/totp", {"code": pyotp.TOTP(secret).now()})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(asks("POST", "account/email", {"email": "new@example.org"}), id="another address"),
        pytest.param(
            asks("POST", "account/password/change", {"new_password": "another horse entirely"}), id="a first password"
        ),
        pytest.param(set_up_an_app, id="an authenticator app"),
        pytest.param(asks("GET", "account/authenticators/webauthn"), id="a passkey"),
        pytest.param(
            asks("DELETE", "account/providers", {"provider": "gone", "account": "1"}), id="a link is taken away"
        ),
    ],
)
def test_they_have_to_have_come_just_now(
    long_here: Browser, just_here: Browser, change: Callable[[Browser], Any]
) -> None:
    refused = change(long_here)
    assert (refused.status_code, refused.json()["code"], refused.json()["flows"]) == (403, "proof_needed", [])
    assert change(just_here).status_code == 200


def test_the_link_by_which_one_comes_stays_while_the_other_leads_nowhere(just_here: Browser, linked: User) -> None:
    refused = just_here.account("DELETE", "account/providers", {"provider": "github", "account": "1"})
    assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (400, ["no_password"])
    linked.set_password("another horse entirely")
    linked.save()
    enter(just_here, linked)
    just_here.account("POST", "auth/reauthenticate", {"password": "another horse entirely"})
    unlinked = just_here.account("DELETE", "account/providers", {"provider": "github", "account": "1"})
    assert [link["provider"]["id"] for link in unlinked.json()["data"]] == ["gone"]


def test_a_link_that_goes_and_a_first_password_are_noted(just_here: Browser, linked: User) -> None:
    just_here.account("DELETE", "account/providers", {"provider": "gone", "account": "1"})
    just_here.account("POST", "account/password/change", {"new_password": "another horse entirely"})
    noted = AuditEntry.objects.filter(actor=linked).order_by("pk").values_list("kind", flat=True)
    assert list(noted) == ["provider_unlinked", "password_set"]
