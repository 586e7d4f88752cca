"""The main job: from a dropped film to one that plays."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from castengine import find_tools, probe
from e2e.conftest import CORPUS, Films
from e2e.playback import play, seek_error
from testing.live_server import LiveServer

LONG = 90_000  # ms: conversions on two busy cores


def drop(page: Page, film: Path) -> Locator:
    """The film into the page, once the devices stand on it; its card."""
    expect(page.get_by_role("radio").first).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(film)
    card = page.get_by_role("article").filter(has_text=film.name)
    expect(card).to_be_visible()
    return card


def convert(card: Locator) -> None:
    card.get_by_role("button", name="Convert", exact=True).click(timeout=LONG)
    expect(card.get_by_text("proven to play")).to_be_visible(timeout=LONG)


def test_a_film_that_no_old_stick_plays_is_dropped_converted_played_and_downloaded(
    program: LiveServer, page: Page, films: Films, tmp_path: Path
) -> None:
    film = films.hevc_with_dolby_sound()
    page.goto(program.url)
    expect(page).to_have_url(re.compile("/en/$"))
    page.get_by_role("radio", name=re.compile("3rd gen")).click()

    card = drop(page, film)
    expect(card.get_by_text(re.compile("HEVC")).first).to_be_visible(timeout=LONG)
    expect(card.get_by_text(re.compile(r"Dolby Digital|AC-3")).first).to_be_visible()
    expect(card.get_by_text(re.compile("French")).first).to_be_visible()
    convert(card)

    card.get_by_role("button", name="Play here").click()
    video = page.locator("video")
    expect(video).to_be_visible()
    seen = play(video)
    assert seen.error is None
    assert seen.advanced > 0.8
    assert (seen.width, seen.height) == (640, 360)
    assert seen.frames > 5
    assert seen.colours > 8
    assert seen.audio_bytes > 0
    assert seen.duration == pytest.approx(6, abs=0.3)
    assert seek_error(video) < 0.5
    expect(video.locator("track")).to_have_count(1)
    page.keyboard.press("Escape")

    with page.expect_download() as waiting:
        card.get_by_role("link", name="Download").first.click()
    assert waiting.value.suggested_filename == f"{film.stem}.cast.mp4"
    got = tmp_path / "got.mp4"
    waiting.value.save_as(got)
    media = probe(got, find_tools())
    assert [stream.codec for stream in media.streams] == ["h264", "aac", "mov_text"]
    assert media.index_in_front is True


def test_the_progress_on_the_page_comes_over_the_socket_and_only_grows(
    program: LiveServer, page: Page, films: Films
) -> None:
    frames: list[dict[str, Any]] = []

    def remember(payload: str | bytes) -> None:
        frames.append(json.loads(payload))

    page.on("websocket", lambda socket: socket.on("framereceived", remember))
    page.goto(f"{program.url}/en/")
    convert(drop(page, films.big_picture()))
    program.wait_until(lambda: 100 in told(page, frames))
    shares = told(page, frames)
    assert len({s for s in shares if 0 < s < 100}) >= 3
    assert shares == sorted(shares)
    assert shares[-1] == 100


def told(page: Page, frames: list[dict[str, Any]]) -> list[float]:
    """The job's progress, in per cent, in what has come over the socket by now."""
    page.wait_for_timeout(50)  # ms: frames are handed over only while Playwright is waited for
    return [frame["job"]["progress"] for frame in frames if frame["type"] in ("job.progress", "job.updated")]


def test_a_film_that_plays_as_it_is_says_so_and_is_left_alone(program: LiveServer, page: Page, films: Films) -> None:
    page.goto(f"{program.url}/en/")
    film = films.plays_as_it_is()
    card = drop(page, film)
    expect(card.get_by_text("This film plays as it is.")).to_be_visible(timeout=LONG)
    card.get_by_role("button", name="Use it as it is").click()
    with page.expect_download() as waiting:
        card.get_by_role("link", name="Download").first.click(timeout=LONG)
    assert Path(waiting.value.path()).read_bytes() == film.read_bytes()


def test_a_text_named_mkv_is_refused_in_plain_words(program: LiveServer, page: Page, tmp_path: Path) -> None:
    page.goto(f"{program.url}/en/")
    letter = tmp_path / "letter.mkv"
    letter.write_text("Dear all, this is no film.\n" * 50)
    card = drop(page, letter)
    expect(card.get_by_text("This isn’t a film that can be read.")).to_be_visible(timeout=LONG)


def test_a_reload_in_the_middle_loses_nothing(program: LiveServer, page: Page, films: Films) -> None:
    page.goto(f"{program.url}/en/")
    card = drop(page, films.big_picture())
    card.get_by_role("button", name="Convert", exact=True).click(timeout=LONG)
    expect(card.get_by_role("progressbar")).to_be_visible(timeout=LONG)
    page.reload()
    expect(card.get_by_text("proven to play")).to_be_visible(timeout=LONG)


def test_a_program_that_is_killed_in_the_middle_does_the_film_again(
    program: LiveServer, page: Page, films: Films
) -> None:
    page.goto(f"{program.url}/en/")
    card = drop(page, films.big_picture())
    card.get_by_role("button", name="Convert", exact=True).click(timeout=LONG)
    expect(card.get_by_text(re.compile(r"real time"))).to_be_visible(timeout=LONG)
    program.kill()
    program.start()
    expect(card.get_by_text("proven to play")).to_be_visible(timeout=LONG)
    [job] = program.jobs()
    assert job["attempt"] == 2
    left = sorted(path.name for path in program.data.rglob("*") if ".part" in path.name)
    assert left == []


def test_a_cancelled_film_stops_and_can_be_started_again(program: LiveServer, page: Page, films: Films) -> None:
    page.goto(f"{program.url}/en/")
    card = drop(page, films.big_picture())
    card.get_by_role("button", name="Convert", exact=True).click(timeout=LONG)
    expect(card.get_by_text(re.compile(r"real time"))).to_be_visible(timeout=LONG)
    card.get_by_role("button", name="Cancel", exact=True).click()
    expect(card.get_by_text("You stopped this one.")).to_be_visible()
    card.get_by_role("button", name="Try again").click()
    expect(card.get_by_text("proven to play")).to_be_visible(timeout=LONG)


def test_the_keyboard_alone_chooses_a_device_and_converts(program: LiveServer, page: Page, films: Films) -> None:
    page.goto(f"{program.url}/en/")
    first = page.get_by_role("radio").first
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("ArrowRight", delay=80)  # ms, as a finger does
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.get_by_role("button", name="Choose files").focus()
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(films.hevc_with_dolby_sound())
    button = page.get_by_role("button", name="Convert", exact=True)
    expect(button).to_be_visible(timeout=LONG)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("proven to play")).to_be_visible(timeout=LONG)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no media corpus at {CORPUS}: set CORPUS")
def test_a_real_film_of_the_corpus_plays_after_conversion(program: LiveServer, page: Page) -> None:
    film = CORPUS / "membrane_matroska_plugin" / "h264_opus_video.mkv"
    page.goto(f"{program.url}/en/")
    card = drop(page, film)
    convert(card)
    card.get_by_role("button", name="Play here").click()
    seen = play(page.locator("video"))
    assert seen.error is None
    assert seen.frames > 5
    assert seen.width > 0
