"""Every address and every socket for everybody who might ask: a new one without a row here fails.

The addresses come from the OpenAPI document, which has the data plane too. A row says who is let in; what happens to
them then (404 for an unknown id, 422 for an empty body) is told elsewhere: "in" is any other answer than 401 and 403.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx2 as httpx
import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from rest_framework.test import APIClient
from starlette.applications import Starlette
from starlette.routing import Route

from mkv2castui.accounts import api_tokens, people
from mkv2castui.accounts.models import User
from mkv2castui.accounts.scopes import Scope, need_of
from mkv2castui.common import clock
from testing.people import Browser

from .conftest import enter, make_user
from .test_asking import closing_code, film_of

OpenBrowser = Callable[..., Browser]
DOCUMENT = json.loads((Path(__file__).resolve().parents[3] / "frontend" / "openapi.json").read_text())

OPEN, READ, CONVERT, PERSON, ADMIN = "open", "read", "convert", "person", "admin"

ROWS: dict[str, dict[str, str]] = {
    "/api/account/": {"get": PERSON, "patch": PERSON, "delete": PERSON},
    "/api/account/export/": {"get": PERSON},
    "/api/admin/audit/": {"get": ADMIN},
    "/api/admin/invitations/": {"get": ADMIN, "post": ADMIN},
    "/api/admin/invitations/{invitation_id}/": {"delete": ADMIN},
    "/api/admin/people/": {"get": ADMIN},
    "/api/admin/people/{user_id}/": {"patch": ADMIN, "delete": ADMIN},
    "/api/admin/policy/": {"get": ADMIN, "patch": ADMIN},
    "/api/admin/providers/": {"get": ADMIN, "post": ADMIN},
    "/api/admin/providers/{provider_id}/": {"patch": ADMIN, "delete": ADMIN},
    "/api/devices/": {"get": READ},
    "/api/hardware/": {"get": READ},
    "/api/invitations/accept/": {"post": OPEN},
    "/api/jobs/": {"get": READ},
    "/api/jobs/download/": {"get": READ},
    "/api/jobs/{job_id}/": {"get": READ, "patch": CONVERT, "delete": CONVERT},
    "/api/jobs/{job_id}/again/": {"post": CONVERT},
    "/api/jobs/{job_id}/cancel/": {"post": CONVERT},
    "/api/jobs/{job_id}/download/": {"get": READ},
    "/api/jobs/{job_id}/move/": {"post": CONVERT},
    "/api/jobs/{job_id}/outputs/{output_id}/": {"get": READ},
    "/api/jobs/{job_id}/pause/": {"post": CONVERT},
    "/api/jobs/{job_id}/resume/": {"post": CONVERT},
    "/api/jobs/{job_id}/retry/": {"post": CONVERT},
    "/api/jobs/{job_id}/start/": {"post": CONVERT},
    "/api/jobs/{job_id}/still/": {"get": READ},
    "/api/queue/": {"get": READ, "patch": ADMIN},
    "/api/session/": {"get": OPEN},
    "/api/session/provider/": {"post": OPEN},
    "/api/setup/": {"post": OPEN},
    "/api/stats/": {"get": READ},
    "/api/tokens/": {"get": PERSON, "post": PERSON, "delete": PERSON},
    "/api/tokens/{token_id}/": {"delete": PERSON},
    "/api/upload/": {"post": CONVERT},
    "/api/uploads/": {"post": CONVERT, "options": READ},
    "/api/uploads/known/": {"post": CONVERT},
    "/api/uploads/known/{job_id}/": {"post": CONVERT},
    "/api/uploads/{upload_id}/": {"head": READ, "patch": CONVERT, "delete": CONVERT},
    "/api/uploads/{upload_id}/tail/": {"put": CONVERT},
    "/api/usage/": {"get": READ},
    "/health/": {"get": OPEN},
    "/health/live/": {"get": OPEN},
    "/health/ready/": {"get": OPEN},
}
SOCKETS = ["/ws/jobs/", "/ws/conversion/{job}/"]

REVOKES_ALL = ("/api/tokens/", "delete")
OPERATIONS = sorted(
    ((path, method) for path, methods in ROWS.items() for method in methods if ROWS[path][method] != OPEN),
    key=lambda operation: operation == REVOKES_ALL,  # last: the tokens of those who ask are void then
)


def documented() -> set[tuple[str, str]]:
    verbs = {"get", "head", "post", "put", "patch", "delete", "options"}
    return {(path, verb) for path, item in DOCUMENT["paths"].items() for verb in item if verb in verbs}


def test_every_address_has_a_row() -> None:
    assert documented() - {(path, method) for path, methods in ROWS.items() for method in methods} == set()


def test_every_address_has_a_rule() -> None:
    assert [path for path, method in documented() if need_of(path, method.upper()) is None] == []
    assert need_of("/api/nobody-knows/", "GET") is None


def test_every_route_of_the_data_plane_has_its_gate_and_is_documented() -> None:
    from mkv2castui.project import asgi
    from mkv2castui.project.gate import Gate

    app = asgi._data_plane(asgi._no_sockets)
    assert isinstance(app, Starlette)
    routes = [route for route in app.routes if isinstance(route, Route)]
    assert routes
    assert all(isinstance(route.app, Gate) for route in routes)
    paths = {re.sub(r":\w+}", "}", route.path) for route in routes}
    assert paths - {path for path, _ in documented()} == set()


def people_asking(user: User, admin: User) -> dict[str, dict[str, str]]:
    """By name, what each sends besides a cookie."""

    def bearer(owner: User, *scopes: Scope, hours: int = 1) -> dict[str, str]:
        _, text = api_tokens.create(owner, "script", scopes, clock.now() + timedelta(hours=hours))
        return {"Authorization": f"Bearer {text}"}

    return {
        "anonymous": {},
        "read token": bearer(user, Scope.READ),
        "convert token": bearer(user, Scope.CONVERT),
        "library token": bearer(user, Scope.LIBRARY),
        "admin token of a user": bearer(user, Scope.ADMIN),
        "admin token": bearer(admin, Scope.ADMIN),
        "expired token": bearer(user, *Scope, hours=-1),
        "no token": {"Authorization": "Bearer mkv_x"},
        "user": {},
        "admin": {},
        "half signed in": {},
    }


LET_IN = {
    READ: {"read token", "user", "admin"},
    CONVERT: {"convert token", "user", "admin"},
    PERSON: {"user", "admin"},
    ADMIN: {"admin token", "admin"},
}
NOBODY = {"anonymous", "expired token", "no token"}


def outcome_of(answer: httpx.Response) -> int | str:
    """Who is asked once more who they are has been let in."""
    if answer.status_code not in (401, 403) or '"proof_needed"' in answer.text:
        return "in"
    return answer.status_code


def test_everybody_is_let_in_where_the_row_says_and_nowhere_else(
    open_browser: OpenBrowser, user: User, admin: User
) -> None:
    """One program for all: 30 addresses for 11 who ask."""
    half = make_user("half@example.org")
    people.set_policy(admin, None, second_factor="everybody")
    askers = people_asking(user, admin)
    for owner in (user, admin):
        Authenticator.objects.create(user=owner, type="totp", data={"secret": "x"})
    browsers = {name: open_browser() for name in askers}
    for name, who in (("user", user), ("admin", admin), ("half signed in", half)):
        enter(browsers[name], who)
    wrong = []
    for path, method in OPERATIONS:
        address = re.sub(r"{\w+}", str(uuid.uuid4()), path)
        for name, headers in askers.items():
            said = {**headers, "Tus-Resumable": "1.0.0"}
            outcome = outcome_of(browsers[name].request(method.upper(), address, headers=said))
            expected = "in" if name in LET_IN[ROWS[path][method]] else 401 if name in NOBODY else 403
            if outcome != expected:
                wrong.append((method, path, name, outcome, expected))
    assert wrong == []


def test_a_cookie_alone_changes_nothing_anywhere(browser: Browser, admin: User) -> None:
    enter(browser, admin)
    told = {}
    for path, methods in ROWS.items():
        for method in set(methods) - {"get", "head", "options"}:
            address = re.sub(r"{\w+}", str(uuid.uuid4()), path)
            answer = browser.client.request(method.upper(), address, headers={"Tus-Resumable": "1.0.0"})
            told[method, path] = answer.json().get("code")
    assert told.pop(("post", "/api/setup/")) == "invalid_request"  # nobody is asked who they are there
    assert set(told.values()) == {"csrf_failed"}


@pytest.mark.parametrize("path", SOCKETS)
def test_sockets_are_for_who_may_read(open_browser: OpenBrowser, user: User, admin: User, path: str) -> None:
    address = path.format(job=film_of(admin).pk)
    askers = people_asking(user, admin)
    closed = {name: headers for name, headers in askers.items() if name not in LET_IN[READ] | {"half signed in"}}
    assert {name: closing_code(open_browser(), address, headers) for name, headers in closed.items()} == dict.fromkeys(
        closed, 4401
    )


def test_sockets_of_the_program_are_all_in_the_table() -> None:
    from mkv2castui.project import asgi

    routes = {str(getattr(route, "pattern", "")) for route in asgi._sockets().routes}
    assert routes == {"ws/jobs/", "ws/conversion/<uuid:job_id>/", "<path:rest>"}


def test_without_sign_in_everything_is_the_owners(transactional_db: None, api: APIClient) -> None:
    assert django_settings.REQUIRE_AUTH is False
    assert api.get("/api/session/").json()["user"]["role"] == "admin"
    assert api.patch("/api/queue/", {"paused": False}).status_code == 200
    assert api.post("/api/setup/", {"email": "a@example.org", "password": "x"}).status_code == 404
