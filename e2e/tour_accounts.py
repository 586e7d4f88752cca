"""The pages on which people come in, and those about them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from e2e.household import PASSWORD, add_app, ask, fill_in
from e2e.tour import Opened, Tour

ADA, BEN = "ada@example.org", "ben@example.org"

VARIABLES = {
    "REQUIRE_AUTH": "true",
    "SIGNUP": "open",
    "GOOGLE_CLIENT_ID": "nobody",
    "GOOGLE_CLIENT_SECRET": "nothing",
    "OIDC_ISSUER": "https://sso.example.org",
    "OIDC_CLIENT_ID": "nobody",
    "OIDC_CLIENT_SECRET": "nothing",
    "OIDC_NAME": "Authentik",
}

INSIDE = [
    Opened("account", "^Account of"),
    Opened("app", "Set it up", "Authenticator app", path="en/profile/"),
    Opened("passkey", "Add a passkey", "Passkeys", path="en/profile/"),
    Opened("token", "Make a token", "Tokens for scripts", path="en/profile/"),
    Opened("invite", "Invite somebody", "Invitations", path="en/people/"),
]


def visit(tour: Tour, _: Path) -> None:
    tour.pages("door", "en/set-up/")
    settle(tour)
    tour.pages("door", "en/sign-in/", "de/sign-in/", "en/sign-up/", "fr/reset-password/")
    for screen, page in tour.screens():
        half_way(tour, page, screen)
    for screen, page in tour.screens():
        enter(tour, page, BEN)
        for path in ("en/profile/", "en/people/", "de/people/"):
            tour.visit(page, path)
            tour.shoot(page, f"inside-{path.strip('/').replace('/', '-')}-{screen}", whole=True)
        for thing in INSIDE:
            tour.visit(page, thing.path)
            thing.open(page)
            page.wait_for_timeout(600)  # ms: until what it shows has come
            tour.shoot(page, f"sheet-{thing.name}-{screen}", whole=False)


def settle(tour: Tour) -> None:
    """Two administrators, one with an app and recovery codes; somebody invited; a token."""
    with tour.program.client() as client:
        account = {"email": ADA, "password": PASSWORD, "name": "Ada Lovelace"}
        client.post("/api/setup/", json=account).raise_for_status()
    context = tour.browser.new_context(locale="en-GB")
    page = context.new_page()
    enter(tour, page, ADA)
    invitation = say(page, "/api/admin/invitations/", {"email": BEN, "role": "admin"})["invitation"]
    say(page, "/api/admin/invitations/", {"email": "cleo@example.org"})
    add_app(page)
    context.clear_cookies()
    page.goto(f"{tour.program.url}/en/sign-up/?invitation={invitation}")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    page.get_by_role("button", name="Account of").wait_for()
    ask(page, "POST", "auth/reauthenticate", {"password": PASSWORD})
    say(page, "/api/tokens/", {"name": "Home Assistant", "scopes": ["read"], "expires_in_days": 90})
    context.close()


def half_way(tour: Tour, page: Page, screen: str) -> None:
    """A wrong password, then the second factor, then a mail that is waited for."""
    tour.visit(page, "en/sign-in/")
    fill_in(page, ADA, "not my password")
    page.get_by_role("alert").filter(has_text="belong together").wait_for()
    tour.shoot(page, f"door-wrong-{screen}", whole=True)
    fill_in(page, ADA)
    page.get_by_label("Code from your app").wait_for()
    tour.shoot(page, f"door-second-factor-{screen}", whole=True)
    ask(page, "DELETE", "auth/session")
    tour.visit(page, "en/sign-up/")
    page.get_by_label("E-mail address").fill(f"{screen}@example.org")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    page.get_by_label("Code from the e-mail").wait_for()
    tour.shoot(page, f"door-mail-{screen}", whole=True)


def enter(tour: Tour, page: Page, email: str) -> None:
    tour.visit(page, "en/sign-in/")
    fill_in(page, email)
    page.get_by_role("button", name="Account of").wait_for()


def say(page: Page, path: str, body: dict[str, object]) -> dict[str, str]:
    """POST to our own API, as the page does."""
    token = next(each["value"] for each in page.context.cookies() if each["name"] == "mkv2castui_csrf")
    host = page.url.split("/en/")[0]
    answer = page.context.request.post(host + path, data=body, headers={"X-CSRFToken": token, "Origin": host})
    assert answer.ok, answer.text()
    said: dict[str, str] = answer.json()
    return said
