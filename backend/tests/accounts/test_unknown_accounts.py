"""Nobody learns from an answer, or from how long it takes, who has an account.

What takes time is counted, not timed: passwords put through the hasher, mails made, mails handed to a mail server,
questions to the database.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import tenacity
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test import Client
from django.test.signals import template_rendered
from pytest_django import Settings

from mkv2castui.accounts import post
from mkv2castui.accounts.models import User
from mkv2castui.project import accounts
from testing.people import BROWSER, Browser

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

NOBODY = "nobody@example.org"
WRONG = "not the password"
HERE = "mkv2castui.accounts.post.AfterTheAnswer"

hashed: list[str] = []


class CountedHasher(MD5PasswordHasher):
    """Quick, and notes what it is asked for."""

    def encode(self, password: str, salt: str) -> str:
        hashed.append(password)
        return super().encode(password, salt)


carried: list[EmailMessage] = []
may_carry = threading.Event()


class SlowCarrier(BaseEmailBackend):
    """A mail server that takes its time: until ``may_carry``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        assert may_carry.wait(60)
        carried.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def client(with_sign_in: None, settings: Settings) -> Client:
    """In this thread, whose work can be counted."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    settings.SIGNUP = "open"
    return Client()


@pytest.fixture
def slow_post(settings: Settings) -> Iterator[None]:
    settings.EMAIL_BACKEND, settings.MAIL_CARRIER = HERE, f"{__name__}.SlowCarrier"
    carried.clear()
    may_carry.clear()
    yield
    may_carry.set()
    post.finish(60)


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """What is done inside."""
    work: Counter[str] = Counter()

    def on_template(template: Any, **_: Any) -> None:
        work["mails made"] += template.name == "account/email/base_message.txt"

    def on_query(execute: Callable[..., Any], *details: Any) -> Any:
        work["questions"] += 1
        return execute(*details)

    before = len(hashed)
    template_rendered.connect(on_template)
    with connection.execute_wrapper(on_query):
        yield work
    template_rendered.disconnect(on_template)
    work["passwords hashed"] = len(hashed) - before


Asked = tuple[str, str, dict[str, str]]

SIGN_IN: Asked = ("POST", "auth/login", {"password": WRONG})
RESET: Asked = ("POST", "auth/password/request", {})
SIGN_UP: Asked = ("POST", "auth/signup", {"password": "a quite good password"})

WAYS = [
    pytest.param(SIGN_IN, {"passwords hashed": 1}, 1, id="signing in"),
    pytest.param(RESET, {"mails made": 1}, 1, id="a forgotten password"),
    # An account that is made is written down, and that is more work: who tries this way makes one for each question.
    pytest.param(SIGN_UP, {"passwords hashed": 1, "mails made": 1}, None, id="signing up"),
]


def ask(client: Client, asked: Asked, email: str) -> Answer:
    method, path, said = asked
    body = json.dumps({**said, "email": email})
    answer = client.generic(method, f"{BROWSER}/{path}", body, "application/json")
    client.cookies.clear()
    return answer


@pytest.mark.usefixtures("slow_post")
@pytest.mark.parametrize(("asked", "expected", "apart"), WAYS)
def test_an_unknown_account_takes_the_same_work_and_gets_the_same_answer(
    client: Client, user: User, asked: Asked, expected: dict[str, int], apart: int | None
) -> None:
    ask(client, asked, "somebody@example.org")  # what is done once in a process
    cache.clear()
    done, told = {}, {}
    for email in (user.email, NOBODY):
        with counted() as done[email]:
            answer = ask(client, asked, email)
        told[email] = (answer.status_code, answer.content, sorted(answer.headers), sorted(answer.cookies))
    assert told[user.email] == told[NOBODY]
    questions = [work.pop("questions") for work in done.values()]
    assert {email: +work for email, work in done.items()} == {email: Counter(expected) for email in done}
    if apart is not None:
        assert abs(questions[0] - questions[1]) <= apart, questions
    assert carried == [], "the answer waited for the mail server"


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"is_active": False}, id="that was closed"),
        pytest.param({"password": "!"}, id="that has no password"),
    ],
)
def test_an_account_is_answered_as_none(client: Client, user: User, fields: dict[str, Any]) -> None:
    User.objects.filter(pk=user.pk).update(**fields)
    told = []
    for email in (user.email, NOBODY):
        with counted() as work:
            answer = ask(client, SIGN_IN, email)
        told.append((answer.status_code, answer.content, work["passwords hashed"]))
    assert told[0] == told[1]


def test_a_mail_goes_after_the_answer_and_to_nobody_without_an_account(
    client: Client, user: User, slow_post: None
) -> None:
    for email in (NOBODY, user.email):
        assert ask(client, RESET, email).status_code == 401
    assert post.finish(0.01) == 1, "who stops does not wait for ever"
    assert carried == []
    may_carry.set()
    assert post.finish(60) == 0
    assert [message.to for message in carried] == [[user.email]]


def test_a_mail_server_that_is_away_changes_no_answer(
    client: Client,
    user: User,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND, settings.MAIL_CARRIER = HERE, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    monkeypatch.setattr(post._send.retry, "wait", tenacity.wait_none())
    told = [ask(client, RESET, email) for email in (user.email, NOBODY)]
    assert told[0].status_code == told[1].status_code == 401
    assert told[0].content == told[1].content
    assert post.finish(60) == 0
    assert "A mail could not be sent" in caplog.text


def test_it_is_so_in_life(settings: Settings) -> None:
    """The tests' own settings have a mail box of their own."""
    in_life = accounts.settings(settings.ENVIRONMENT)
    assert in_life["EMAIL_BACKEND"] == HERE
    assert settings.MAIL_CARRIER == "django.core.mail.backends.console.EmailBackend"


def test_codes_of_a_mail_that_was_never_sent_are_wrong_as_others_are(
    open_browser: Callable[..., Browser], user: User
) -> None:
    """Until there were too many: then nobody is asked for one any more."""

    def told(email: str) -> list[tuple[int, str]]:
        browser = open_browser()
        browser.account("POST", "auth/password/request", {"email": email})
        answers = [browser.get(f"{BROWSER}/auth/password/reset", headers={"X-Password-Reset-Key": "WRONG1"})]
        for _ in range(4):
            said = {"key": "WRONG1", "password": "another horse entirely"}
            answers.append(browser.account("POST", "auth/password/reset", said))
        return [(answer.status_code, answer.text) for answer in answers]

    known = told(user.email)
    assert known == told(NOBODY)
    assert [status for status, _ in known][::4] == [400, 409]
    assert len(mail.outbox) == 1
