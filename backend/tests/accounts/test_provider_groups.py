"""Groups of a provider: when they are asked for, and whom they make an administrator."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialLogin

from mkv2castui.accounts import groups, sealing
from mkv2castui.accounts.models import SignInProvider
from mkv2castui.common import clock
from testing.issuer import Sso
from testing.people import Browser

from .conftest import make_user
from .provider_page import add, firm


@pytest.mark.parametrize(
    ("offers", "scope"),
    [
        pytest.param(["openid", "groups"], {"openid", "profile", "email", "groups"}, id="with a scope of groups"),
        pytest.param(["openid"], {"openid", "profile", "email"}, id="without one"),
    ],
)
def test_groups_are_asked_for_where_they_matter_and_the_provider_has_a_scope_of_them(
    at_admin: Browser, sso: Sso, offers: list[str], scope: set[str]
) -> None:
    sso.document = {**sso.good(), "scopes_supported": offers}
    add(at_admin, firm(sso, admin_group="hosts"))
    said = {"provider": "firm", "process": "login", "callback_url": "/account/"}
    url = at_admin.post("/api/session/provider/", said).json()["url"]
    query = parse_qs(urlsplit(url).query)
    assert set(query["scope"][0].split()) == scope
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"]


@pytest.mark.parametrize(
    ("told", "before", "another", "after"),
    [
        pytest.param({"userinfo": {"teams": ["hosts", "x"]}}, False, True, True, id="one in the group becomes it"),
        pytest.param({"userinfo": {"teams": "hosts"}}, False, True, True, id="a single group may stand alone"),
        pytest.param({"id_token": {"teams": ["hosts"]}, "userinfo": {}}, False, True, True, id="the token tells, too"),
        pytest.param({"sub": "1", "teams": ["hosts"]}, True, True, True, id="an app's token tells it by itself"),
        pytest.param({"userinfo": {"teams": None}}, False, True, False, id="no groups at all"),
        pytest.param({"userinfo": {"groups": ["hosts"]}}, False, True, False, id="another claim's groups don't"),
        pytest.param({"userinfo": {"teams": ["x"]}}, True, True, False, id="one who isn't in it any more loses it"),
        pytest.param({"userinfo": {"teams": ["x"]}}, True, False, True, id="the last administrator keeps it"),
    ],
)
def test_the_group_of_administrators(
    with_sign_in: None, told: dict[str, Any], before: bool, another: bool, after: bool
) -> None:
    secret = sealing.seal("hush")
    said = {"kind": "oidc", "client_id": "films", "issuer": "https://sso.example.org", "sealed_secret": secret}
    SignInProvider.objects.create(id="firm", groups_claim="teams", admin_group="hosts", added_at=clock.now(), **said)
    user = make_user("ann@example.org", is_superuser=before, is_staff=before)
    if another:
        make_user("admin@example.org", is_superuser=True, is_staff=True)
    groups.apply(None, SocialLogin(account=SocialAccount(provider="firm", uid="1", extra_data=told)), user)
    user.refresh_from_db()
    assert user.is_superuser is after
