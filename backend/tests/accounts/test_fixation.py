"""A session that somebody else knows is not the one that a sign-in makes."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore

from mkv2castui.accounts.models import User
from testing.people import APP, BROWSER, Browser

from .conftest import PASSWORD


def test_a_session_does_not_survive_its_sign_in(browser: Browser, user: User) -> None:
    """Fixation: who planted a cookie before does not share what it becomes."""
    planted = SessionStore()
    planted["something"] = "else"
    planted.save()
    attacker = {"Cookie": f"mkv2castui_session={planted.session_key}"}
    csrf = "a" * 32
    headers = {"Cookie": f"{attacker['Cookie']}; mkv2castui_csrf={csrf}", "X-CSRFToken": csrf}
    json = {"email": user.email, "password": PASSWORD}
    assert browser.client.post(f"{BROWSER}/auth/login", json=json, headers=headers).status_code == 200
    assert browser.session not in (None, planted.session_key)
    browser.client.cookies.clear()
    assert browser.client.get("/api/jobs/", headers=attacker).status_code == 401


def test_an_apps_session_does_not_survive_its_sign_in_either(browser: Browser, user: User) -> None:
    planted = SessionStore()
    planted["something"] = "else"
    planted.save()
    headers = {"X-Session-Token": str(planted.session_key)}
    said = {"email": user.email, "password": PASSWORD}
    answer = browser.client.post(f"{APP}/auth/login", json=said, headers=headers)
    assert answer.status_code == 200
    assert answer.json()["meta"]["session_token"] != planted.session_key
    browser.client.cookies.clear()
    assert browser.client.get(f"{APP}/auth/session", headers=headers).status_code in (401, 410)
