"""Clips whose headers say the truth about their fields, or not: the pictures decide."""

from __future__ import annotations

from fractions import Fraction

import pytest

from castengine.media import FieldOrder, VideoStream
from castengine.probe import probe
from castengine.probe.interlacing import needs_a_look
from castengine.tools import Tools
from tests.conftest import MakeClip
from tests.plan.films import cover_art, h264, hevc, interlaced, other_video, vp9

H264 = ("-c:v", "libx264", "-preset", "ultrafast")
MPEG2 = ("-c:v", "mpeg2video", "-b:v", "4M")
PROGRESSIVE, TOP, BOTTOM = FieldOrder.PROGRESSIVE, FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST


def _moving(rate: str) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"mandelbrot=s=320x240:r={rate}", "-t", "1.7")


TELECINE = ("-vf", "telecine=pattern=23,setfield=prog")
CLIPS = {
    "interlaced and flagged so": (
        *("a.mpg", *_moving("50"), "-vf", "tinterlace=interleave_top", "-flags", "+ilme+ildct", *MPEG2),
    ),
    "interlaced, the bottom field first": (
        *("b.mpg", *_moving("50"), "-vf", "tinterlace=interleave_bottom", "-flags", "+ilme+ildct", *MPEG2),
    ),
    "interlaced but flagged progressive": (
        *("c.mkv", *_moving("60000/1001"), "-vf", "tinterlace=interleave_top,setfield=prog", *H264),
    ),
    "progressive but flagged interlaced": ("d.ts", *_moving("25"), *H264, "-x264-params", "tff=1"),
    "progressive": ("e.mkv", *_moving("25"), *H264),
    "telecined": ("f.mpg", *_moving("24000/1001"), *TELECINE, *MPEG2),
}
FACTS = [
    ("interlaced and flagged so", TOP, False),
    ("interlaced, the bottom field first", BOTTOM, False),
    ("interlaced but flagged progressive", TOP, False),
    ("progressive but flagged interlaced", PROGRESSIVE, False),
    ("progressive", None, False),
    ("telecined", TOP, True),
]


@pytest.mark.parametrize(("clip", "order", "telecined"), [pytest.param(*fact, id=fact[0]) for fact in FACTS])
def test_the_pictures_decide(
    clip: str, order: FieldOrder | None, telecined: bool, make_clip: MakeClip, tools: Tools
) -> None:
    name, *arguments = CLIPS[clip]
    (stream,) = probe(make_clip(name, *arguments), tools).video
    assert (stream.measured_field_order, stream.telecined) == (order, telecined)
    assert stream.is_interlaced == (order in (TOP, BOTTOM))


@pytest.mark.parametrize(
    ("stream", "doubtful"),
    [
        pytest.param(h264(rate=25), True, id="H.264 at the rate of television"),
        pytest.param(h264(rate=24), False, id="H.264 at the rate of cinema"),
        pytest.param(h264(rate=Fraction(24000, 1001)), False, id="H.264 at 23.976"),
        pytest.param(interlaced(h264(rate=24)), True, id="H.264 flagged interlaced at any rate"),
        pytest.param(h264(rate=60), False, id="H.264 at 60"),
        pytest.param(h264(rate=None), True, id="H.264 of unknown rate"),
        pytest.param(hevc(rate=25), False, id="HEVC that says progressive"),
        pytest.param(interlaced(hevc(rate=25)), True, id="HEVC that says interlaced"),
        pytest.param(other_video("mpeg2video", 720, 576, 25), True, id="MPEG-2"),
        pytest.param(vp9(rate=25), False, id="a codec without fields"),
        pytest.param(cover_art(), False, id="a cover"),
    ],
)
def test_what_is_looked_at(stream: VideoStream, doubtful: bool) -> None:
    assert needs_a_look(stream) == doubtful
