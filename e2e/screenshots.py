"""A picture of every page and sheet, phone and desktop, light and dark, with real jobs: ``screenshots.py FOLDER``.

``screenshots.py FOLDER PART…`` takes those parts of the tour alone: ``empty``, ``desk``, ``queue``, ``accounts``,
``open``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from e2e import tour_accounts
from e2e import tour_films as films
from e2e.conftest import CHROMIUM_FLAGS
from e2e.tour import Opened, Tour, running
from testing.live_server import LiveServer

LANGUAGES = ("de", "fr", "es", "it")


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for name in wanted or PARTS:
            with running(Path(temporary) / name, WORKER_CONCURRENCY="1", **VARIABLES.get(name, {})) as program:
                PARTS[name](Tour(browser, program, folder), Path(temporary))


# --- the parts -------------------------------------------------------------------------------------------------------


def empty(tour: Tour, _: Path) -> None:
    tour.pages("empty", "en/", "en/history/", "fr/", "en/nowhere/")


ON_THE_DESK = [
    Opened("options", "options$|Options$", "Amélie"),
    Opened("later", "^Start later", "Amélie"),
    Opened("remove", "^Remove", "Amélie"),
    Opened("details", "Details", "Spirited"),
    Opened("player", "Play here", "Spirited"),
    Opened("again", "For another device", "Spirited"),
    Opened("files", "More files|Subtitles|Poster", "Spirited"),
    Opened("language", "^Language|English"),
    Opened("look", "^Appearance|Theme|Look"),
    Opened("history-chosen", "Select all in this list", path="en/history/"),
    Opened("history-delete", "^Delete Spirited", "Spirited", path="en/history/"),
]


def desk(tour: Tour, work: Path) -> None:
    fill(tour.program, work)
    tour.pages("desk", "en/", "en/history/", *[f"{language}/" for language in LANGUAGES], "de/history/")
    tour.opened(*ON_THE_DESK)


IN_THE_QUEUE = [
    Opened("menu", "^More for", "Ronja"),
    Opened("menu-later", "^More for", "Ronja", then="Start later"),
    Opened("hours", "^Hours", "Queue"),
    Opened("workers", "^Who does the work", "Queue"),
]


def queue(tour: Tour, work: Path) -> None:
    crowd(tour.program, work)
    tour.pages("queue", "en/", "en/history/", *[f"{language}/" for language in LANGUAGES])
    tour.opened(*IN_THE_QUEUE)
    ask(tour.program, "PATCH", "queue/", hours=hours_to_come())
    tour.pages("resting", "en/", "de/")
    ask(tour.program, "PATCH", "queue/", paused=True)
    tour.pages("held", "en/", "it/", "es/history/")
    lose(tour)


def lose(tour: Tour) -> None:
    """What was on the page when the server went away."""
    for screen, page in tour.screens():
        tour.visit(page, "en/")
        tour.program.stop()
        page.get_by_role("button", name="Try now").wait_for()
        page.wait_for_timeout(1500)  # ms: it waits a second before it shows itself
        tour.shoot(page, f"lost-{screen}", whole=False)
        tour.program.start()


def open_network(tour: Tour, _: Path) -> None:
    tour.pages("open", "en/", "de/")


PARTS: dict[str, Callable[[Tour, Path], None]] = {
    "empty": empty,
    "desk": desk,
    "queue": queue,
    "accounts": tour_accounts.visit,
    "open": open_network,
}
VARIABLES = {"accounts": tour_accounts.VARIABLES, "open": {"ALLOW_OPEN_LAN": "true"}}


# --- what is on the pages --------------------------------------------------------------------------------------------


def fill(program: LiveServer, work: Path) -> None:
    """A desk as on a busy evening: ready, done, playing as it is, failed, stopped half-way, and one that converts."""
    made = [films.make(work, film) for film in (films.AMELIE, films.PLANET, films.SPIRITED, films.HOLIDAY)]
    broken = work / "rental_episode.wmv"
    broken.write_bytes(b"\x00" * 100_000)
    uploaded = [program.upload(film, start="false", device="chromecast-3")["id"] for film in made]
    for job in uploaded:
        program.wait_for(job, "ready")
    _, planet, spirited, holiday = uploaded
    start(program, spirited)
    program.wait_for(spirited, "completed")
    start(program, holiday)
    program.upload(broken, device="chromecast-3")
    program.wait_for(holiday, "completed")
    break_off(program)
    start(program, planet)
    program.wait_for(planet, "processing")
    time.sleep(3)


def break_off(program: LiveServer) -> None:
    """An upload that stopped at 43 of 100."""
    tus = {"Tus-Resumable": "1.0.0"}
    name = "V2VkZGluZyAyMDE5IChjYW1lcmEpLm10cw=="  # Wedding 2019 (camera).mts
    with program.client() as client:
        created = client.post(
            "/api/uploads/", headers={**tus, "Upload-Length": "1000", "Upload-Metadata": f"filename {name}"}
        )
        piece = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        client.patch(created.headers["Location"], headers=piece, content=b"x" * 430).raise_for_status()


def crowd(program: LiveServer, work: Path) -> None:
    """A queue as on a busy evening: one at work, one held, four that wait, each for its own reason."""
    long, short = films.make(work, films.PLANET), films.make(work, films.AMELIE)
    other = work / "Metropolis (1927).mkv"
    other.hardlink_to(long)
    waiting = [short.with_name(f"{name}.mkv") for name in ("Ronja", "Paris, Texas", "Das Boot", "Heimat")]
    for film in waiting:
        film.hardlink_to(short)
    held = program.upload(other, start="true", device="chromecast-3")["id"]
    program.wait_for(held, "processing")
    time.sleep(6)
    ask(program, "POST", f"jobs/{held}/pause/")
    program.wait_for(program.upload(long, start="true", device="chromecast-3")["id"], "processing")
    # As plain films in the queue: the picture is drawn on, so that they are not done within seconds.
    wishes = '{"max_height": 480}'
    jobs = [program.upload(f, start="true", device="chromecast-3", options=wishes)["id"] for f in waiting]
    for job in jobs:
        program.wait_for(job, "queued")
    ask(program, "PATCH", f"jobs/{jobs[2]}/", priority="high")
    ask(program, "PATCH", f"jobs/{jobs[3]}/", not_before="2030-01-01T01:00:00Z")


def hours_to_come() -> dict[str, str]:
    """Two hours of the day that begin in two."""
    now = time.localtime().tm_hour
    return {"from": f"{(now + 2) % 24:02}:00", "until": f"{(now + 4) % 24:02}:00"}


def start(program: LiveServer, job: str) -> None:
    ask(program, "POST", f"jobs/{job}/start/")


def ask(program: LiveServer, method: str, path: str, **said: object) -> None:
    with program.client() as client:
        client.request(method, f"/api/{path}", json=said or None).raise_for_status()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2:])
