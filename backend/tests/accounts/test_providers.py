"""Providers that administrators set on the page: what is taken, what is kept, who is offered them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import Settings

from mkv2castui.accounts import providers
from mkv2castui.accounts.models import AuditEntry, SignInProvider
from mkv2castui.project import accounts
from testing.issuer import Sso
from testing.people import Browser

from .provider_page import GOOGLE, add, firm, offered

OpenBrowser = Callable[..., Browser]


def test_a_provider_of_the_page_is_offered_at_once_and_its_secret_told_to_nobody(
    at_admin: Browser, open_browser: OpenBrowser, sso: Sso
) -> None:
    made = add(at_admin, firm(sso, admin_group="film-admins"))
    assert made == {
        "id": "firm",
        "kind": "oidc",
        "name": "Firm",
        "client_id": "films",
        "issuer": sso.issuer,
        "groups_claim": "groups",
        "admin_group": "film-admins",
        "callback_url": "http://localhost:8080/accounts/oidc/firm/login/callback/",
        "from_settings": False,
        "needs_secret": False,
        "linked": 0,
    }
    assert at_admin.get("/api/admin/providers/").json() == [made]
    assert offered(open_browser()) == [{"id": "firm", "name": "Firm"}]
    assert "hush" not in SignInProvider.objects.get().sealed_secret
    assert [app.secret for app in providers.apps()] == ["hush"]
    audit = AuditEntry.objects.get(kind="provider_added")
    assert audit.about == {"id": "firm", "client_id": "films", "issuer": sso.issuer}


@pytest.mark.parametrize("kind", ["google", "github"])
def test_google_and_github_are_there_once_and_come_back_where_the_docs_say(
    at_admin: Browser, with_sign_in: None, kind: str
) -> None:
    made = add(at_admin, {**GOOGLE, "kind": kind})
    assert made["callback_url"] == f"http://localhost:8080/accounts/{kind}/login/callback/"
    assert made["callback_url"].endswith(reverse(f"{kind}_callback"))
    again = at_admin.post("/api/admin/providers/", {**GOOGLE, "kind": kind})
    assert (again.status_code, again.json()["codes"]) == (422, {"id": ["taken"]})


def test_several_openid_providers_stand_beside_each_other(at_admin: Browser, sso: Sso) -> None:
    add(at_admin, firm(sso))
    made = add(at_admin, firm(sso, id="club-2", name="Club"))
    assert made["callback_url"].endswith(reverse("openid_connect_callback", args=["club-2"]))
    assert [each["name"] for each in offered(at_admin)] == ["Firm", "Club"]


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        pytest.param({"id": "google"}, "id", "taken", id="what another kind is called"),
        pytest.param({"id": "openid_connect"}, "id", None, id="no part of an address as we make them"),
        pytest.param({"id": "oidc"}, "id", "taken", id="what variables would call theirs"),
        pytest.param({"id": "../x"}, "id", None, id="no part of an address"),
        pytest.param({"secret": ""}, "secret", None, id="no secret"),
        pytest.param({"issuer": ""}, "issuer", None, id="no issuer"),
        pytest.param({"issuer": "http://127.0.0.1:1"}, "issuer", "unreachable", id="an issuer that is not there"),
        pytest.param({"kind": "google"}, None, "not_of_this_kind", id="a name and an issuer for Google"),
    ],
)
def test_what_cannot_be_a_provider_is_refused(
    at_admin: Browser, sso: Sso, said: dict[str, str], field: str | None, code: str | None
) -> None:
    answer = at_admin.post("/api/admin/providers/", firm(sso, **said))
    problem = answer.json()
    assert answer.status_code == 422
    assert field is None or list(problem["errors"]) == [field]
    assert code is None or list(problem["codes"].values()) == [[code]]
    assert not SignInProvider.objects.exists()


def test_what_is_changed_holds_and_what_is_not_said_stays(at_admin: Browser, sso: Sso) -> None:
    add(at_admin, firm(sso))
    changed = at_admin.patch("/api/admin/providers/firm/", {"name": "Club", "admin_group": "hosts"}).json()
    assert (changed["name"], changed["admin_group"], changed["client_id"]) == ("Club", "hosts", "films")
    assert [(app.name, app.secret) for app in providers.apps()] == [("Club", "hush")]
    assert at_admin.patch("/api/admin/providers/firm/", {"secret": "new", "admin_group": ""}).status_code == 200
    assert [(app.secret, app.settings["admin_group"]) for app in providers.apps()] == [("new", None)]
    told = [entry.about["changed"] for entry in AuditEntry.objects.filter(kind="provider_changed").order_by("pk")]
    assert told == [["name", "admin_group"], ["admin_group", "secret"]]
    assert at_admin.patch("/api/admin/providers/nobody/", {"name": "x"}).status_code == 404


def test_another_secret_key_hides_the_provider_until_its_secret_is_said_again(
    at_admin: Browser, open_browser: OpenBrowser, sso: Sso
) -> None:
    add(at_admin, firm(sso))
    SignInProvider.objects.update(sealed_secret="sealed elsewhere")
    anybody = open_browser()
    assert offered(anybody) == []
    assert [each["needs_secret"] for each in at_admin.get("/api/admin/providers/").json()] == [True]
    assert at_admin.patch("/api/admin/providers/firm/", {"secret": "hush"}).json()["needs_secret"] is False
    assert len(offered(anybody)) == 1


@pytest.fixture
def google_by_variables(settings: Settings) -> None:
    app = {"name": "Google", "client_id": "of variables", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {**settings.SOCIALACCOUNT_PROVIDERS, "google": {"APPS": [app]}}


def test_what_variables_set_is_shown_and_changed_by_nobody(at_admin: Browser, google_by_variables: None) -> None:
    shown = at_admin.get("/api/admin/providers/").json()
    assert [(each["id"], each["client_id"], each["from_settings"]) for each in shown] == [
        ("google", "of variables", True)
    ]
    assert at_admin.patch("/api/admin/providers/google/", {"client_id": "x"}).status_code == 409
    assert at_admin.delete("/api/admin/providers/google/").status_code == 409
    assert at_admin.post("/api/admin/providers/", GOOGLE).status_code == 422


def test_variables_go_before_the_page(at_admin: Browser, sso: Sso, settings: Settings) -> None:
    add(at_admin, GOOGLE)
    app = {"name": "Google", "client_id": "of variables", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {**settings.SOCIALACCOUNT_PROVIDERS, "google": {"APPS": [app]}}
    assert [app.client_id for app in providers.apps()] == ["of variables"]
    assert len(at_admin.get("/api/admin/providers/").json()) == 1


def test_the_variables_openid_provider_is_called_what_the_page_keeps_free() -> None:
    assert accounts.OIDC == providers.OF_VARIABLES


def test_a_provider_that_is_away_is_said_to_be(at_admin: Browser, sso: Sso) -> None:
    add(at_admin, firm(sso))
    sso.status = 503
    said = {"provider": "firm", "process": "login", "callback_url": "/account/"}
    answer = at_admin.post("/api/session/provider/", said)
    assert (answer.status_code, answer.json()["code"]) == (502, "provider_unreachable")


@pytest.mark.parametrize("path", ["google", "github", "oidc/firm"])
def test_nobody_comes_back_from_a_provider_that_nobody_set(browser: Browser, path: str) -> None:
    answer = browser.get(f"/accounts/{path}/login/callback/?code=x&state=y")
    assert answer.status_code == 404
