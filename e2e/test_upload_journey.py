"""Uploads that go on: through a lost network, a reload, a restart of the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Request, Route, expect

from e2e.conftest import Films
from testing.live_server import LiveServer
from testing.unreadable import noise

LONG = 90_000  # ms, on two busy cores
MEGABYTE = 1024 * 1024
SIZE = 40 * MEGABYTE
LINK = 50_000_000 // 8  # bytes a second


@dataclass
class Wire:
    """What the page sends to the server's uploads, as it happens. ``offsets``: where each PATCH began."""

    page: Page
    methods: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if "/api/uploads/" in request.url:
            self.methods.append(request.method)
            if request.method == "PATCH":
                self.offsets.append(int(request.headers["upload-offset"]))


@pytest.fixture
def wire(page: Page) -> Wire:
    return Wire(page)


@pytest.fixture
def link(page: Page) -> CDPSession:
    """The page's line to the server, of 50 Mbit/s."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    throttle(session, upload=LINK)
    return session


def throttle(session: CDPSession, *, upload: int, offline: bool = False) -> None:
    """``upload``: bytes a second; -1 for no limit."""
    conditions = {"offline": offline, "latency": 5, "downloadThroughput": -1, "uploadThroughput": upload}
    session.send("Network.emulateNetworkConditions", conditions)


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """Bytes enough for some seconds on the way; no film, as its end tells."""
    path = tmp_path / "Big night.mkv"
    path.write_bytes(noise(SIZE))
    return path


def drop(page: Page, *films: Path) -> Locator:
    """The films into the page; the card of the first."""
    expect(page.get_by_role("radio").first).to_be_visible(timeout=LONG)
    page.get_by_test_id("file-input").set_input_files(list(films))
    return card(page, films[0])


def card(page: Page, film: Path) -> Locator:
    return page.get_by_role("article", name=film.name)


def expect_under_way(card: Locator) -> None:
    expect(card.get_by_text(re.compile(r"[1-9]\d?% of .* uploaded"))).to_be_visible(timeout=LONG)


def arrived(program: LiveServer) -> int:
    """Bytes of the one upload on the server's disk."""
    return sum(path.stat().st_size for path in (program.data / "uploads").rglob("*") if path.is_file())


def expect_whole(program: LiveServer, film: Path) -> None:
    """The one film of the server, byte for byte."""
    program.wait_until(lambda: program.jobs() and program.jobs()[0]["status"] != "uploading", 90)
    [job] = program.jobs()
    assert (program.directory(job["id"]) / "source").read_bytes() == film.read_bytes()


def test_a_lost_network_is_waited_for_and_the_upload_goes_on_by_itself(
    program: LiveServer, page: Page, link: CDPSession, wire: Wire, big: Path
) -> None:
    page.goto(f"{program.url}/en/")
    film = drop(page, big)
    expect_under_way(film)
    throttle(link, upload=LINK, offline=True)
    expect(film.get_by_text("The network is gone.")).to_be_visible(timeout=LONG)
    page.wait_for_timeout(10_000)
    expect(film.get_by_text("The network is gone.")).to_be_visible()
    throttle(link, upload=LINK)
    expect(film.get_by_text("This isn’t a film that can be read.")).to_be_visible(timeout=LONG)
    expect_whole(program, big)
    assert wire.methods.count("POST") == 1, "it was not begun anew"


def test_after_a_reload_the_same_file_goes_on_from_where_it_was(
    program: LiveServer, page: Page, link: CDPSession, wire: Wire, big: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{program.url}/en/")
    expect_under_way(drop(page, big))
    program.wait_until(lambda: arrived(program) > 3 * MEGABYTE, 60)
    page.reload()
    film = card(page, big)
    expect(film.get_by_text(re.compile(r"Stopped at [1-9]\d?%"))).to_be_visible(timeout=LONG)
    wire.offsets.clear()
    film.get_by_test_id("again-input").set_input_files(big)
    throttle(link, upload=-1)
    expect(film.get_by_text("This isn’t a film that can be read.")).to_be_visible(timeout=LONG)
    assert wire.offsets[0] > 3 * MEGABYTE
    assert wire.methods.count("POST") == 1
    expect_whole(program, big)


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
    film.get_by_role("button", name="Pause", exact=True).click()
    expect(film.get_by_text("Paused. What has arrived is kept")).to_be_visible(timeout=LONG)
    before, sent = len(wire.offsets), arrived(program)
    page.wait_for_timeout(1500)
    assert len(wire.offsets) == before, "nothing is sent while it is paused"
    film.get_by_role("button", name="Resume", exact=True).click()
    program.wait_until(lambda: arrived(program) > sent + MEGABYTE, 60)
    assert wire.methods.count("POST") == 1
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
    program.start()
    expect(film.get_by_text("This isn’t a film that can be read.")).to_be_visible(timeout=LONG)
    assert wire.methods.count("POST") == 1
    expect_whole(program, big)


def test_a_proxy_that_lets_only_small_requests_through_is_met_with_smaller_pieces(
    program: LiveServer, page: Page, wire: Wire, big: Path
) -> None:
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
    film = drop(page, big)
    expect(film.get_by_text("This isn’t a film that can be read.")).to_be_visible(timeout=LONG)
    assert refused == [8 * MEGABYTE, 4 * MEGABYTE]
    expect_whole(program, big)


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
