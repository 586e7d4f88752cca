"""People at the whole program with sign-in, in this process: every plane and socket, no port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from pytest_django import Settings
from starlette.testclient import TestClient

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.project import accounts
from mkv2castui.project.asgi import admission, application
from testing.issuer import Sso, open_sso
from testing.people import Browser

PASSWORD = "correct horse battery"


@pytest.fixture
def with_sign_in(settings: Settings, transactional_db: None) -> Iterator[None]:
    settings.REQUIRE_AUTH = True
    settings.MIDDLEWARE = accounts.MIDDLEWARE
    settings.ROOT_URLCONF = "mkv2castui.project.account_urls"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is made to be slow
    cache.clear()  # what counts attempts
    yield
    cache.clear()


@pytest.fixture
def open_browser(with_sign_in: None) -> Iterator[Callable[..., Browser]]:
    """Browsers of one program, each with cookies of its own: ``open_browser(address="203.0.113.9")``."""
    app = application(admission())
    opened: list[Browser] = []

    def open_one(address: str = "192.0.2.1", url: str = "http://localhost:8080") -> Browser:
        client = TestClient(app, url, client=(address, 50000), raise_server_exceptions=False, follow_redirects=False)
        opened.append(Browser(client.__enter__()))
        return opened[-1]

    yield open_one
    for browser in opened:
        browser.client.__exit__(None, None, None)


@pytest.fixture
def browser(open_browser: Callable[..., Browser]) -> Browser:
    return open_browser()


def enter(browser: Browser, user: User) -> None:
    """Signed in, without the way there."""
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
    request.session.save()
    given = {"mkv2castui_session": str(request.session.session_key), "mkv2castui_csrf": get_random_string(32)}
    for name, value in given.items():  # whose they are when the program renews them
        browser.client.cookies.set(name, value, domain="localhost.local")


def came_by_a_provider(browser: Browser, user: User) -> None:
    """As allauth notes it in the session, a moment ago."""
    session = SessionStore(browser.session)
    records = [{"method": "socialaccount", "at": clock.now().timestamp(), "provider": "oidc", "uid": "1"}]
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def make_user(email: str, **fields: Any) -> User:
    """Whose address is known to be theirs."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@pytest.fixture
def user(with_sign_in: None) -> User:
    return make_user("user@example.org")


@pytest.fixture
def stranger(with_sign_in: None) -> User:
    return make_user("stranger@example.org")


@pytest.fixture
def admin(with_sign_in: None) -> User:
    return make_user("admin@example.org", is_superuser=True, is_staff=True)


@pytest.fixture
def at_admin(browser: Browser, admin: User) -> Browser:
    enter(browser, admin)
    return browser


@pytest.fixture
def sso() -> Iterator[Sso]:
    with open_sso() as server:
        yield server
