"""Providers that administrators set on the page: what is taken, what is kept, who is offered them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from pytest_django import Settings

from mkv2castui.accounts import discovery, groups, outgoing, providers, sealing
from mkv2castui.accounts.discovery import ENDPOINTS
from mkv2castui.accounts.models import AuditEntry, SignInProvider, User
from mkv2castui.common import clock
from mkv2castui.project import accounts
from testing.people import Browser

from .conftest import PASSWORD, came_by_a_provider, enter, make_user

OpenBrowser = Callable[..., Browser]
Document = dict[str, Any]


class Sso(ThreadingHTTPServer):
    """A web server at which an OpenID provider may be. ``document``: of its well-known place; text as it stands.
    ``keys``: by which its tokens are known."""

    daemon_threads = True
    document: Document | str = {}
    keys: Document = {}
    status = 200

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def good(self) -> Document:
        return {"issuer": self.issuer, **{name: f"{self.issuer}/{name}" for name in ENDPOINTS}}


class _Answer(BaseHTTPRequestHandler):
    server: Sso

    def do_GET(self) -> None:
        places = {"/.well-known/openid-configuration": self.server.document, "/jwks_uri": self.server.keys}
        is_there, told = self.path in places, places.get(self.path, "")
        body = (told if isinstance(told, str) else json.dumps(told)).encode()
        self.send_response(self.server.status if is_there else 404)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's signature
        """Says nothing."""


@pytest.fixture
def sso() -> Iterator[Sso]:
    with Sso(("127.0.0.1", 0), _Answer) as server:
        server.document = server.good()
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def at_admin(browser: Browser, admin: User) -> Browser:
    enter(browser, admin)
    return browser


def firm(sso: Sso, **other: str) -> dict[str, str]:
    return {"kind": "oidc", "id": "firm", "name": "Firm", "client_id": "films", "secret": "hush"} | {
        "issuer": sso.issuer,
        **other,
    }


GOOGLE = {"kind": "google", "client_id": "films", "secret": "hush"}


def add(browser: Browser, said: dict[str, str]) -> dict[str, Any]:
    answer = browser.post("/api/admin/providers/", said)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def offered(browser: Browser) -> list[dict[str, str]]:
    found: list[dict[str, str]] = browser.get("/api/session/").json()["providers"]
    return found


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


def refusal(issuer: str) -> str:
    with pytest.raises(discovery.Unfit) as refused:
        discovery.issuer_at(issuer)
    return refused.value.code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        pytest.param("sso.example.org", "not_an_address", id="no web address"),
        pytest.param("ftp://sso.example.org", "not_an_address", id="another kind of server"),
        pytest.param("file:///etc/passwd", "not_an_address", id="a file"),
        pytest.param("http://me:pw@sso.example.org", "not_an_address", id="a password in the address"),
        pytest.param("http://sso.example.org/?a=b", "not_an_address", id="an address that asks something"),
        pytest.param("http://sso.example.org:99999", "not_an_address", id="no port"),
        pytest.param("http://127.0.0.1:1", "unreachable", id="nobody answers"),
        pytest.param("http://sso.invalid", "unreachable", id="no such name"),
    ],
)
def test_what_is_no_issuers_address(address: str, code: str) -> None:
    assert refusal(address) == code


@pytest.mark.parametrize(
    ("document", "code"),
    [
        pytest.param("<html>", "no_document", id="a page of something else"),
        pytest.param("[]", "no_document", id="a list"),
        pytest.param({"issuer": "https://evil.example"}, "other_issuer", id="another issuer"),
        pytest.param({"issuer": None}, "other_issuer", id="no issuer"),
        pytest.param({"token_endpoint": ""}, "incomplete", id="no place for tokens"),
        pytest.param({"userinfo_endpoint": "file:///etc/passwd"}, "incomplete", id="a file as a place"),
        pytest.param(" " * 300_000, "no_document", id="a document without an end"),
    ],
)
def test_an_issuer_whose_document_is_not_fit_is_refused(sso: Sso, document: Document | str, code: str) -> None:
    sso.document = document if isinstance(document, str) else {**sso.good(), **document}
    assert refusal(sso.issuer) == code


@pytest.mark.parametrize("status", [301, 403, 500])
def test_an_issuer_that_sends_elsewhere_or_refuses_is_refused(sso: Sso, status: int) -> None:
    sso.status = status
    assert refusal(sso.issuer) == "no_document"


def test_what_must_not_be_asked_is_looked_at_on_the_open_connection(sso: Sso, monkeypatch: pytest.MonkeyPatch) -> None:
    assert discovery.issuer_at(sso.issuer) == sso.issuer
    monkeypatch.setattr(outgoing, "_METADATA", frozenset({ip_address("127.0.0.1")}))
    assert refusal(sso.issuer) == "unreachable"
    with pytest.raises(requests.ConnectionError), get_adapter().get_requests_session() as at_sign_in:
        at_sign_in.get(sso.issuer)


@pytest.mark.parametrize("ending", ["/", "/.well-known/openid-configuration"])
def test_the_issuer_is_kept_as_its_document_says_it(at_admin: Browser, sso: Sso, ending: str) -> None:
    sso.document = {**sso.good(), "issuer": f"{sso.issuer}/"}
    assert add(at_admin, firm(sso, issuer=f" {sso.issuer}{ending}"))["issuer"] == f"{sso.issuer}/"
    assert [app.settings["server_url"] for app in providers.apps()] == [sso.issuer]


@pytest.mark.parametrize(
    ("address", "forbidden"),
    [
        pytest.param("169.254.169.254", True, id="a cloud's metadata"),
        pytest.param("fe80::1%eth0", True, id="link-local"),
        pytest.param("::ffff:169.254.169.254", True, id="a cloud's metadata in the clothes of IPv6"),
        pytest.param("fd00:ec2::254", True, id="AWS's metadata by IPv6"),
        pytest.param("100.100.100.200", True, id="Alibaba's metadata"),
        pytest.param("239.1.2.3", True, id="multicast"),
        pytest.param("0.0.0.0", True, id="no address"),
        pytest.param("127.0.0.1", False, id="this computer"),
        pytest.param("192.168.1.20", False, id="a household's own"),
        pytest.param("100.100.1.1", False, id="a private network of Tailscale"),
        pytest.param("fd12::1", False, id="a household's own by IPv6"),
        pytest.param("93.184.216.34", False, id="the internet"),
    ],
)
def test_private_providers_are_asked_and_a_clouds_metadata_never(address: str, forbidden: bool) -> None:
    assert outgoing.is_forbidden(address) is forbidden


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


@pytest.mark.parametrize("path", ["google", "github", "oidc/firm"])
def test_nobody_comes_back_from_a_provider_that_nobody_set(browser: Browser, path: str) -> None:
    answer = browser.get(f"/accounts/{path}/login/callback/?code=x&state=y")
    assert answer.status_code == 404


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
