"""Whatever belongs to somebody is not there for anybody else: not by an address, nor by an id in what is sent."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from mkv2castui.accounts import api_tokens
from mkv2castui.accounts.models import ApiToken, User
from mkv2castui.accounts.scopes import Scope
from mkv2castui.common import clock
from mkv2castui.conversions.models import Job, Output
from mkv2castui.conversions.states import JobStatus
from testing.people import Browser

from .conftest import PASSWORD, enter
from .test_asking import film_of
from .test_matrix import ADMIN, ROWS

OpenBrowser = Callable[..., Browser]
DIGEST = "0" * 64
TUS = {"Tus-Resumable": "1.0.0"}
NEW = {**TUS, "Upload-Length": "8", "Upload-Metadata": "filename RmlsbS5ta3Y="}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}

Ids = dict[str, str]


def film(owner: User, folder: Path) -> Ids:
    """A converted one, with all that belongs to it."""
    job = film_of(owner)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.COMPLETED, has_still=True, source_digest=DIGEST)
    named = {"path": "out/film.mp4", "name": "Film.cast.mp4", "content_type": "video/mp4"}
    output = Output.objects.create(job=job, position=0, kind="video", size=4, **named)
    for name in ("source", "out/film.mp4", "still.jpg"):
        file = folder / "jobs" / str(job.pk) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"film")
    return {"job_id": str(job.pk), "output_id": str(output.pk)}


def upload(owner: User, browser: Browser) -> Ids:
    enter(browser, owner)
    begun = browser.request("POST", "/api/uploads/", headers=NEW)
    return {"upload_id": begun.headers["location"].split("/")[-2]}


def token(owner: User) -> Ids:
    made, _ = api_tokens.create(owner, "script", [Scope.READ], clock.now() + timedelta(days=1))
    return {"token_id": str(made.pk)}


@pytest.fixture
def things(browser: Browser, user: User, data_directory: Path) -> Callable[[], Ids]:
    """Of one user, new ones each time."""
    return lambda: {**film(user, data_directory), **upload(user, browser), **token(user)}


BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("patch", "/api/jobs/{job_id}/"): {"json": {"priority": "high"}},
    ("post", "/api/jobs/{job_id}/move/"): {"json": {"place": "first"}},
    ("post", "/api/uploads/known/{job_id}/"): {"json": {"sha256": DIGEST, "filename": "Film.mkv"}},
    ("patch", "/api/uploads/{upload_id}/"): {"headers": BYTES, "content": b"film"},
    ("put", "/api/uploads/{upload_id}/tail/"): {"headers": BYTES, "content": b"film"},
}
OPERATIONS = [
    (method, path) for path, methods in ROWS.items() for method, who in methods.items() if "{" in path and who != ADMIN
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_id_of_anothers_is_answered_as_none(
    open_browser: OpenBrowser, things: Callable[[], Ids], user: User, stranger: User, method: str, path: str
) -> None:
    own, foreign = open_browser(), open_browser()
    enter(own, user)
    enter(foreign, stranger)

    def ask(browser: Browser, ids: Ids) -> httpx.Response:
        said = {"headers": TUS, **BODIES.get((method, path), {})}
        return browser.request(method.upper(), path.format(**ids), **said)

    real = things()
    refused, unknown = ask(foreign, real), ask(foreign, {name: str(uuid.uuid4()) for name in real})
    assert (refused.status_code, refused.content) == (404, unknown.content)
    answer = ask(own, real)
    assert answer.status_code not in (401, 403, 404), f"{answer.text}: the id is not of what is asked for"


def test_an_output_is_no_part_of_another_film(things: Callable[[], Ids], browser: Browser, user: User) -> None:
    first, second = things(), things()
    enter(browser, user)
    assert browser.get(f"/api/jobs/{first['job_id']}/outputs/{second['output_id']}/").status_code == 404


def test_ids_in_what_is_sent_are_ones_own(things: Callable[[], Ids], browser: Browser, stranger: User) -> None:
    theirs = things()
    enter(browser, stranger)
    mine = film_of(stranger).pk
    moved = browser.post(f"/api/jobs/{mine}/move/", {"before": theirs["job_id"]})
    assert moved.status_code == 404
    assert browser.get(f"/api/jobs/download/?ids={mine},{theirs['job_id']}").status_code == 404
    parts = {**TUS, "Upload-Concat": f"final;/api/uploads/{theirs['upload_id']}/"}
    joined = browser.request("POST", "/api/uploads/", headers=parts)
    assert 400 <= joined.status_code < 500, joined.text
    assert Job.objects.filter(owner=stranger).count() == 1
    sketch = {"size": 4, "sample": DIGEST}
    assert browser.post("/api/uploads/known/", sketch).json() == {"films": []}


@pytest.fixture
def of_another(open_browser: OpenBrowser, stranger: User) -> dict[str, Any]:
    """What allauth keeps of somebody, by its ids."""
    open_browser().sign_in(stranger.email, PASSWORD)
    return {
        "session": UserSession.objects.get(user=stranger),
        "passkey": Authenticator.objects.create(user=stranger, type="webauthn", data={"name": "Key", "credential": {}}),
        "account": SocialAccount.objects.create(user=stranger, provider="github", uid="42"),
        "address": EmailAddress.objects.create(user=stranger, email="second@example.org", verified=True),
    }


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        pytest.param("DELETE", "auth/sessions", {"sessions": ["session"]}, id="a session is ended"),
        pytest.param(
            "DELETE", "account/authenticators/webauthn", {"authenticators": ["passkey"]}, id="a passkey is removed"
        ),
        pytest.param(
            "PUT", "account/authenticators/webauthn", {"id": "passkey", "name": "Mine"}, id="a passkey is renamed"
        ),
        pytest.param(
            "DELETE", "account/providers", {"provider": "github", "account": "42"}, id="a provider is unlinked"
        ),
        pytest.param("DELETE", "account/email", {"email": "second@example.org"}, id="an address is removed"),
        pytest.param(
            "PATCH",
            "account/email",
            {"email": "second@example.org", "primary": True},
            id="an address is made the first",
        ),
    ],
)
def test_what_allauth_keeps_is_ones_own(
    browser: Browser, user: User, of_another: dict[str, Any], method: str, path: str, said: dict[str, Any]
) -> None:
    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [named(item) for item in value]
        return of_another[value].pk if isinstance(value, str) and value in of_another else value

    browser.sign_in(user.email, PASSWORD)
    browser.account("POST", "auth/reauthenticate", {"password": PASSWORD})
    before = [as_it_is(thing) for thing in of_another.values()]
    answer = browser.account(method, path, {key: named(value) for key, value in said.items()})
    assert answer.status_code == 400, answer.text
    assert [as_it_is(thing) for thing in of_another.values()] == before


def as_it_is(thing: Any) -> dict[str, Any]:
    return dict(type(thing).objects.filter(pk=thing.pk).values().get())


def test_ids_can_not_be_counted_up() -> None:
    """Those that are asked for by address are drawn, not numbered."""
    paths = [path for path, methods in ROWS.items() if "{" in path]
    assert {re.sub(r"_id$", "", name) for path in paths for name in re.findall(r"{(\w+)}", path)} >= {"job", "token"}
    assert all(isinstance(model._meta.pk.get_default(), uuid.UUID) for model in (Job, Output, ApiToken, User))
