"""People come in by an account elsewhere: one's own single sign-on, Google, GitHub; and who sets that up.

One program for all, in the order in which a firm meets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from e2e.household import PASSWORD, Household, expect_desk, expect_door, fill_in, sign_out
from e2e.test_accessibility import AXE, expect_no_barrier
from testing.provider_mocks import ProviderMocks, provider_mocks

LONG = 60_000  # ms, on two busy cores
ADA = "ada@example.org"
FIRM = "Firm"
PEOPLE = [
    {"sub": "ada", "email": "lovelace@firm.example", "email_verified": True, "groups": ["film-hosts"]},
    {"sub": "grace", "email": "grace@example.org", "email_verified": True, "name": "Grace", "groups": ["film-hosts"]},
    {"sub": "henry", "email": "henry@example.org", "email_verified": True, "groups": "film-hosts"},
    {"sub": "ben", "email": "ben@example.org", "email_verified": True, "name": "Ben"},
    {"sub": "mallory", "email": ADA, "email_verified": False},
    {"sub": "twin", "email": "ben@example.org", "email_verified": True},
]


@pytest.fixture(scope="module")
def mocks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProviderMocks]:
    with provider_mocks(tmp_path_factory.mktemp("mocks"), PEOPLE) as started:
        yield started


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory, mocks: ProviderMocks) -> Iterator[Household]:
    """Looked after by Ada. Open for sign-up; GitHub and one OpenID provider are set by variables."""
    variables = {
        "SIGNUP": "open",
        **mocks.variables,
        "GITHUB_CLIENT_ID": "films",
        "GITHUB_CLIENT_SECRET": "hush",
        "OIDC_CLIENT_ID": "films",
        "OIDC_CLIENT_SECRET": "hush",
        "OIDC_ISSUER": mocks.oidc,
        "OIDC_NAME": "House",
        "OIDC_ADMIN_GROUP": "film-hosts",
    }
    made = Household(tmp_path_factory.mktemp("firm"), variables)
    made.program.start()
    with made.program.client() as client:
        assert client.post("/api/setup/", json={"email": ADA, "password": PASSWORD}).status_code == 204
    yield made
    made.program.end()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser for all. Each test leaves it signed out."""
    opened = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    opened.set_default_timeout(LONG)
    expect.set_options(timeout=LONG)
    opened.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())  # the provider's looks
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Page:
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"uncaught in the page: {error}"))
    return opened


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def sheet(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


def come_by(page: Page, provider: str, sub: str | None) -> None:
    """From our door to the provider's, and in there as `sub`; GitHub asks for nothing."""
    page.get_by_role("button", name=f"Continue with {provider}").click()
    if sub is not None:
        say_there(page, sub)


def say_there(page: Page, sub: str) -> None:
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize", exact=True).click()


def me(page: Page) -> dict[str, Any] | None:
    """Who the browser is signed in as. Asked beside the page, which may be on its way to another."""
    user: dict[str, Any] | None = page.request.get(urljoin(page.url, "/api/session/")).json()["user"]
    return user


def test_an_administrator_sets_up_the_firms_sign_on_and_google_on_the_page(
    household: Household, mocks: ProviderMocks, page: Page
) -> None:
    page.goto(household.address("/en/sign-in/?next=/en/people/"))
    fill_in(page, ADA)
    providers = section(page, "Sign-in providers")
    github = providers.get_by_role("listitem").filter(has_text="GitHub")
    expect(github.get_by_text("Set on the server")).to_be_visible()

    providers.get_by_role("button", name="Add a provider").click()
    form = sheet(page, "Add a provider")
    form.get_by_role("radio", name="OpenID Connect").click()
    if AXE.exists():
        expect_no_barrier(page)
    form.get_by_label("Name").fill(FIRM)
    expect(form.get_by_label("Address to come back to")).to_have_value(
        household.address("/accounts/oidc/firm/login/callback/")
    )
    form.get_by_label("Address of the provider").fill(mocks.github)
    form.get_by_label("Client ID").fill("films")
    form.get_by_label("Client secret").fill("hush")
    form.get_by_label("Group of administrators").fill("film-hosts")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("There is no OpenID Connect provider at this address.")).to_be_visible()
    form.get_by_label("Address of the provider").fill(mocks.oidc)
    form.get_by_role("button", name="Save").click()
    firm = providers.get_by_role("listitem").filter(has_text=FIRM)
    expect(firm.get_by_text("administrators: film-hosts")).to_be_visible()

    providers.get_by_role("button", name="Add a provider").click()
    form.get_by_label("Client ID").fill("films")
    form.get_by_label("Client secret").fill("hush")
    form.get_by_role("button", name="Save").click()
    expect(providers.get_by_role("button", name="Edit Google")).to_be_visible()
    expect(section(page, "What happened").get_by_text("Sign-in provider added")).to_have_count(2)
    sign_out(page)


@pytest.mark.parametrize(
    ("provider", "sub", "email", "role"),
    [
        pytest.param(FIRM, "grace", "grace@example.org", "admin", id="by the firm, whose group makes administrators"),
        pytest.param("House", "henry", "henry@example.org", "admin", id="by the house that variables set"),
        pytest.param("Google", "ben", "ben@example.org", "user", id="by Google"),
        pytest.param("GitHub", None, "octo@example.org", "user", id="by GitHub"),
    ],
)
def test_somebody_new_comes_in(page: Page, provider: str, sub: str | None, email: str, role: str) -> None:
    come_by(page, provider, sub)
    expect_desk(page)
    user = me(page)
    assert user is not None
    assert (user["email"], user["role"], user["has_password"]) == (email, role, False)
    sign_out(page)


@pytest.mark.parametrize("sub", ["mallory", "twin"])
def test_an_address_at_a_provider_opens_no_account_that_is_here(household: Household, page: Page, sub: str) -> None:
    """Neither one that nobody verified nor one that somebody did. What is said is the same as for a new account."""
    page.goto(household.address("/en/sign-in/?next=/en/history/"))
    come_by(page, FIRM, sub)
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    assert me(page) is None
    page.context.clear_cookies()


def test_an_answer_that_nobody_asked_for_is_refused(household: Household, page: Page) -> None:
    """Who sends somebody an address with their own code would have them signed in as somebody else."""
    said = {"provider": "github", "process": "login", "callback_url": "/en/"}
    with httpx.Client(base_url=household.address("")) as attacker:
        attacker.get("/api/session/")
        proof = {"X-CSRFToken": attacker.cookies["mkv2castui_csrf"]}
        there = attacker.post("/api/session/provider/", json=said, headers=proof).json()["url"]
    page.goto(httpx.get(there).headers["location"])
    expect(page.get_by_text("That did not work. Try again")).to_be_visible()
    assert me(page) is None


def test_an_account_is_linked_in_the_profile_with_the_password_and_consent_and_then_opened_by_it(
    household: Household, page: Page
) -> None:
    page.goto(household.address("/en/sign-in/?next=/en/profile/"))
    fill_in(page, ADA)
    linked = section(page, "Linked accounts")
    linked.get_by_role("button", name=f"Link {FIRM}").click()
    sheet(page, f"Link {FIRM}?").get_by_role("button", name=f"Go to {FIRM}").click()
    proof = sheet(page, "Is it still you?")
    proof.get_by_label("Password").fill(PASSWORD)
    proof.get_by_role("button", name="Go on").click()
    say_there(page, "ada")
    expect(linked.get_by_role("button", name=f"Unlink {FIRM}")).to_be_visible()
    sign_out(page)

    come_by(page, FIRM, "ada")
    expect_desk(page)
    user = me(page)
    assert user is not None
    assert (user["email"], user["role"]) == (ADA, "admin")


def test_a_provider_goes_only_after_it_was_said_who_is_shut_out(household: Household, page: Page) -> None:
    """Grace has no other way in; Ada has her password."""
    page.goto(household.address("/en/people/"))
    providers = section(page, "Sign-in providers")
    expect(providers.get_by_text("2 people linked")).to_be_visible()
    providers.get_by_role("button", name=f"Edit {FIRM}").click()
    sheet(page, FIRM).get_by_role("button", name="Remove").click()
    sheet(page, f"Remove {FIRM}?").get_by_role("button", name="Remove").click()
    sheet(page, "Shut one person out?").get_by_role("button", name="Remove it all the same").click()
    expect(providers.get_by_role("button", name="Edit Google")).to_be_visible()
    expect(providers.get_by_role("button", name=f"Edit {FIRM}")).to_be_hidden()
    sign_out(page)
    expect_door(page)
    expect(page.get_by_role("button", name="Continue with Google")).to_be_visible()
    expect(page.get_by_role("button", name=f"Continue with {FIRM}")).to_be_hidden()
