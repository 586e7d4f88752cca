"""What axe finds on the pages: the rules that a machine can check, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from e2e.conftest import ROOT, Films
from e2e.household import PASSWORD, Household, add_app, expect_desk, fill_in, prove, sign_out
from testing.live_server import LiveServer

LONG = 90_000  # ms, on two busy cores
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

LOOK = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`);
}"""


@pytest.fixture(autouse=True)
def axe() -> Path:
    if not AXE.exists():
        pytest.skip("the front end's packages are not installed")
    return AXE


def expect_no_barrier(page: Page) -> None:
    """No serious or critical finding on the page as it stands, in the light and in the dark, its movements ended."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(
            "Promise.allSettled(document.getAnimations().filter((each) => "
            "each.effect.getComputedTiming().iterations !== Infinity).map((each) => each.finished))"
        )
        assert page.evaluate(LOOK) == [], scheme


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One for all: its desk is empty until it is ``furnished``."""
    folder = tmp_path_factory.mktemp("program")
    server = LiveServer(folder / "data", folder / "log").start()
    yield server
    server.end()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1360, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_page_with_nothing_on_it_has_no_barrier(program: LiveServer, page: Page) -> None:
    page.goto(f"{program.url}/en/")
    expect(page.get_by_text("Nothing on your desk yet")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("radio").first).to_be_visible(timeout=LONG)
    expect_no_barrier(page)


DONE, READY, NEXT, SECOND, FAILED = "Amélie.mkv", "Ronja.mkv", "Metropolis.mkv", "Heimat.mkv", "rental.wmv"
STOPPED = "Stopped at 43%"


@pytest.fixture(scope="module")
def furnished(program: LiveServer, films: Films, tmp_path_factory: pytest.TempPathFactory) -> LiveServer:
    """A film in each state that stays: done, failed, stopped on its way, ready, and two that wait in a paused queue."""
    made = {name: films.hevc_with_dolby_sound(name, seconds=1) for name in (DONE, READY, NEXT, SECOND)}
    broken = tmp_path_factory.mktemp("broken") / FAILED
    broken.write_bytes(b"\x00" * 100_000)
    device = {"device": "chromecast-3"}
    program.wait_for(program.upload(made[DONE], start="true", **device)["id"], "completed", seconds=90)
    program.wait_for(program.upload(broken, **device)["id"], "failed", seconds=90)
    program.wait_for(program.upload(made[READY], start="false", **device)["id"], "ready", seconds=90)
    with program.client() as client:
        client.patch("/api/queue/", json={"paused": True}).raise_for_status()
        stop_half_way(client)
    for name in (NEXT, SECOND):
        program.wait_for(program.upload(made[name], start="true", **device)["id"], "queued", seconds=90)
    return program


def stop_half_way(client: httpx.Client) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "1000", "Upload-Metadata": "filename YS5ta3Y="}
    created = client.post("/api/uploads/", headers=headers)
    piece = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    client.patch(created.headers["Location"], headers=piece, content=b"x" * 430).raise_for_status()


@pytest.mark.parametrize(
    ("path", "sight"),
    [
        pytest.param("en/", STOPPED, id="the desk with films in each state"),
        pytest.param("de/", "Bei 43 % stehen geblieben", id="the desk in another language"),
        pytest.param("en/history/", DONE, id="the history"),
        pytest.param("en/nowhere/", "mkv2cast", id="an address that does not exist"),
    ],
)
def test_a_page_has_no_barrier(furnished: LiveServer, page: Page, path: str, sight: str) -> None:
    page.goto(f"{furnished.url}/{path}")
    expect(page.get_by_text(sight).first).to_be_visible(timeout=LONG)
    expect_no_barrier(page)


@pytest.mark.parametrize(
    ("button", "opens"),
    [
        pytest.param("Tracks and options", "dialog", id="the options"),
        pytest.param(f"Start later: {READY}", "dialog", id="when to start"),
        pytest.param(f"Remove {READY}", "dialog", id="the question before a film is removed"),
        pytest.param("Play here", "dialog", id="the player"),
        pytest.param("Details", "dialog", id="the details"),
        pytest.param("For another device", "dialog", id="the devices to convert for again"),
        pytest.param("Subtitles", "menu", id="the files beside the film"),
        pytest.param("Hours", "dialog", id="the queue's hours"),
        pytest.param("Who does the work", "dialog", id="the workers"),
        pytest.param(f"More for {SECOND}", "menu", id="the menu of a film that waits"),
        pytest.param("Language", "menu", id="the languages"),
        pytest.param("Appearance", "menu", id="the appearance"),
    ],
)
def test_what_opens_on_the_desk_has_no_barrier(
    furnished: LiveServer, page: Page, button: str, opens: Literal["dialog", "menu"]
) -> None:
    page.goto(f"{furnished.url}/en/")
    expect(page.get_by_text(STOPPED)).to_be_visible(timeout=LONG)  # the page's own work: before it, clicks go nowhere
    page.get_by_role("button", name=button, exact=True).first.click(timeout=LONG)
    expect(page.get_by_role(opens)).to_be_visible(timeout=LONG)
    expect_no_barrier(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role(opens)).to_be_hidden(timeout=LONG)


@pytest.mark.parametrize(
    ("button", "opens"),
    [
        pytest.param(f"Details of {DONE}", "dialog", id="the details"),
        pytest.param(f"Delete {DONE}", "dialog", id="the question before a film is deleted"),
        pytest.param("More", "menu", id="what can be done with many films"),
    ],
)
def test_what_opens_in_the_history_has_no_barrier(
    furnished: LiveServer, page: Page, button: str, opens: Literal["dialog", "menu"]
) -> None:
    page.goto(f"{furnished.url}/en/history/")
    page.get_by_role("checkbox", name="Select all in this list").check(timeout=LONG)
    page.get_by_role("button", name=button, exact=True).first.click(timeout=LONG)
    expect(page.get_by_role(opens)).to_be_visible(timeout=LONG)
    expect_no_barrier(page)


# --- where people sign in --------------------------------------------------------------------------------------------

ADA = "ada@example.org"


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """Nobody has been there yet."""
    made = Household(tmp_path_factory.mktemp("household"), {"SIGNUP": "open"})
    made.program.start()
    yield made
    made.program.end()


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    viewport: ViewportSize = {"width": 390, "height": 844}
    context = browser.new_context(locale="en-GB", viewport=viewport, reduced_motion="reduce")
    context.set_default_timeout(LONG)
    yield context.new_page()
    context.close()


def test_the_set_up_has_no_barrier(household: Household, phone: Page) -> None:
    phone.goto(household.address("/en/"))
    expect(phone.get_by_role("heading", name="Who looks after this server?")).to_be_visible(timeout=LONG)
    expect_no_barrier(phone)


@pytest.fixture(scope="module")
def settled(household: Household) -> Household:
    """Ada is its administrator."""
    with household.program.client() as client:
        account = {"email": ADA, "password": PASSWORD, "name": "Ada Lovelace"}
        client.post("/api/setup/", json=account).raise_for_status()
    return household


@pytest.mark.parametrize("path", ["sign-in", "sign-up", "reset-password"])
def test_a_page_on_which_one_comes_in_has_no_barrier(settled: Household, phone: Page, path: str) -> None:
    phone.goto(settled.address(f"/en/{path}/"))
    expect(phone.get_by_label("E-mail address")).to_be_visible(timeout=LONG)
    expect_no_barrier(phone)


def test_what_is_asked_after_a_password_has_no_barrier(settled: Household, phone: Page) -> None:
    phone.goto(settled.address("/en/sign-in/"))
    fill_in(phone, ADA)
    expect_desk(phone)
    spare = add_app(phone).spare
    sign_out(phone)
    fill_in(phone, ADA)
    expect(phone.get_by_label("Code from your app")).to_be_visible(timeout=LONG)
    expect_no_barrier(phone)
    phone.get_by_role("button", name="Use a recovery code").click()
    prove(phone, "Recovery code", spare[0])
    expect_desk(phone)


@pytest.mark.parametrize(
    ("path", "sight"),
    [
        pytest.param("profile", "You are signed in nowhere else.", id="the profile"),
        pytest.param("people", "Second factor added", id="the people"),
    ],
)
def test_a_page_about_accounts_has_no_barrier(settled: Household, phone: Page, path: str, sight: str) -> None:
    phone.goto(settled.address(f"/en/{path}/"))
    expect(phone.get_by_text(sight).first).to_be_visible(timeout=LONG)
    expect_no_barrier(phone)
