"""Subtitles that are pictures are drawn where they stood, as large as the film became."""

from __future__ import annotations

from pathlib import Path

import pytest

from castengine import Tools

from ..conftest import MakeClip
from .bitmaps import bright_box, capital_l, presentation_graphics
from .test_texts import cast

CANVAS = (720, 576)
PLACE, LETTER = (240, 400), capital_l(96, 24)  # 64 wide
SHARE = (24 * 96 + 40 * 24) / (64 * 96)
CODECS = {
    "hdmv_pgs_subtitle": ("copy", "mkv"),
    "dvd_subtitle": ("dvdsub", "mkv"),
    "dvb_subtitle": ("dvbsub", "ts"),
}


@pytest.fixture(params=CODECS)
def clip(request: pytest.FixtureRequest, make_clip: MakeClip, tmp_path: Path) -> Path:
    encoder, ending = CODECS[request.param]
    graphics = tmp_path / "letter.sup"
    graphics.write_bytes(presentation_graphics(CANVAS, LETTER, PLACE, 1.0, 2.0))
    black = ("-f", "lavfi", "-i", "color=black:s=720x576:r=10:d=3,setsar=1")
    inputs = (*black, "-fix_sub_duration", "-i", f"file:{graphics}", "-map", "0:v", "-map", "1:s")
    return make_clip(f"{request.param}.{ending}", *inputs, "-c:v", "mpeg2video", "-q:v", "2", "-c:s", encoder)


@pytest.mark.parametrize(("options", "scale"), [({}, 1), ({"max_height": 288}, 2)], ids=["as large", "half as large"])
def test_a_letter_stands_where_it_stood(
    clip: Path, tools: Tools, tmp_path: Path, options: dict[str, object], scale: int
) -> None:
    outcome = cast(clip, tmp_path, tools, burn_subtitle=1, **options)
    assert (outcome.warnings, outcome.sidecars) == ((), ())
    assert outcome.output is not None
    width, height = CANVAS[0] // scale, CANVAS[1] // scale
    assert bright_box(outcome.output, tools, 0.5, width, height) is None
    assert bright_box(outcome.output, tools, 2.6, width, height) is None
    box = bright_box(outcome.output, tools, 1.5, width, height)
    assert box is not None
    expected = [edge / scale for edge in (PLACE[0], PLACE[1], PLACE[0] + 64, PLACE[1] + 96)]
    assert [box.left, box.top, box.right, box.bottom] == pytest.approx(expected, abs=3)
    assert box.filled == pytest.approx(SHARE, abs=0.08)
