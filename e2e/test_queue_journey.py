"""The queue in the page: holding a film or all of them, their order, and the same film for another device."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.conftest import Films
from testing.live_server import LiveServer

LONG = 90_000  # ms: conversions on two busy cores


def card(page: Page, film: Path) -> Locator:
    return page.get_by_role("article", name=film.name)


def line(page: Page) -> Locator:
    return page.get_by_role("list", name="Films that wait, in their order").get_by_role("article")


def queue(program: LiveServer, *films: Path) -> None:
    """The films, to be converted one after the other in this order."""
    for film in films:
        job = program.upload(film, start="true", device="chromecast-3")
        program.wait_for(job["id"], "queued", "processing", "completed")


def hold(program: LiveServer, *, paused: bool) -> None:
    with program.client() as client:
        client.patch("/api/queue/", json={"paused": paused}).raise_for_status()


def test_a_film_is_paused_at_its_work_survives_a_reload_and_goes_on(
    program: LiveServer, page: Page, films: Films
) -> None:
    film = films.big_picture()
    queue(program, film)
    page.goto(f"{program.url}/en/")
    some = re.compile("[1-9]")  # per cent
    expect(card(page, film).get_by_role("progressbar")).to_have_attribute("aria-valuenow", some, timeout=LONG)
    card(page, film).get_by_role("button", name="Pause", exact=True).click()
    before = percent_when_paused(page, film)
    page.reload()
    assert percent_when_paused(page, film) >= before, "its worker may have had one more thing to store"
    [job] = program.jobs()
    assert job["status"] == "paused"
    card(page, film).get_by_role("button", name="Resume", exact=True).click()
    expect(card(page, film).get_by_text("proven to play")).to_be_visible(timeout=LONG)
    assert program.job(job["id"])["attempt"] == 1, "what was done before the pause was kept"


def percent_when_paused(page: Page, film: Path) -> int:
    held = card(page, film).get_by_text(re.compile(r"Paused at \d+"))
    expect(held).to_be_visible(timeout=LONG)
    said = held.text_content() or ""  # not inner_text: a card out of sight isn't laid out and has none
    found = re.search(r"\d+", said)
    assert found, said
    return int(found[0])


@pytest.fixture
def three(program: LiveServer, page: Page, films: Films) -> list[str]:
    """The names of three films that wait in a paused queue, on the page in the order of their turns."""
    waiting = [films.hevc_with_dolby_sound(f"{name}.mkv") for name in ("Ronja", "Metropolis", "Heimat")]
    hold(program, paused=True)
    queue(program, *waiting)
    page.goto(f"{program.url}/en/")
    names = [film.name for film in waiting]
    expect_order(page, program, names)
    return names


def test_the_mouse_drags_a_waiting_film_to_the_top(program: LiveServer, page: Page, three: list[str]) -> None:
    first, second, third = three
    drag(page, three, third, onto=first)
    expect_order(page, program, [third, first, second])
    page.reload()
    expect_order(page, program, [third, first, second])


def test_keys_alone_move_a_waiting_film(program: LiveServer, page: Page, three: list[str]) -> None:
    first, second, third = three
    handle(page, first).focus()
    for key, said in [("Space", "position 1 of 3"), ("ArrowDown", "position 2 of 3"), ("Space", "now stands")]:
        page.keyboard.press(key, delay=80)  # ms, as a finger does
        expect(page.get_by_text(re.compile(f"{re.escape(first)}.* {said}"))).to_be_attached(timeout=LONG)
    expect_order(page, program, [second, first, third])


def test_the_menu_moves_a_waiting_film_without_dragging(program: LiveServer, page: Page, three: list[str]) -> None:
    first, second, third = three
    page.get_by_role("button", name=f"More for {third}").click()
    page.get_by_role("menuitem", name="Do it first").click()
    expect_order(page, program, [third, first, second])
    page.get_by_role("button", name=f"More for {first}").click()
    page.get_by_role("menuitem", name="Move down").click()
    expect_order(page, program, [third, second, first])


def handle(page: Page, name: str) -> Locator:
    """That drags the film's row, once dragging has come to the page."""
    found = page.get_by_role("button", name=f"Move {name}", exact=True)
    expect(found).to_be_enabled(timeout=LONG)
    return found


def drag(page: Page, names: list[str], name: str, *, onto: str) -> None:
    """Let go of once it was read aloud where the film would stand in the line of ``names``."""
    grip = handle(page, name)
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), line(page).filter(has_text=onto).bounding_box()
    assert start is not None
    assert end is not None
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 10, steps=3)
    page.mouse.move(x, end["y"] + end["height"] / 4, steps=12)
    place = f"position {names.index(onto) + 1} of {len(names)}"
    expect(page.get_by_text(f"{name}: {place}")).to_be_attached(timeout=LONG)
    page.mouse.up()


def expect_order(page: Page, program: LiveServer, names: list[str]) -> None:
    """On the page and in the server."""
    expect(line(page)).to_have_count(len(names), timeout=LONG)
    for place, name in enumerate(names):
        expect(line(page).nth(place)).to_have_attribute("aria-label", name, timeout=LONG)
    program.wait_until(lambda: served(program) == names)


def served(program: LiveServer) -> list[str]:
    waiting = [job for job in program.jobs() if job["status"] == "queued"]
    return [job["filename"] for job in sorted(waiting, key=lambda job: job["position"])]


def test_a_paused_queue_starts_nothing_until_it_is_resumed(program: LiveServer, page: Page, films: Films) -> None:
    film = films.hevc_with_dolby_sound()
    hold(program, paused=True)
    queue(program, film)
    page.goto(f"{program.url}/en/")
    expect(page.get_by_text("The queue is paused.")).to_be_visible()
    expect(card(page, film).get_by_text("Next in line")).to_be_visible()
    page.wait_for_timeout(2000)  # ms: longer than a free worker takes to begin
    assert [job["status"] for job in program.jobs()] == ["queued"]
    page.get_by_role("button", name="Resume the queue").click()
    expect(page.get_by_text("The queue is paused.")).to_be_hidden()
    expect(card(page, film).get_by_text("proven to play")).to_be_visible(timeout=LONG)


def test_one_window_shows_what_another_does_with_the_queue(program: LiveServer, page: Page, films: Films) -> None:
    hold(program, paused=True)
    queue(program, films.hevc_with_dolby_sound())
    page.goto(f"{program.url}/en/")
    expect(page.get_by_text("The queue is paused.")).to_be_visible()
    hold(program, paused=False)
    expect(page.get_by_text("The queue is paused.")).to_be_hidden(timeout=LONG)
    hold(program, paused=True)
    expect(page.get_by_text("The queue is paused.")).to_be_visible(timeout=LONG)


def test_a_finished_film_is_converted_for_another_device_without_an_upload(
    program: LiveServer, page: Page, films: Films
) -> None:
    film = films.hevc_with_dolby_sound()
    queue(program, film)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{program.url}/en/")
    expect(card(page, film).get_by_text("proven to play")).to_be_visible(timeout=LONG)
    card(page, film).get_by_role("button", name="For another device").click()
    sheet = page.get_by_role("dialog", name="Convert for another device")
    sheet.get_by_role("radio", name=re.compile("Ultra")).click()
    sheet.get_by_role("button", name="Convert", exact=True).click()
    expect(page.get_by_text("proven to play")).to_have_count(2, timeout=LONG)
    newest, oldest = program.jobs()
    assert (newest["device"], oldest["device"]) == ("chromecast-ultra", "chromecast-3")
    assert [url.rsplit("/api/", 1)[1] for url in sent] == [f"jobs/{oldest['id']}/again/"]


def test_a_film_that_starts_later_waits_for_its_hour(program: LiveServer, page: Page, films: Films) -> None:
    film = films.hevc_with_dolby_sound()
    job = program.upload(film, start="false", device="chromecast-3")
    program.wait_for(job["id"], "ready")
    page.goto(f"{program.url}/en/")
    page.get_by_role("button", name=f"Start later: {film.name}").click()
    page.get_by_role("dialog", name="Start later").get_by_role("button", name="Start then").click()
    expect(card(page, film).get_by_text(re.compile("^Not before"))).to_be_visible(timeout=LONG)
    page.get_by_role("button", name=f"More for {film.name}").click()
    page.get_by_role("menuitem", name="Start later").click()
    page.get_by_role("dialog", name="Start later").get_by_role("button", name="As soon as possible").click()
    expect(card(page, film).get_by_text("proven to play")).to_be_visible(timeout=LONG)
