"""Another e-mail address for one's account: only who reads its mail gets it, and the old one is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from mkv2castui.accounts.models import AuditEntry, User
from testing.people import Browser

from .conftest import PASSWORD

NEW = "new@example.org"


def sent_to(address: str) -> list[str]:
    return [str(message.body) for message in mail.outbox if message.to == [address]]


def code_for(address: str) -> str:
    found = re.search(r"^([A-Z0-9-]{6,})$", sent_to(address)[-1], re.MULTILINE)
    assert found, sent_to(address)
    return found[1]


@pytest.fixture
def here(browser: Browser, user: User) -> Browser:
    """Signed in, and proven once more."""
    assert browser.sign_in(user.email, PASSWORD).status_code == 200
    assert browser.account("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    return browser


def ask_for(browser: Browser, address: str) -> Any:
    return browser.account("POST", "account/email", {"email": address})


def verify(browser: Browser, code: str) -> int:
    return browser.account("POST", "auth/email/verify", {"key": code}).status_code


def own_address(browser: Browser) -> str:
    return str(browser.get("/api/account/").json()["email"])


def test_it_is_asked_who_wants_it(browser: Browser, user: User) -> None:
    browser.sign_in(user.email, PASSWORD)
    answer = ask_for(browser, NEW)
    assert answer.status_code == 401
    assert "reauthenticate" in [flow["id"] for flow in answer.json()["data"]["flows"]]
    assert mail.outbox == []


def test_it_counts_once_it_is_proven_and_the_old_one_is_told(here: Browser, user: User) -> None:
    asked = ask_for(here, "New@Example.org")
    assert [(each["email"], each["verified"]) for each in asked.json()["data"]] == [(user.email, True), (NEW, False)]
    assert own_address(here) == user.email
    assert sent_to(user.email) == []
    assert verify(here, "WRONG1") == 400
    assert verify(here, code_for(NEW)) == 200
    assert own_address(here) == NEW
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        (NEW, True, True)
    ]
    assert NEW in sent_to(user.email)[-1]
    assert AuditEntry.objects.filter(kind="email_changed", actor=user).count() == 1
    here.account("DELETE", "auth/session")
    assert here.sign_in(user.email, PASSWORD).status_code == 400
    assert here.sign_in(NEW, PASSWORD).status_code == 200


def test_nobody_learns_that_an_address_is_anothers_and_nobody_gets_it(
    here: Browser, user: User, stranger: User
) -> None:
    free = ask_for(here, NEW)
    cache.clear()
    taken = ask_for(here, stranger.email)
    assert taken.status_code == free.status_code == 200
    assert taken.text.replace(stranger.email, NEW) == free.text
    assert verify(here, code_for(stranger.email)) == 400  # said to nobody but who reads that mail
    assert own_address(here) == user.email
    stranger.refresh_from_db()
    assert stranger.email == "stranger@example.org"


def test_who_only_began_an_account_with_it_does_not_keep_it(here: Browser) -> None:
    User.objects.create_user(NEW, PASSWORD)
    ask_for(here, NEW)
    assert verify(here, code_for(NEW)) == 200
    assert User.objects.filter(email=NEW).count() == 1
    assert own_address(here) == NEW


def test_a_code_is_not_guessed_and_not_used_after_second_thoughts(here: Browser, user: User) -> None:
    ask_for(here, NEW)
    code = code_for(NEW)
    assert [verify(here, "WRONG1") for _ in range(3)] == [400, 400, 400]
    assert verify(here, code) == 409
    cache.clear()
    ask_for(here, NEW)
    cache.clear()
    assert here.account("POST", "auth/email/verify/resend").status_code == 200
    assert code_for(NEW) != code
    assert here.account("DELETE", "account/email", {"email": NEW}).status_code == 200
    assert verify(here, code_for(NEW)) == 409
    assert own_address(here) == user.email


def test_it_ends_the_other_sessions(here: Browser, open_browser: Callable[..., Browser], user: User) -> None:
    """A thief may be in one of them."""
    elsewhere = open_browser()
    assert elsewhere.sign_in(user.email, PASSWORD).status_code == 200
    ask_for(here, NEW)
    assert verify(here, code_for(NEW)) == 200
    assert [browser.get("/api/jobs/").status_code for browser in (here, elsewhere)] == [200, 401]
