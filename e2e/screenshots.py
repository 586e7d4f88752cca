"""A picture of every page, phone and desktop, light and dark, filled with real jobs: ``screenshots.py FOLDER``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from castengine import find_tools

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from e2e.conftest import CHROMIUM_FLAGS
from testing.live_server import LiveServer

SCREENS = {"desktop": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")

# name, seconds, picture, encoders: films that look like something and stand for the usual cases
FILMS: list[tuple[str, int, str, list[str]]] = [
    (
        "Le fabuleux destin d’Amélie Poulain (2001).mkv",
        20,
        "gradients=s=1280x720:c0=0xf2a65a:c1=0xb5485d:c2=0x241a3a:nb_colors=3:speed=0.02:r=24",
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "dca", "-strict", "-2", "-ac", "6"],
    ),
    (
        "Planet Earth III · S01E02 · 2160p.mkv",
        4,
        "mandelbrot=s=1920x1080:r=25:start_scale=2:end_scale=0.1",
        ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-c:a", "ac3", "-ac", "6"],
    ),
    (
        "Spirited Away.mkv",
        12,
        "gradients=s=1280x720:c0=0xd7e3fc:c1=0x8aa1c9:c2=0x25324d:nb_colors=3:type=radial:r=24",
        ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-c:a", "libopus"],
    ),
    (
        "Holiday 2019 in the Dolomites.mp4",
        8,
        "gradients=s=1280x720:c0=0x0b2a4a:c1=0x1f6f8b:c2=0xe8c07d:nb_colors=3:r=25",
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"],
    ),
]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        work = Path(temporary)
        with running(work / "empty") as program:
            shoot_everywhere(browser, program, folder, "empty", ["en/", "en/history/"])
        with running(work / "full") as program:
            fill(program, work)
            shoot_everywhere(browser, program, folder, "full", ["en/", "de/", "en/history/", "en/nowhere/"])
            shoot_opened(browser, program, folder, ON_THE_DESK)
        with running(work / "queue", WORKER_CONCURRENCY="1") as program:
            crowd(program, work)
            shoot_everywhere(browser, program, folder, "queue", ["en/", "fr/", "en/history/"])
            shoot_opened(browser, program, folder, IN_THE_QUEUE)
            hold(program)
            shoot_everywhere(browser, program, folder, "held", ["en/", "it/"])


@contextmanager
def running(data: Path, **variables: str) -> Iterator[LiveServer]:
    program = LiveServer(data, data.with_suffix(".log"), variables).start()
    try:
        yield program
    finally:
        program.stop()


def fill(program: LiveServer, work: Path) -> None:
    """A desk as on a busy evening: ready, done, playing as it is, failed, and one that converts."""
    subtitles = work / "subtitles.srt"
    subtitles.write_text("1\n00:00:00,500 --> 00:00:03,000\nBonsoir.\n")
    films = [make_film(work, subtitles, *film) for film in FILMS]
    lengthen(films[1], times=60)
    shorten(films[2])
    broken = work / "rental_episode.wmv"
    broken.write_bytes(b"\x00" * 100_000)
    uploaded = [program.upload(film, start="false", device="chromecast-3")["id"] for film in films]
    for job in uploaded:
        program.wait_for(job, "ready")
    _, planet, spirited, holiday = uploaded
    start(program, spirited)
    program.wait_for(spirited, "completed")
    start(program, holiday)
    program.upload(broken, device="chromecast-3")
    program.wait_for(holiday, "completed")
    start(program, planet)
    program.wait_for(planet, "processing")
    time.sleep(3)


def crowd(program: LiveServer, work: Path) -> None:
    """A queue as on a busy evening: one at work, one held, four that wait, each for its own reason."""
    long, other = work / FILMS[1][0], work / "Metropolis (1927).mkv"
    short = work / FILMS[0][0]
    other.hardlink_to(long)
    waiting = [short.with_name(f"{name}.mkv") for name in ("Ronja", "Paris, Texas", "Das Boot", "Heimat")]
    for film in waiting:
        film.hardlink_to(short)
    held = program.upload(other, start="true", device="chromecast-3")["id"]
    program.wait_for(held, "processing")
    time.sleep(5)
    ask(program, "POST", f"jobs/{held}/pause/")
    program.wait_for(program.upload(long, start="true", device="chromecast-3")["id"], "processing")
    # As plain films in the queue: the picture is drawn on, so that they are not done within seconds.
    wishes = '{"max_height": 480}'
    jobs = [program.upload(f, start="true", device="chromecast-3", options=wishes)["id"] for f in waiting]
    for job in jobs:
        program.wait_for(job, "queued")
    ask(program, "PATCH", f"jobs/{jobs[2]}/", priority="high")
    ask(program, "PATCH", f"jobs/{jobs[3]}/", not_before="2030-01-01T01:00:00Z")


def hold(program: LiveServer) -> None:
    ask(program, "PATCH", "queue/", paused=True, hours={"from": "22:00", "until": "07:00"})


def ask(program: LiveServer, method: str, path: str, **said: object) -> None:
    with program.client() as client:
        client.request(method, f"/api/{path}", json=said or None).raise_for_status()


def make_film(work: Path, subtitles: Path, name: str, seconds: int, picture: str, encoding: list[str]) -> Path:
    film = work / name
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=frequency=220"]
    text = ["-i", str(subtitles), "-map", "2", "-c:s", "srt", "-metadata:s:s:0", "language=eng"]
    extra = text if film.suffix == ".mkv" else []
    maps = ["-map", "0", "-map", "1", "-metadata:s:a:0", "language=fre", "-t", str(seconds)]
    inputs += extra[:2]
    command = [str(find_tools().ffmpeg), "-nostdin", "-loglevel", "error", *inputs, *maps, *extra[2:], *encoding]
    subprocess.run([*command, "-y", f"file:{film}"], check=True)
    return film


def lengthen(film: Path, times: int) -> Path:
    """The film so many times in a row, packets copied: long to convert, quick to make."""
    loop = ["-stream_loop", str(times - 1), "-i", f"file:{film}", "-map", "0", "-c", "copy"]
    long = film.with_name(f"long {film.name}")
    subprocess.run([str(find_tools().ffmpeg), "-nostdin", "-loglevel", "error", *loop, f"file:{long}"], check=True)
    return long.replace(film)


def shorten(film: Path) -> None:
    """As after a download that broke off: the last third is missing."""
    with film.open("r+b") as file:
        file.truncate(film.stat().st_size * 2 // 3)


def start(program: LiveServer, job: str) -> None:
    ask(program, "POST", f"jobs/{job}/start/")


def shoot_everywhere(browser: Browser, program: LiveServer, folder: Path, state: str, paths: list[str]) -> None:
    for screen, theme, page in pages(browser):
        for path in paths:
            page.goto(f"{program.url}/{path}")
            page.wait_for_timeout(1200)
            name = path.strip("/").replace("/", "-")
            shoot(page, folder / f"{state}-{name}-{screen}-{theme}.png")


def shoot(page: Page, path: Path) -> None:
    """The whole page on a screen as tall as it: bars that are fixed to the screen's edge stay there."""
    screen = page.viewport_size
    assert screen is not None
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": screen["width"], "height": max(height, screen["height"])})
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    page.set_viewport_size(screen)


# name of the picture, part of the page, button to press there
Opened = tuple[str, str, re.Pattern[str]]
ON_THE_DESK: list[Opened] = [
    ("options", "Amélie", re.compile("options$", re.IGNORECASE)),
    ("later", "Amélie", re.compile("^Start .* later$")),
    ("details", "Spirited", re.compile("Details")),
    ("player", "Spirited", re.compile("Play here")),
    ("again", "Spirited", re.compile("For another device")),
]
IN_THE_QUEUE: list[Opened] = [
    ("menu", "Ronja", re.compile("^More for")),
    ("hours", "Queue", re.compile("^Hours")),
]


def shoot_opened(browser: Browser, program: LiveServer, folder: Path, opened: list[Opened]) -> None:
    """The sheets, the menus and the player, opened."""
    for screen, theme, page in pages(browser):
        for name, part, button in opened:
            page.goto(f"{program.url}/en/")
            place = page.get_by_role("article").filter(has_text=part).or_(page.get_by_role("region", name=part))
            place.first.get_by_role("button", name=button).first.click()
            page.wait_for_timeout(1200)
            page.screenshot(path=folder / f"sheet-{name}-{screen}-{theme}.png")


def pages(browser: Browser) -> Iterator[tuple[str, str, Page]]:
    for screen, viewport in SCREENS.items():
        for theme in THEMES:
            is_phone = screen == "phone"
            context = browser.new_context(
                locale="en-GB",
                viewport=viewport,  # type: ignore[arg-type]
                color_scheme=theme,  # type: ignore[arg-type]
                has_touch=is_phone,
                is_mobile=is_phone,
            )
            yield screen, theme, context.new_page()
            context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
