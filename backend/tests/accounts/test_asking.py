"""Who asks, on every plane: cookies, tokens, sockets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from mkv2castui.accounts import access, api_tokens, asking
from mkv2castui.accounts.models import User
from mkv2castui.accounts.scopes import Scope
from mkv2castui.common import clock
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.names import searchable
from mkv2castui.conversions.news import Hub, Listener
from mkv2castui.conversions.states import JobStatus
from testing.people import APP, Browser

from .conftest import PASSWORD, enter

OPTIONS_FREE = {"Tus-Resumable": "1.0.0"}


def film_of(owner: User) -> Job:
    return Job.objects.create(
        owner=owner,
        filename="Film.mkv",
        search_name=searchable("Film.mkv"),
        device="any-chromecast",
        created_at=clock.now(),
        status=JobStatus.READY,
        source_available=True,
    )


def token_of(user: User, *scopes: Scope) -> dict[str, str]:
    _, text = api_tokens.create(user, "script", scopes, None)
    return {"Authorization": f"Bearer {text}"}


PLANES = [
    pytest.param("GET", "/api/jobs/", id="the API"),
    pytest.param("POST", "/api/jobs/{job}/start/", id="an action"),
    pytest.param("GET", "/api/jobs/{job}/download/", id="a download"),
    pytest.param("GET", "/api/jobs/{job}/still/", id="a picture"),
    pytest.param("GET", "/api/jobs/download/?ids={job}", id="an archive"),
    pytest.param("POST", "/api/upload/", id="an upload"),
    pytest.param("POST", "/api/uploads/", id="a resumable upload"),
    pytest.param("PATCH", "/api/uploads/{job}/", id="bytes of a resumable upload"),
]


@pytest.mark.parametrize(("method", "path"), PLANES)
def test_without_sign_in_nothing_is_answered(browser: Browser, user: User, method: str, path: str) -> None:
    answer = browser.client.request(method, path.format(job=film_of(user).pk), headers=OPTIONS_FREE)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["code"] == "sign_in_required"


@pytest.mark.parametrize(("method", "path"), PLANES)
@pytest.mark.parametrize(
    "credential",
    [
        pytest.param("Bearer mkv_made-up", id="a token of nobody"),
        pytest.param("Bearer not.a.jwt", id="no token at all"),
        pytest.param("Basic dXNlcjpwYXNz", id="another scheme"),
    ],
)
def test_a_bad_header_is_refused_even_beside_a_good_cookie(
    browser: Browser, user: User, method: str, path: str, credential: str
) -> None:
    enter(browser, user)
    headers = {**OPTIONS_FREE, "Authorization": credential}
    assert browser.request(method, path.format(job=film_of(user).pk), headers=headers).status_code == 401


@pytest.mark.parametrize(("method", "path"), [plane for plane in PLANES if plane.values[0] != "GET"])
def test_a_cookie_alone_changes_nothing(browser: Browser, user: User, method: str, path: str) -> None:
    enter(browser, user)
    answer = browser.client.request(method, path.format(job=film_of(user).pk), headers=OPTIONS_FREE)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_a_read_that_asks_for_another_method_is_no_read(browser: Browser, user: User) -> None:
    enter(browser, user)
    headers = {**OPTIONS_FREE, "X-HTTP-Method-Override": "DELETE"}
    assert browser.client.get(f"/api/uploads/{film_of(user).pk}/", headers=headers).json()["code"] == "csrf_failed"


@pytest.mark.parametrize(("method", "path"), [plane for plane in PLANES if "{job}" in str(plane.values[1])])
def test_a_strangers_film_is_not_there(browser: Browser, user: User, stranger: User, method: str, path: str) -> None:
    enter(browser, user)
    headers = {**OPTIONS_FREE, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    answer = browser.request(method, path.format(job=film_of(stranger).pk), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_people_see_their_own_films(browser: Browser, user: User, stranger: User) -> None:
    mine, _ = film_of(user), film_of(stranger)
    assert browser.sign_in(user.email, PASSWORD).status_code == 200
    assert [job["id"] for job in browser.get("/api/jobs/").json()["results"]] == [str(mine.pk)]
    assert browser.patch(f"/api/jobs/{mine.pk}/", {"priority": "high"}).status_code == 200


def test_an_app_signs_in_refreshes_and_signs_out(open_browser: Callable[..., Browser], user: User) -> None:
    app = open_browser().client
    meta = app.post(f"{APP}/auth/login", json={"email": user.email, "password": PASSWORD}).json()["meta"]
    headers = {"Authorization": f"Bearer {meta['access_token']}"}
    assert app.get("/api/jobs/", headers=headers).status_code == 200
    assert app.post("/api/uploads/", headers={**headers, **OPTIONS_FREE}).status_code == 400  # let in
    refreshed = app.post(f"{APP}/tokens/refresh", json={"refresh_token": meta["refresh_token"]}).json()["data"]
    assert refreshed["refresh_token"] != meta["refresh_token"]
    again = app.post(f"{APP}/tokens/refresh", json={"refresh_token": meta["refresh_token"]})
    assert again.status_code == 400
    refresh_as_access = {"Authorization": f"Bearer {refreshed['refresh_token']}"}
    assert app.get("/api/jobs/", headers=refresh_as_access).status_code == 401
    app.delete(f"{APP}/auth/session", headers=headers)
    assert app.get("/api/jobs/", headers=headers).status_code == 401
    assert app.post(f"{APP}/tokens/refresh", json=refreshed).status_code == 400


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        pytest.param(Scope.READ, "GET", "/api/jobs/", 200, id="reading reads"),
        pytest.param(Scope.READ, "POST", "/api/upload/", 403, id="reading sends no film"),
        pytest.param(Scope.READ, "DELETE", "/api/jobs/{job}/", 403, id="reading deletes nothing"),
        pytest.param(Scope.CONVERT, "GET", "/api/jobs/", 403, id="converting does not read"),
        pytest.param(Scope.CONVERT, "DELETE", "/api/jobs/{job}/", 204, id="converting deletes"),
        pytest.param(Scope.LIBRARY, "GET", "/api/jobs/", 403, id="the library is not the jobs"),
        pytest.param(Scope.ADMIN, "PATCH", "/api/queue/", 403, id="an administrator's scope makes no administrator"),
        pytest.param(Scope.READ, "GET", "/api/queue/", 200, id="reading sees the queue"),
    ],
)
def test_a_token_does_what_its_scopes_say(
    browser: Browser, user: User, scope: Scope, method: str, path: str, status: int
) -> None:
    answer = browser.client.request(method, path.format(job=film_of(user).pk), headers=token_of(user, scope))
    assert answer.status_code == status


def test_a_token_ends(browser: Browser, user: User) -> None:
    def status(text: str) -> int:
        return browser.client.get("/api/jobs/", headers={"Authorization": f"Bearer {text}"}).status_code

    token, text = api_tokens.create(user, "script", [Scope.READ], clock.now() + timedelta(hours=1))
    assert status(text) == 200
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert text not in (token.digest, token.prefix)
    assert status(text[:-1]) == 401
    token.expires_at = clock.now()
    token.save()
    assert status(text) == 401
    token.expires_at = None
    token.save()
    assert status(text) == 200
    api_tokens.revoke(user, token.pk)
    assert status(text) == 401


def test_who_is_no_longer_active_is_nobody(browser: Browser, user: User) -> None:
    headers = token_of(user, Scope.READ)
    browser.sign_in(user.email, PASSWORD)
    user.is_active = False
    user.save()
    assert browser.get("/api/jobs/").status_code == 401
    assert browser.client.get("/api/jobs/", headers=headers).status_code == 401


def listen(browser: Browser, path: str, headers: dict[str, str] | None = None) -> WebSocketTestSession:
    assert isinstance(browser.client, TestClient)
    address = f"ws://localhost:8080{path}"
    return browser.client.websocket_connect(address, headers={"Origin": "http://localhost:8080", **(headers or {})})


def closing_code(browser: Browser, path: str, headers: dict[str, str] | None = None) -> int:
    with listen(browser, path, headers) as socket, pytest.raises(WebSocketDisconnect) as end:
        socket.receive_json()
    return int(end.value.code)


def test_a_socket_is_for_who_signed_in(browser: Browser, user: User, stranger: User) -> None:
    mine, theirs = film_of(user), film_of(stranger)
    assert closing_code(browser, "/ws/jobs/") == 4401
    assert closing_code(browser, f"/ws/conversion/{mine.pk}/") == 4401
    assert closing_code(browser, "/ws/jobs/", token_of(user, Scope.CONVERT)) == 4401
    browser.sign_in(user.email, PASSWORD)
    assert closing_code(browser, f"/ws/conversion/{theirs.pk}/") == 4404
    with listen(browser, "/ws/jobs/") as socket:
        assert [job["id"] for job in socket.receive_json()["jobs"]] == [str(mine.pk)]
    with listen(browser, "/ws/jobs/", token_of(stranger, Scope.READ)) as socket:
        assert [job["id"] for job in socket.receive_json()["jobs"]] == [str(theirs.pk)]


def test_a_session_that_ends_closes_its_sockets(open_browser: Callable[..., Browser], user: User) -> None:
    here, elsewhere = open_browser(), open_browser()
    here.sign_in(user.email, PASSWORD)
    elsewhere.sign_in(user.email, PASSWORD)
    with listen(here, "/ws/jobs/") as socket:
        socket.receive_json()
        sessions = elsewhere.account("GET", "auth/sessions").json()["data"]
        [other] = [session["id"] for session in sessions if not session["is_current"]]
        elsewhere.account("DELETE", "auth/sessions", {"sessions": [other]})
        with pytest.raises(WebSocketDisconnect) as end:
            socket.receive_json()
        assert end.value.code == 4401
    assert here.get("/api/jobs/").status_code == 401
    assert elsewhere.get("/api/jobs/").status_code == 200


def test_a_session_that_ends_while_its_socket_opens_closes_it(
    browser: Browser, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.sign_in(user.email, PASSWORD)
    join = Hub.join

    async def end_then_join(hub: Hub, group: str, listener: Listener) -> None:
        await Session.objects.all().adelete()
        await join(hub, group, listener)

    monkeypatch.setattr(Hub, "join", end_then_join)
    assert closing_code(browser, "/ws/jobs/") == 4401


def test_a_socket_whose_rights_cant_be_looked_up_closes_and_may_come_back(
    browser: Browser, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise OperationalError("the database is away")

    browser.sign_in(user.email, PASSWORD)
    with listen(browser, "/ws/jobs/") as socket:
        socket.receive_json()
        with monkeypatch.context() as outage:
            outage.setattr(asking, "listening", away)
            access.changed(user.pk)
            with pytest.raises(WebSocketDisconnect) as end:
                socket.receive_json()
        assert end.value.code == 1013
    with listen(browser, "/ws/jobs/") as socket:
        assert socket.receive_json()["type"] == "jobs.snapshot"


def test_a_new_password_ends_the_other_sessions(open_browser: Callable[..., Browser], user: User) -> None:
    here, elsewhere = open_browser(), open_browser()
    here.sign_in(user.email, PASSWORD)
    elsewhere.sign_in(user.email, PASSWORD)
    change = {"current_password": PASSWORD, "new_password": "another horse entirely"}
    assert elsewhere.account("POST", "account/password/change", change).status_code == 200
    assert here.get("/api/jobs/").status_code == 401
    assert elsewhere.get("/api/jobs/").status_code == 200
