"""One's own data as one file: all of it, nobody else's, no secrets, and as long as it has to be."""

from __future__ import annotations

import asyncio
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from pytest_django import Settings

from mkv2castui.accounts import api_tokens, audit, invitations
from mkv2castui.accounts.models import User
from mkv2castui.accounts.scopes import Scope
from mkv2castui.common import clock
from mkv2castui.conversions.downloads import own_data
from mkv2castui.conversions.models import Job, Output, OutputKind
from testing.people import Browser

from .conftest import PASSWORD

EXPORT = "/api/account/export/"


def films_of(owner: User, count: int, **values: Any) -> None:
    """Some that came in the same moment."""
    now = clock.now()
    Job.objects.bulk_create(
        Job(owner=owner, filename=f"{owner.email} {n}.mkv", device="any-chromecast", created_at=now - timedelta(n // 3))
        for n in range(count)
    )
    Job.objects.filter(owner=owner).update(**values)


def furnish(user: User, sign: str) -> str:
    """With something of each kind in which ``sign`` stands; returns the token."""
    _, token = api_tokens.create(user, f"{sign} token", [Scope.READ], None)
    invitations.create(user, f"{sign}@friend.example")
    SocialAccount.objects.create(user=user, provider="github", uid=sign, extra_data={"login": sign})
    Authenticator.objects.create(user=user, type="totp", data={"secret": f"{sign} secret", "name": f"{sign} key"})
    audit.note("token_made", user, None, name=f"{sign} token")
    films_of(user, 7, plan={"sign": sign}, media={"sign": sign}, outcome="converted")
    job = Job.objects.filter(owner=user).first()
    assert job is not None
    Output.objects.create(
        job=job, position=0, kind=OutputKind.VIDEO, path="out/x/a.mp4", name=f"{sign}.mp4", size=1, content_type="v"
    )
    return token


def test_it_is_all_of_ones_own_and_nothing_of_anybody_else(browser: Browser, user: User, stranger: User) -> None:
    browser.sign_in(user.email, PASSWORD)
    token = furnish(user, "mine")
    furnish(stranger, "theirs")
    audit.note("person_changed", stranger, None, id=str(user.pk), name="Mine")
    audit.note("invited", user, None, email="theirs@example.org")
    answer = browser.get(EXPORT)
    assert answer.headers["content-disposition"].startswith('attachment; filename="mkv2castui-my-data.json"')
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    lists = {name: len(rows) for name, rows in told.items() if isinstance(rows, list)}
    # Signed in, a token made, somebody invited, this very file.
    counts = {"addresses": 1, "providers": 1, "second_factors": 1, "sessions": 1, "tokens": 1, "invitations": 1}
    assert lists == {**counts, "films_of_months": 0, "log": 4, "log_about_you": 1, "films": 7}
    assert (told["account"]["email"], told["films"][0]["plan"]) == (user.email, {"sign": "mine"})
    assert told["second_factors"][0]["name"] == "mine key"
    assert [len(film["outputs"]) for film in told["films"]].count(1) == 1
    for other in ("theirs", stranger.email, str(stranger.pk), "secret", token, str(browser.session)):
        assert other not in answer.text, other


def test_films_that_came_in_one_moment_are_there_once(
    browser: Browser, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkv2castui.conversions.own_films._PAGE", 4)
    browser.sign_in(user.email, PASSWORD)
    films_of(user, 18)
    ids = [film["id"] for film in browser.get(EXPORT).json()["films"]]
    assert sorted(ids) == sorted(str(pk) for pk in Job.objects.values_list("pk", flat=True))


def test_without_sign_in_it_is_the_owners(browser: Browser, settings: Settings) -> None:
    settings.REQUIRE_AUTH = False
    assert browser.client.get(EXPORT).json()["films"] == []
    assert browser.client.head(EXPORT).text == ""


def test_its_length_costs_no_memory(user: User) -> None:
    """Eight times as many films, and the same memory: a page at a time is held."""

    def most_at_once(count: int) -> int:
        films_of(user, count, media={"facts": "x" * 20_000})
        tracemalloc.start()
        try:
            asyncio.run(_drain(user))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few, many = most_at_once(150), most_at_once(1050)
    assert many < 1.5 * few, (few, many)


async def _drain(user: User) -> None:
    """As a client who reads and forgets."""
    length, last = 0, b""
    async for block in own_data._written(user):
        length, last = length + len(block), block
    assert length > 100_000
    assert last == b"}\n"
