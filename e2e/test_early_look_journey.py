"""What is known of a film before all of it is there, and what needs no upload at all."""

from __future__ import annotations

import filecmp
import logging
import random
import re
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Films
from e2e.uploading import LINK, LONG, MEGABYTE, SLOW, Wire, arrived, card, drop, grown, grown_mp4, link_of, throttle
from mkv2castui.conversions.contents import sample_of
from testing.live_server import LiveServer
from testing.ports import free_ports
from testing.processes import Process
from testing.servers import find_nginx, listens

log = logging.getLogger(__name__)

GONE = "The network is gone."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("program")
    running = LiveServer(folder / "data", folder / "log").start()
    yield running
    running.end()


@pytest.fixture
def program(server: LiveServer) -> Iterator[LiveServer]:
    """One for all: each leaves it without films."""
    yield server
    with server.client() as client:
        for job in server.jobs():
            answer = client.delete(f"/api/jobs/{job['id']}/")
            if answer.status_code != HTTPStatus.NOT_FOUND:  # it went meanwhile
                answer.raise_for_status()


def percent_of(card_text: str) -> int:
    found = re.search(r"(\d+)% of", card_text)
    assert found, card_text
    return int(found[1])


def test_half_a_gigabyte_over_50_mbit_is_known_at_once_and_survives_a_lost_network_and_a_reload(
    program: LiveServer, page: Page, films: Films, tmp_path: Path
) -> None:
    big = grown(films.hevc_with_dolby_sound(), tmp_path / "Long night.mkv", 500 * MEGABYTE)
    page.on("dialog", lambda dialog: dialog.accept())
    wire = Wire(page)
    link = link_of(page)
    page.goto(f"{program.url}/en/")
    film = drop(page, big)

    expect(film.get_by_text("Picture and sound are converted.")).to_be_visible(timeout=LONG)
    assert wire.first is not None
    log.info("the plan stood %.2f s after the first bytes", time.monotonic() - wire.first)
    expect(film.get_by_role("listitem").filter(has_text="HEVC")).to_be_visible()
    assert percent_of(film.inner_text()) < 50

    film.get_by_role("button", name="Tracks and options").click()
    page.get_by_role("combobox", name="Device").select_option("chromecast-ultra")
    expect(page.get_by_role("dialog").get_by_text("HEVC unchanged")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Done").click()

    throttle(link, upload=LINK, offline=True)
    expect(film.get_by_text(GONE)).to_be_visible(timeout=LONG)
    page.wait_for_timeout(10_000)
    there = arrived(program)
    throttle(link, upload=LINK)
    program.wait_until(lambda: arrived(program) > there + MEGABYTE, 60)

    page.reload()
    film = card(page, big)
    expect(film.get_by_text(re.compile(r"Stopped at \d"))).to_be_visible(timeout=LONG)
    expect(film.get_by_role("listitem").filter(has_text="HEVC unchanged")).to_be_visible(timeout=LONG)
    wire.offsets.clear()
    throttle(link, upload=-1)
    film.get_by_test_id("again-input").set_input_files(big)
    expect(film.get_by_role("button", name="Convert")).to_be_visible(timeout=LONG)
    assert wire.offsets[0] > there
    assert wire.begun == 1
    [job] = program.jobs()
    assert job["device"] == "chromecast-ultra"
    assert filecmp.cmp(program.directory(job["id"]) / "source", big, shallow=False)


def test_an_mp4_whose_index_comes_last_is_known_before_it_is_there(
    program: LiveServer, page: Page, films: Films, tmp_path: Path
) -> None:
    camera = grown_mp4(films.index_last(), tmp_path / "Holiday from the camera.mp4", 40 * MEGABYTE)
    wire = Wire(page)
    link = link_of(page)
    throttle(link, upload=SLOW)
    page.goto(f"{program.url}/en/")
    film = drop(page, camera)
    expect(film.get_by_role("listitem").filter(has_text="H.264")).to_be_visible(timeout=LONG)
    assert percent_of(film.inner_text()) < 90
    assert len(wire.tails) == 1
    throttle(link, upload=-1)
    expect(film.get_by_role("button", name=re.compile("Convert|Use it as it is"))).to_be_visible(timeout=LONG)
    assert len(wire.tails) == 1


def test_a_film_that_plays_as_it_is_says_so_while_it_is_sent_and_goes_on_by_itself(
    program: LiveServer, page: Page, films: Films, tmp_path: Path
) -> None:
    whole = films.plays_as_it_is()
    long = tmp_path / "Holiday.mp4"
    with long.open("wb") as file:
        more = 30 * MEGABYTE
        file.write(whole.read_bytes() + more.to_bytes(4, "big") + b"free")
        file.write(bytes(more - 8))
    link = link_of(page)
    throttle(link, upload=SLOW)
    page.goto(f"{program.url}/en/")
    film = drop(page, long)
    expect(film.get_by_text("You don’t have to wait for the upload")).to_be_visible(timeout=LONG)
    film.get_by_role("switch", name="Use it as it is, as soon as it is here").click()
    throttle(link, upload=-1)
    expect(film.get_by_text("plays as it is", exact=True)).to_be_visible(timeout=LONG)


def test_what_is_no_film_is_refused_while_it_is_sent(program: LiveServer, page: Page, tmp_path: Path) -> None:
    noise = tmp_path / "Noise.mkv"
    noise.write_bytes(random.Random(5).randbytes(60 * MEGABYTE))
    wire = Wire(page)
    throttle(link_of(page), upload=SLOW)
    page.goto(f"{program.url}/en/")
    film = drop(page, noise)
    expect(film.get_by_text("This isn’t a film that can be read.")).to_be_visible(timeout=LONG)
    expect(film).to_have_count(1)
    assert wire.offsets[-1] < 40 * MEGABYTE


def test_a_film_that_was_sent_before_is_used_again_without_an_upload(
    program: LiveServer, page: Page, films: Films, tmp_path: Path
) -> None:
    first = grown(films.hevc_with_dolby_sound(), tmp_path / "Sent.mkv", 3 * MEGABYTE)
    program.upload(first, start="false", device="nest-hub")
    sketch = {"size": first.stat().st_size, "sample": sample_of(first)}
    with program.client() as client:
        program.wait_until(lambda: client.post("/api/uploads/known/", json=sketch).json()["films"], 60)
    wire = Wire(page)
    page.goto(f"{program.url}/en/")
    again = first.rename(tmp_path / "Sent again.mkv")
    film = drop(page, again)
    expect(film.get_by_text(re.compile("You sent this film on .*, as Sent.mkv"))).to_be_visible(timeout=LONG)
    film.get_by_role("button", name="Use it again").click()
    expect(film.get_by_role("button", name="Convert")).to_be_visible(timeout=LONG)
    assert sorted(job["filename"] for job in program.jobs()) == ["Sent again.mkv", "Sent.mkv"]

    copy = drop(page, again).nth(0)
    copy.get_by_role("button", name="Upload anyway").click()
    expect(page.get_by_role("button", name="Convert", exact=True)).to_have_count(3, timeout=LONG)
    assert wire.begun == 1, "only the last was sent"


BEFORE_THE_PROGRAM = """
daemon off;
user root;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
    access_log off;
    client_max_body_size 0;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused;
    uwsgi_temp_path {folder}/unused;
    scgi_temp_path {folder}/unused;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass {program};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
        }}
    }}
}}
"""


@pytest.fixture
def proxy(program: LiveServer, tmp_path: Path) -> Iterator[str]:
    """The address of nginx before the program, as it is by itself: it keeps requests back."""
    program_of_nginx = find_nginx()
    if program_of_nginx is None:
        pytest.skip("nginx is not installed")
    folder, [port] = tmp_path / "nginx", free_ports(1)
    folder.mkdir()
    settings = folder / "nginx.conf"
    settings.write_text(BEFORE_THE_PROGRAM.format(folder=folder, port=port, program=program.url))
    nginx = Process("nginx", [program_of_nginx, "-c", str(settings)], folder / "log", lambda: listens(port))
    nginx.start()
    yield f"http://127.0.0.1:{port}"
    nginx.stop()


def test_a_proxy_that_keeps_pieces_back_is_named_with_its_remedy(
    proxy: str, page: Page, films: Films, tmp_path: Path
) -> None:
    film = grown(films.hevc_with_dolby_sound(), tmp_path / "Kept back.mkv", 60 * MEGABYTE)
    link = link_of(page)
    throttle(link, upload=1_200_000)
    page.goto(f"{proxy}/en/")
    sent = drop(page, film)
    expect(sent.get_by_text("proxy_request_buffering off")).to_be_visible(timeout=LONG)
    throttle(link, upload=-1)
    expect(sent.get_by_role("button", name="Convert")).to_be_visible(timeout=LONG)
