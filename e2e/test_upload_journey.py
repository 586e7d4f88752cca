"""Uploads that are paused, cancelled, cut off by a restart of the program or by a narrow proxy; whole folders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from e2e.conftest import Films
from e2e.uploading import LONG, MEGABYTE, SLOW, Wire, arrived, card, drop, grown, link_of, throttle
from testing.live_server import LiveServer

SIZE = 40 * MEGABYTE


@pytest.fixture
def wire(page: Page) -> Wire:
    return Wire(page)


@pytest.fixture
def link(page: Page) -> CDPSession:
    """Slow: there is time to reload, pause or kill before the film is there."""
    line = link_of(page)
    throttle(line, upload=SLOW)
    return line


@pytest.fixture
def big(films: Films, tmp_path: Path) -> Path:
    """A film of some seconds on the way."""
    return grown(films.hevc_with_dolby_sound(), tmp_path / "Big night.mkv", SIZE)


def expect_under_way(card: Locator) -> None:
    expect(card.get_by_text(re.compile(r"[1-9]\d?% of .* uploaded"))).to_be_visible(timeout=LONG)


def expect_whole(program: LiveServer, film: Path) -> None:
    """The one film of the server, byte for byte."""
    program.wait_until(lambda: program.jobs() and program.jobs()[0]["status"] != "uploading", 90)
    [job] = program.jobs()
    assert (program.directory(job["id"]) / "source").read_bytes() == film.read_bytes()


def test_another_file_is_not_taken_for_the_one_that_stopped(
    program: LiveServer, page: Page, link: CDPSession, big: Path, tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{program.url}/en/")
    expect_under_way(drop(page, big))
    page.reload()
    film = card(page, big)
    expect(film.get_by_text(re.compile("Stopped at"))).to_be_visible(timeout=LONG)
    other = tmp_path / "other.mkv"
    other.write_bytes(b"short")
    film.get_by_test_id("again-input").set_input_files(other)
    expect(film.get_by_text("That is another file.")).to_be_visible()
    assert len(program.jobs()) == 1


def test_an_upload_is_paused_resumed_and_cancelled_without_a_trace(
    program: LiveServer, page: Page, link: CDPSession, wire: Wire, big: Path
) -> None:
    page.goto(f"{program.url}/en/")
    film = drop(page, big)
    expect_under_way(film)
    expect(film.get_by_role("button", name="Tracks and options")).to_be_visible(timeout=LONG)
    film.get_by_role("button", name="Pause", exact=True).press("Enter")  # a mouse is lost on what moves under it
    expect(film.get_by_text("Paused. What has arrived is kept")).to_be_visible(timeout=LONG)
    before, sent = len(wire.offsets), arrived(program)
    page.wait_for_timeout(1500)
    assert len(wire.offsets) == before, "nothing is sent while it is paused"
    film.get_by_role("button", name="Resume", exact=True).click()
    program.wait_until(lambda: arrived(program) > sent + MEGABYTE, 60)
    assert wire.begun == 1
    film.get_by_role("button", name="Cancel upload").click()
    expect(film).to_have_count(0, timeout=LONG)
    assert program.jobs() == []
    program.wait_until(lambda: arrived(program) == 0)


def test_a_killed_and_restarted_program_costs_a_moment(
    program: LiveServer, page: Page, link: CDPSession, wire: Wire, big: Path
) -> None:
    page.goto(f"{program.url}/en/")
    film = drop(page, big)
    expect_under_way(film)
    program.kill()
    expect(film.get_by_text(re.compile("goes on by itself"))).to_be_visible(timeout=LONG)
    throttle(link, upload=-1)
    program.start()
    expect(film.get_by_role("button", name="Convert")).to_be_visible(timeout=LONG)
    assert wire.begun == 1
    expect_whole(program, big)


def test_a_proxy_that_lets_only_small_requests_through_is_met_with_smaller_pieces(
    program: LiveServer, page: Page, films: Films, tmp_path: Path
) -> None:
    narrow = grown(films.hevc_with_dolby_sound(), tmp_path / "Narrow.mkv", 12 * MEGABYTE)
    most = 3 * MEGABYTE
    refused: list[int] = []

    def proxy(route: Route) -> None:
        length = int(route.request.headers.get("x-length", "0"))
        if length > most:
            refused.append(length)
            route.fulfill(status=413, content_type="text/html", body="<h1>413 Request Entity Too Large</h1>")
        else:
            route.continue_()

    # A film's bytes are not shown to those who watch the browser's requests: the page's own request says how many.
    page.add_init_script(
        "const send = XMLHttpRequest.prototype.send;"
        "XMLHttpRequest.prototype.send = function (body) {"
        "  if (body instanceof Blob) this.setRequestHeader('x-length', String(body.size));"
        "  return send.call(this, body);"
        "};"
    )
    page.route("**/api/uploads/*/", proxy)
    page.goto(f"{program.url}/en/")
    film = drop(page, narrow)
    expect(film.get_by_role("button", name="Convert")).to_be_visible(timeout=LONG)
    assert refused == [4 * MEGABYTE]
    expect_whole(program, narrow)


def test_of_a_dropped_folder_the_films_are_sent(program: LiveServer, page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "Films"
    (folder / "Series").mkdir(parents=True)
    for name in ("One.mkv", "Two.mp4", "Series/Three.avi", "cover.jpg", "Two.nfo"):
        (folder / name).write_text(f"no film: {name}")
    page.goto(f"{program.url}/en/")
    expect(page.get_by_role("radio").first).to_be_visible(timeout=LONG)
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": step, "x": 600, "y": 500, "data": data})
    program.wait_until(lambda: len(program.jobs()) == 3, 60)
    assert sorted(job["filename"] for job in program.jobs()) == ["One.mkv", "Three.avi", "Two.mp4"]


def test_the_library_for_uploads_is_loaded_with_the_first_film(program: LiveServer, page: Page, films: Films) -> None:
    loaded: list[str] = []
    page.on("response", lambda answer: loaded.append(answer.url) if answer.url.endswith(".js") else None)
    page.goto(f"{program.url}/en/")
    expect(page.get_by_role("radio").first).to_be_visible(timeout=LONG)
    page.wait_for_load_state("networkidle")
    first = len(loaded)
    film = drop(page, films.plays_as_it_is())
    expect(film.get_by_text("This film plays as it is.")).to_be_visible(timeout=LONG)
    assert len(loaded) > first
