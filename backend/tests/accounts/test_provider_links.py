"""Who is linked to a provider: nobody is left out unawares, nobody comes in by another's link."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import jwt
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec

from mkv2castui.accounts.models import AuditEntry, User
from testing.issuer import Sso
from testing.people import Browser

from .conftest import PASSWORD, came_by_a_provider, enter, make_user
from .provider_page import GOOGLE, add, firm, offered

OpenBrowser = Callable[..., Browser]


def linked(email: str, provider: str = "firm", **fields: Any) -> User:
    """Somebody who comes in by the provider, and has no password unless they are given one."""
    user = make_user(email, **fields)
    user.set_unusable_password()
    user.save()
    SocialAccount.objects.create(user=user, provider=provider, uid=email)
    return user


def test_another_issuer_is_another_provider_once_people_are_linked(at_admin: Browser, sso: Sso) -> None:
    """Who is `1` at the one may be somebody else at the other."""
    add(at_admin, firm(sso))
    linked("ann@example.org")
    answer = at_admin.patch("/api/admin/providers/firm/", {"issuer": "https://other.example.org"})
    assert (answer.status_code, answer.json()["linked"]) == (409, 1)
    assert at_admin.patch("/api/admin/providers/firm/", {"issuer": sso.issuer}).status_code == 200


def test_nobody_comes_by_a_link_to_an_earlier_provider_of_the_same_id(at_admin: Browser, sso: Sso) -> None:
    linked("ann@example.org")
    assert add(at_admin, firm(sso))["linked"] == 0
    assert not SocialAccount.objects.exists()


def test_nobody_is_left_out_unawares(at_admin: Browser, open_browser: OpenBrowser, sso: Sso) -> None:
    """Of five who are linked, two have no other way in."""
    add(at_admin, firm(sso))
    add(at_admin, GOOGLE)
    for name in ("ann", "ben"):
        linked(f"{name}@example.org")
    with_password = linked("cem@example.org")
    with_password.set_password("correct horse battery")
    with_password.save()
    SocialAccount.objects.create(user=linked("dee@example.org"), provider="google", uid="dee")
    key = {"name": "Phone", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    Authenticator.objects.create(user=linked("eve@example.org"), type=Authenticator.Type.WEBAUTHN, data=key)

    refused = at_admin.delete("/api/admin/providers/firm/")
    assert (refused.status_code, refused.json()["code"], refused.json()["people"]) == (409, "people_left_out", 2)
    assert SocialAccount.objects.filter(provider="firm").count() == 5
    assert at_admin.delete("/api/admin/providers/firm/?force=true").status_code == 204
    assert not SocialAccount.objects.filter(provider="firm").exists()
    assert [each["id"] for each in offered(open_browser())] == ["google"]
    about = AuditEntry.objects.get(kind="provider_removed").about
    assert about == {"id": "firm", "unlinked": 5, "left_out": 2}
    assert at_admin.delete("/api/admin/providers/firm/").status_code == 404


def test_an_administrator_has_to_be_left(at_admin: Browser, admin: User, sso: Sso) -> None:
    add(at_admin, firm(sso))
    SocialAccount.objects.create(user=admin, provider="firm", uid="1")
    User.objects.filter(pk=admin.pk).update(password="!")
    enter(at_admin, User.objects.get(pk=admin.pk))
    refused = at_admin.delete("/api/admin/providers/firm/?force=true")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_administrator")


def test_a_link_to_a_provider_that_is_gone_can_still_be_seen_and_taken_away(browser: Browser, user: User) -> None:
    """The server was started without its variables."""
    SocialAccount.objects.create(user=user, provider="github", uid="583231")
    browser.sign_in(user.email, PASSWORD)
    browser.account("POST", "auth/reauthenticate", {"password": PASSWORD})
    links = browser.account("GET", "account/providers").json()["data"]
    assert [(link["provider"]["id"], link["uid"]) for link in links] == [("github", "583231")]
    said = {"provider": "github", "process": "connect", "callback_url": "/account/"}
    assert browser.post("/api/session/provider/", said).status_code == 404
    unlinked = browser.account("DELETE", "account/providers", {"provider": "github", "account": "583231"})
    assert (unlinked.status_code, unlinked.json()["data"]) == (200, [])


def test_an_apps_token_links_no_account_to_who_came_by_a_provider_long_ago(
    at_admin: Browser, open_browser: OpenBrowser, sso: Sso
) -> None:
    add(at_admin, firm(sso))
    ann, thief = linked("ann@example.org"), open_browser()
    key = ec.generate_private_key(ec.SECP256R1())
    known = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    sso.keys = {"keys": [{**known, "kid": "1", "alg": "ES256"}]}
    claims = {"iss": sso.issuer, "aud": "films", "sub": "thief", "exp": int(time.time()) + 60}
    token = {"client_id": "films", "id_token": jwt.encode(claims, key, "ES256", headers={"kid": "1"})}
    said = {"provider": "firm", "process": "connect", "token": token}
    enter(thief, ann)
    assert thief.account("POST", "auth/provider/token", said).json()["code"] == "proof_needed"
    assert not SocialAccount.objects.filter(uid="thief").exists()
    came_by_a_provider(thief, ann)
    assert thief.account("POST", "auth/provider/token", said).status_code == 200
    assert SocialAccount.objects.get(uid="thief").user == ann
