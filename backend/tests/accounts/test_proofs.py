"""What would help a thief who found an open browser is asked for once more, at every address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2 as httpx
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from rest_framework.test import APIClient

from mkv2castui.accounts import api_tokens
from mkv2castui.accounts.models import ApiToken, AuditEntry, User
from mkv2castui.accounts.scopes import Scope
from testing.people import APP, Browser
from testing.security_key import SecurityKey

from .conftest import PASSWORD, enter
from .test_asking import closing_code

OpenBrowser = Callable[..., Browser]
NEW_TOKEN = {"name": "script", "scopes": ["read"], "expires_in_days": 1}
WAYS_IN: dict[str, tuple[str, str, Any]] = {
    "a passkey is added": ("GET", "account/authenticators/webauthn?passwordless", None),
    "recovery codes are read": ("GET", "account/authenticators/recovery-codes", None),
    "recovery codes are made": ("POST", "account/authenticators/recovery-codes", {}),
    "another address": ("POST", "account/email", {"email": "new@example.org"}),
    "a link is taken away": ("DELETE", "account/providers", {"provider": "github", "account": "1"}),
    "a passkey is removed": ("DELETE", "account/authenticators/webauthn", {"authenticators": ["its number"]}),
    "the app is taken off": ("DELETE", "account/authenticators/totp", None),
}


@pytest.fixture
def long_here(browser: Browser, user: User) -> Browser:
    """Signed in for a while, with all that can prove who somebody is."""
    SecurityKey(user)
    TOTP.activate(user, "A" * 32)
    RecoveryCodes.activate(user)
    SocialAccount.objects.create(user=user, provider="github", uid="1")
    enter(browser, user)
    return browser


def change(browser: Browser, what: str) -> httpx.Response:
    method, path, said = WAYS_IN[what]
    if what == "a passkey is removed":
        said = {"authenticators": list(Authenticator.objects.filter(type="webauthn").values_list("pk", flat=True))}
    return browser.account(method, path, said)


def asked_for(answer: httpx.Response) -> set[str]:
    return {flow["id"] for flow in answer.json()["data"]["flows"]}


def test_no_way_in_changes_without_a_proof(long_here: Browser) -> None:
    before = list(Authenticator.objects.values("pk", "type", "data"))
    refused = {what: change(long_here, what) for what in WAYS_IN}
    assert {what: answer.status_code for what, answer in refused.items()} == dict.fromkeys(WAYS_IN, 401)
    assert all(asked_for(answer) >= {"reauthenticate", "mfa_reauthenticate"} for answer in refused.values())
    assert list(Authenticator.objects.values("pk", "type", "data")) == before
    assert long_here.account("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert {what: change(long_here, what).status_code for what in WAYS_IN} == dict.fromkeys(WAYS_IN, 200)


def test_who_signed_in_by_a_passkey_still_has_to_prove_it(browser: Browser, user: User) -> None:
    key = SecurityKey(user)
    question = browser.account("GET", "auth/webauthn/login").json()["data"]["request_options"]["publicKey"]
    said = {"credential": key.answer(question["challenge"], verified=True)}
    assert browser.account("POST", "auth/webauthn/login", said).status_code == 200
    assert change(browser, "a passkey is removed").status_code == 401


def test_a_token_which_outlives_the_session_is_made_only_after_a_proof(browser: Browser, user: User) -> None:
    enter(browser, user)
    refused = browser.post("/api/tokens/", NEW_TOKEN)
    assert (refused.status_code, refused.json()["code"]) == (403, "proof_needed")
    assert refused.json()["flows"] == [{"id": "reauthenticate"}]
    assert not ApiToken.objects.exists()
    browser.account("POST", "auth/reauthenticate", {"password": PASSWORD})
    assert browser.post("/api/tokens/", NEW_TOKEN).status_code == 201


def test_an_app_that_signed_in_proves_it_too_and_a_token_makes_none(browser: Browser, user: User) -> None:
    """What lasts five minutes must not become what lasts for years, nor what may read what may convert."""
    client = browser.client
    meta = client.post(f"{APP}/auth/login", json={"email": user.email, "password": PASSWORD}).json()["meta"]
    access = {"Authorization": f"Bearer {meta['access_token']}"}
    assert client.post("/api/tokens/", json=NEW_TOKEN, headers=access).json()["code"] == "proof_needed"
    proven = client.post(f"{APP}/auth/reauthenticate", json={"password": PASSWORD}, headers=access)
    assert proven.status_code == 200
    made = client.post("/api/tokens/", json=NEW_TOKEN, headers=access)
    assert made.status_code == 201
    by_token = {"Authorization": f"Bearer {made.json()['token']}"}
    for method in ("POST", "DELETE"):
        refused = client.request(method, "/api/tokens/", json=NEW_TOKEN, headers=by_token)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")


def test_all_of_ones_tokens_are_revoked_at_once_and_nobody_elses(browser: Browser, user: User, stranger: User) -> None:
    mine = [api_tokens.create(user, name, [Scope.READ], None)[1] for name in ("one", "two")]
    _, theirs = api_tokens.create(stranger, "theirs", [Scope.READ], None)
    enter(browser, user)
    assert browser.delete("/api/tokens/").status_code == 204
    assert browser.get("/api/tokens/").json() == []
    assert [api_tokens.find(text) is None for text in (*mine, theirs)] == [True, True, False]
    assert closing_code(browser, "/ws/jobs/", {"Authorization": f"Bearer {mine[0]}"}) == 4401
    assert AuditEntry.objects.filter(kind="token_revoked", actor=user).count() == 2


@pytest.mark.django_db
def test_without_sign_in_nobody_makes_a_token_that_would_be_good_with_it(api: APIClient) -> None:
    told = [api.get("/api/tokens/"), api.post("/api/tokens/", NEW_TOKEN), api.delete("/api/tokens/")]
    assert [answer.status_code for answer in told] == [404, 404, 404]
    assert not ApiToken.objects.exists()
