"""Films that are long on their way, the link they take, and what the page sends over it."""

from __future__ import annotations

import os
import random
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Locator, Page, Request, expect

from testing.live_server import LiveServer

LONG = 90_000  # ms, on two busy cores
MEGABYTE = 1024 * 1024
LINK = 50_000_000 // 8  # bytes a second
SLOW = LINK // 4  # what has to be met on the way comes long before the end, on a busy machine too


@dataclass
class Wire:
    """What the page sends to the server's uploads, as it happens. ``begun``: new uploads; ``offsets``: where each PATCH
    began; ``tails``: where each end that went ahead began; ``first``: when the first bytes left (monotonic)."""

    page: Page
    begun: int = 0
    offsets: list[int] = field(default_factory=list)
    tails: list[int] = field(default_factory=list)
    first: float | None = None

    def __post_init__(self) -> None:
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        path, offset = urlsplit(request.url).path, request.headers.get("upload-offset", "0")
        if request.method == "POST" and path == "/api/uploads/":
            self.begun += 1
        elif request.method == "PATCH" and path.startswith("/api/uploads/"):
            self.offsets.append(int(offset))
            self.first = self.first or time.monotonic()
        elif request.method == "PUT" and path.endswith("/tail/"):
            self.tails.append(int(offset))


def link_of(page: Page) -> CDPSession:
    """The page's line to the server, of 50 Mbit/s."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    throttle(session, upload=LINK)
    return session


def throttle(link: CDPSession, *, upload: int, offline: bool = False) -> None:
    """``upload``: bytes a second; -1 for no limit."""
    conditions = {"offline": offline, "latency": 5, "downloadThroughput": -1, "uploadThroughput": upload}
    link.send("Network.emulateNetworkConditions", conditions)


def grown(film: Path, target: Path, size: int) -> Path:
    """The Matroska film, made ``size`` bytes long by what players pass over (EBML's Void)."""
    content = film.read_bytes()
    with target.open("wb") as file:
        file.write(content + b"\xec" + (1 << 56 | size - len(content) - 9).to_bytes(8, "big"))
        _fill(file.fileno(), size - len(content) - 9)
    return target


def grown_mp4(film: Path, target: Path, size: int) -> Path:
    """The MP4 film, made ``size`` bytes long between its pictures and its index, which comes last."""
    content = film.read_bytes()
    pictures, index = content.index(b"mdat") - 4, content.index(b"moov") - 4
    assert pictures < index, "its index comes last"
    assert pictures + int.from_bytes(content[pictures : pictures + 4], "big") == index
    more = size - len(content)
    with target.open("wb") as file:
        file.write(content[:pictures] + struct.pack(">I", index - pictures + more) + content[pictures + 4 : index])
        _fill(file.fileno(), more)
        file.write(content[index:])
    return target


def _fill(file: int, size: int) -> None:
    """As incompressible as film, and different everywhere."""
    noise = random.Random(5)
    while size > 0:
        size -= os.write(file, noise.randbytes(min(size, MEGABYTE)))


def drop(page: Page, *films: Path) -> Locator:
    """The films into the page; the card of the first."""
    expect(page.get_by_role("radio").first).to_be_visible(timeout=LONG)
    page.get_by_test_id("file-input").set_input_files(list(films))
    return card(page, films[0])


def card(page: Page, film: Path) -> Locator:
    return page.get_by_role("article", name=film.name)


def arrived(program: LiveServer) -> int:
    """Bytes of the one upload on the server's disk."""
    return sum(path.stat().st_size for path in (program.data / "uploads").rglob("*") if path.is_file())
