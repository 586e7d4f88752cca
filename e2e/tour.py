"""The tour of the pages: what is visited and opened, on which screens, and how a picture is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from testing.live_server import LiveServer

SCREENS = {"desktop": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}


@contextmanager
def running(data: Path, **variables: str) -> Iterator[LiveServer]:
    program = LiveServer(data, data.with_suffix(".log"), variables).start()
    try:
        if "REQUIRE_AUTH" not in variables:  # who does the work is then no stranger's to know
            program.wait_for_trials()
        yield program
    finally:
        program.end()


@dataclass(frozen=True)
class Opened:
    """What a press opens. ``of``: text of the film's card, or the name of the part of the page, or none."""

    name: str
    button: str
    of: str = ""
    then: str = ""
    path: str = "en/"

    def open(self, page: Page) -> None:
        self._press(self._place(page), self.button)
        if self.then:
            self._press(page.get_by_role("menu"), self.then)

    def _place(self, page: Page) -> Locator:
        if not self.of:
            return page.locator("body")
        return page.get_by_role("article").filter(has_text=self.of).or_(page.get_by_role("region", name=self.of)).first

    def _press(self, place: Locator, name: str) -> None:
        words = re.compile(name)
        roles = ("button", "menuitem", "checkbox")
        found = [place.get_by_role(role, name=words) for role in roles]  # type: ignore[arg-type]
        found[0].or_(found[1]).or_(found[2]).first.click()


@dataclass(frozen=True)
class Tour:
    browser: Browser
    program: LiveServer
    folder: Path

    def pages(self, state: str, *paths: str) -> None:
        for screen, page in self.screens():
            for path in paths:
                self.visit(page, path)
                self.shoot(page, f"{state}-{path.strip('/').replace('/', '-')}-{screen}", whole=True)

    def opened(self, *things: Opened) -> None:
        """The sheets, the menus and the player."""
        for screen, page in self.screens():
            for thing in things:
                self.visit(page, thing.path)
                thing.open(page)
                page.wait_for_timeout(300)  # ms: until what it shows has come
                self.shoot(page, f"sheet-{thing.name}-{screen}", whole=False)

    def visit(self, page: Page, path: str) -> None:
        page.goto(f"{self.program.url}/{path}")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)  # ms: the first answers are drawn

    def shoot(self, page: Page, name: str, *, whole: bool) -> None:
        """``whole``: on a screen as tall as the page, so that bars that are fixed to the screen's edge stay there."""
        screen = page.viewport_size
        assert screen is not None
        if whole:
            self.stretch(page, screen["width"])
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.wait_for_timeout(250)  # ms: all is drawn in the new colours
            page.screenshot(path=self.folder / f"{name}-{theme}.png")
        page.set_viewport_size(screen)

    def stretch(self, page: Page, width: int) -> None:
        """Cards that come into sight for the first time may be taller than was thought."""
        height, wanted = 0, page.evaluate("document.documentElement.scrollHeight")
        while wanted > height:
            height = wanted
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(300)  # ms
            wanted = page.evaluate("document.documentElement.scrollHeight")

    def screens(self) -> Iterator[tuple[str, Page]]:
        for screen, viewport in SCREENS.items():
            is_phone = screen == "phone"
            context = self.browser.new_context(
                locale="en-GB",
                viewport=viewport,  # type: ignore[arg-type]
                has_touch=is_phone,
                is_mobile=is_phone,
                reduced_motion="reduce",
            )
            yield screen, context.new_page()
            context.close()
