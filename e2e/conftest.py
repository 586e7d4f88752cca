"""The program as a person meets it: a real server process, films made by ffmpeg, a real Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from testing.live_server import LiveServer

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CORPUS", ROOT / "../shared/corpus/files"))

expect.set_options(timeout=30_000)  # ms, on two busy cores; by itself Playwright waits for five seconds

# What a browser under test must not do: phone home, ask for updates, need a sandbox that root can't have.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path / "data", tmp_path / "log").start()
    yield server
    server.end()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        message = "Chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="en-GB", viewport={"width": 1360, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose uncaught errors and refused scripts fail the test that used it."""
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"uncaught in the page: {error}"))
    # From the first listener on Chromium hands its choosers over. Told only when a test begins to wait for one, it may
    # hear so after the click, and the chooser goes nowhere.
    opened.on("filechooser", lambda _: None)
    return opened


@pytest.fixture(scope="session")
def ffmpeg() -> Path:
    from castengine import find_tools

    return find_tools().ffmpeg


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Path) -> Films:
    return Films(tmp_path_factory.mktemp("films"), ffmpeg)


@dataclass(frozen=True)
class Films:
    """Films as people have them, made once a session."""

    folder: Path
    ffmpeg: Path

    def hevc_with_dolby_sound(self, name: str = "Café & the “Sea” (2019).mkv", seconds: int = 6) -> Path:
        """Matroska, HEVC 640x360 at 25 a second, AC-3 5.1 in French, English subtitles: no old stick plays it."""
        subtitles = self.folder / "english.srt"
        subtitles.write_text("1\n00:00:00,500 --> 00:00:03,000\nHello from the <i>sea</i>\n")
        picture = f"testsrc2=size=640x360:rate=25:duration={seconds}"
        sound = f"aevalsrc=0.2*sin(440*2*PI*t)|0.2*sin(550*2*PI*t)|0.2*sin(660*2*PI*t)|0|0|0:c=5.1:d={seconds}"
        inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-i", str(subtitles)]
        video = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"]
        audio = ["-c:a", "ac3", "-metadata:s:a:0", "language=fre", "-metadata:s:s:0", "language=eng"]
        return self._make(name, [*inputs, "-map", "0", "-map", "1", "-map", "2", *video, *audio, "-c:s", "srt"])

    def plays_as_it_is(self, name: str = "Holiday.mp4") -> Path:
        """H.264 and stereo AAC in MP4 with its index in front: nothing to do for any stick."""
        picture, sound = "testsrc2=size=640x360:rate=25:duration=4", "sine=frequency=440:duration=4"
        inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
        streams = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast", "-c:a", "aac", "-ac", "2"]
        return self._make(name, [*inputs, *streams, "-movflags", "+faststart"])

    def index_last(self, name: str = "Camera.mp4") -> Path:
        """H.264 and stereo AAC in MP4 as cameras write it: its index behind the pictures."""
        picture, sound = "testsrc2=size=640x360:rate=25:duration=4", "sine=frequency=440:duration=4"
        inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
        streams = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast", "-c:a", "aac", "-ac", "2"]
        return self._make(name, [*inputs, *streams])

    def big_picture(self) -> Path:
        """MPEG-4 ASP, 720p, quickly made, that keeps two cores busy for some seconds when it is converted."""
        inputs = ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=30"]
        return self._make("Long night.mkv", [*inputs, "-c:v", "mpeg4", "-q:v", "10"])

    def _make(self, name: str, arguments: list[str]) -> Path:
        film = self.folder / name
        if not film.exists():
            command = [str(self.ffmpeg), "-nostdin", "-loglevel", "error", *arguments, "-y", f"file:{film}"]
            subprocess.run(command, check=True)
        return film
