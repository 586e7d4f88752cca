"""The end of an account: who may have it, and that nothing of it stays."""

from __future__ import annotations

import dataclasses
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from mkv2castui.accounts import api_tokens, audit, invitations, leaving, people
from mkv2castui.accounts.models import AuditEntry, User
from mkv2castui.accounts.scopes import Scope
from mkv2castui.common import clock
from mkv2castui.common.problems import Problem
from mkv2castui.conversions import departures, headstarts, queue, services, storage
from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.storage.bucket import Bucket
from mkv2castui.conversions.storage.spool import Ticket
from testing.object_store import ObjectStore
from testing.people import APP, Browser

from .conftest import PASSWORD, came_by_a_provider, enter, make_user
from .test_asking import film_of, listen

OpenBrowser = Callable[..., Browser]


def prove(browser: Browser) -> None:
    assert browser.account("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200


def leave(browser: Browser) -> Any:
    return browser.delete("/api/account/")


@pytest.fixture
def here(browser: Browser, user: User) -> Browser:
    assert browser.sign_in(user.email, PASSWORD).status_code == 200
    return browser


def test_it_takes_a_proof_of_the_last_minutes(here: Browser, user: User, settings: Settings) -> None:
    refused = leave(here)
    assert (refused.status_code, refused.json()["code"]) == (403, "proof_needed")
    assert [flow["id"] for flow in refused.json()["flows"]] == ["reauthenticate"]
    prove(here)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert leave(here).json()["code"] == "proof_needed"
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert leave(here).status_code == 204
    assert not User.objects.filter(pk=user.pk).exists()
    assert here.session is None


def test_who_comes_by_a_provider_alone_signs_in_there_anew(browser: Browser, user: User) -> None:
    user.set_unusable_password()
    user.save()
    enter(browser, user)
    assert leave(browser).json()["flows"] == []
    came_by_a_provider(browser, user)
    assert leave(browser).status_code == 204


def test_an_app_gives_its_proof_in_its_own_session(browser: Browser, user: User) -> None:
    app = browser.client
    meta = app.post(f"{APP}/auth/login", json={"email": user.email, "password": PASSWORD}).json()["meta"]
    headers = {"Authorization": f"Bearer {meta['access_token']}"}
    assert app.delete("/api/account/", headers=headers).json()["code"] == "proof_needed"
    assert app.post(f"{APP}/auth/reauthenticate", json={"password": PASSWORD}, headers=headers).status_code == 200
    assert app.delete("/api/account/", headers=headers).status_code == 204
    assert app.get("/api/jobs/", headers=headers).status_code == 401
    assert app.post(f"{APP}/tokens/refresh", json={"refresh_token": meta["refresh_token"]}).status_code != 200


def test_the_last_administrator_stays(open_browser: OpenBrowser, admin: User, user: User) -> None:
    host, other = open_browser(), open_browser()
    host.sign_in(admin.email, PASSWORD)
    prove(host)
    assert (leave(host).status_code, leave(host).json()["code"]) == (409, "last_administrator")
    enter(other, make_user("second@example.org", is_superuser=True, is_staff=True))
    assert leave(host).status_code == 204
    assert other.delete(f"/api/admin/people/{user.pk}/").status_code == 204
    assert other.patch(f"/api/admin/people/{user.pk}/", {"is_active": True}).status_code == 404


def test_an_administrator_deletes_others_but_not_themselves(browser: Browser, admin: User, user: User) -> None:
    enter(browser, admin)
    film_of(user)
    told = [browser.delete(f"/api/admin/people/{pk}/").status_code for pk in (admin.pk, uuid.uuid4(), user.pk, user.pk)]
    assert told == [409, 404, 204, 404]
    assert Job.objects.count() == 0
    [entry] = AuditEntry.objects.filter(kind="person_deleted")
    assert (entry.actor, entry.about) == (admin, {})


@pytest.mark.usefixtures("with_sign_in")
def test_of_two_administrators_who_leave_at_once_one_stays() -> None:
    both = [make_user(f"{n}@example.org", is_superuser=True, is_staff=True) for n in range(2)]

    def go(ways: tuple[User, str]) -> str:
        who, way = ways
        try:
            if way == "leaves":
                leaving.begin(who.pk, who, None)
            else:
                people.change(who.pk, who, None, role="user")
        except Problem as problem:
            return str(problem.code)
        finally:
            connection.close()
        return "gone"

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(go, zip(both, ("leaves", "gives up the right"), strict=True)))
    assert sorted(told) == ["gone", "last_administrator"]


def furnish(user: User, admin: User) -> None:
    """With something of each kind."""
    api_tokens.create(user, "Ann's laptop", [Scope.READ], None)
    invitations.create(user, "friend@example.org")
    invitations.create(admin, user.email)
    SocialAccount.objects.create(user=user, provider="github", uid="1", extra_data={"name": "Ann"})
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    audit.note("token_made", user, None, name="Ann's laptop")
    audit.note("invited", user, None, email="friend@example.org")
    audit.note("invited", admin, None, email=user.email)
    audit.note("person_changed", admin, None, id=str(user.pk), name="Ann")
    services.begin_upload(user, "coming.mkv", size=10)
    storage.spool().create(Ticket(str(uuid.uuid4()), str(user.pk), 10, "", "partial"))
    job = film_of(user)
    with storage.current().still(job.pk) as picture:
        picture.write_bytes(b"picture")


def rows_about(user: User) -> dict[str, int]:
    """Tables in which anything tells of them, and in how many rows."""
    found = dict[str, int]()
    signs = {str(user.pk), user.pk.hex, user.email, "Ann"}
    for model in apps.get_models(include_auto_created=True):
        count = sum(any(sign in str(row) for sign in signs) for row in model._default_manager.values_list())
        found |= {model.__name__: count} if count else {}
    return found


def hear_all(socket: WebSocketTestSession) -> None:
    while True:
        socket.receive_json()


@pytest.fixture(params=["in a folder", "in a bucket"])
def place(request: pytest.FixtureRequest, settings: Settings) -> Bucket | None:
    if request.param == "in a folder":
        return None
    store: ObjectStore = request.getfixturevalue("object_store")
    bucket = store.new_bucket()
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, s3=bucket)
    return Bucket(bucket)


def test_nothing_of_it_stays_but_deeds_without_a_name(
    open_browser: OpenBrowser, place: Bucket | None, user: User, admin: User, stranger: User, settings: Settings
) -> None:
    here, elsewhere = open_browser(), open_browser()
    for browser in (here, elsewhere):
        assert browser.sign_in(user.email, PASSWORD).status_code == 200
    prove(here)
    furnish(user, admin)
    theirs = film_of(stranger)
    assert len(rows_about(user)) > 8
    assert isinstance(here.client, TestClient)
    with listen(elsewhere, "/ws/jobs/") as socket:
        socket.receive_json()
        assert leave(here).status_code == 204
        with pytest.raises(WebSocketDisconnect) as end:
            hear_all(socket)
    assert end.value.code == 4401
    assert rows_about(user) == {}
    assert not any(session.get_decoded() for session in Session.objects.all())
    assert [elsewhere.get("/api/jobs/").status_code, here.get("/api/jobs/").status_code] == [401, 401]
    assert list(Job.objects.values_list("pk", flat=True)) == [theirs.pk]
    assert [file for file in settings.DATA.rglob("*") if file.is_file()] == []
    if place is not None:
        assert [*place.keys("")] == []
        assert [*place.unfinished("")] == []
    [kept] = AuditEntry.objects.exclude(about={})
    assert (kept.kind, kept.actor, kept.address) == ("invited", None, None), "what an administrator did stays"
    assert AuditEntry.objects.filter(kind="account_deleted", actor=None, address=None, agent="").count() == 1
    cache.clear()
    make_user(user.email)  # the address is free


def test_who_was_let_in_before_begins_nothing_after(user: User) -> None:
    leaving.begin(user.pk, user, None)
    with pytest.raises(Problem) as refused:
        services.begin_upload(user, "late.mkv", size=1)
    assert refused.value.status == 401


def test_what_is_converted_while_it_comes_ends_first(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departures, "_PATIENCE", 0.0)
    job = services.begin_upload(user, "coming.mkv", size=10)
    start = headstarts.HeadStart(job, Lane.CONVERT, uuid.uuid4())
    until = clock.now() + timedelta(minutes=1)
    Job.objects.filter(pk=job.pk).update(ahead_token=start.token, ahead_until=until)
    assert headstarts.look(start) is headstarts.Course.COMING
    assert departures.leave(user.pk, user, None) is False
    assert headstarts.look(start) is headstarts.Course.LOST
    headstarts.end(start)
    departures.go_on()
    assert not User.objects.filter(pk=user.pk).exists()


def look_and_see_off() -> None:
    Caretaker().look()
    for thread in threading.enumerate():
        if thread.name == "departures":
            thread.join(60)


def test_what_a_worker_still_has_at_work_goes_when_it_has_ended(
    browser: Browser, admin: User, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by another process than the one that was asked: the caretaker's."""
    monkeypatch.setattr(departures, "_PATIENCE", 0.0)
    Job.objects.filter(pk=film_of(user).pk).update(status=JobStatus.QUEUED, lane=Lane.CONVERT)
    claim = queue.claim(Lane.CONVERT, "worker")
    assert claim is not None
    enter(browser, admin)
    assert browser.delete(f"/api/admin/people/{user.pk}/").status_code == 202
    assert queue.look(claim) is queue.Hold.CANCEL_WANTED
    assert [person["email"] for person in browser.get("/api/admin/people/").json()["results"]] == [admin.email]
    look_and_see_off()
    assert User.objects.filter(pk=user.pk).exists()
    assert queue.end_cancelled(claim)
    look_and_see_off()
    assert not User.objects.filter(pk=user.pk).exists()
    assert Job.objects.count() == 0


def test_uploads_that_cannot_be_removed_keep_no_account(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next sweep sees to them."""

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    storage.spool().create(Ticket(str(uuid.uuid4()), str(user.pk), 10, "", "partial"))
    monkeypatch.setattr(type(storage.spool()), "remove", broken)
    assert departures.leave(user.pk, user, None)
    assert not User.objects.filter(pk=user.pk).exists()
