"""What axe finds on the pages: the rules that a machine can check, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import ROOT, Films
from testing.live_server import LiveServer

LONG = 90_000  # ms, on two busy cores
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

LOOK = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`);
}"""


@pytest.fixture(autouse=True)
def axe() -> Path:
    if not AXE.exists():
        pytest.skip("the front end's packages are not installed")
    return AXE


def expect_no_barrier(page: Page) -> None:
    """No serious or critical finding on the page as it stands, its movements ended."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    page.evaluate(
        "Promise.allSettled(document.getAnimations().filter((each) => "
        "each.effect.getComputedTiming().iterations !== Infinity).map((each) => each.finished))"
    )
    assert page.evaluate(LOOK) == []


@pytest.fixture(params=["light", "dark"])
def coloured(request: pytest.FixtureRequest, page: Page) -> Page:
    page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
    return page


def test_the_pages_and_their_sheets_have_no_barrier(program: LiveServer, coloured: Page, films: Films) -> None:
    page = coloured
    page.goto(f"{program.url}/en/")
    expect(page.get_by_role("radio").first).to_be_visible(timeout=LONG)
    expect_no_barrier(page)

    job = program.upload(films.hevc_with_dolby_sound(), start="false", device="chromecast-3")
    program.wait_for(job["id"], "ready")
    tracks = page.get_by_role("button", name="Tracks and options")
    expect(tracks).to_be_visible(timeout=LONG)
    expect_no_barrier(page)

    tracks.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect_no_barrier(page)
    page.keyboard.press("Escape")

    page.goto(f"{program.url}/en/history/")
    expect(page.get_by_text(job["filename"]).first).to_be_visible(timeout=LONG)
    expect_no_barrier(page)


def test_an_upload_that_stopped_has_no_barrier(program: LiveServer, coloured: Page) -> None:
    with program.client() as client:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "1000", "Upload-Metadata": "filename YS5ta3Y="}
        created = client.post("/api/uploads/", headers=headers)
        piece = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        client.patch(created.headers["Location"], headers=piece, content=b"x" * 430).raise_for_status()
    page = coloured
    page.goto(f"{program.url}/en/")
    expect(page.get_by_text("Stopped at 43%")).to_be_visible(timeout=LONG)
    expect_no_barrier(page)
