"""Pulldown by flags is told apart from television, and from films that are mixed with it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from castengine.media import Container, MediaInfo, StreamIndex, VideoStream
from castengine.probe.repeats import may_repeat_fields, places_to_look, with_repeats

NTSC = Fraction(30000, 1001)
MPEG2 = VideoStream(index=StreamIndex(0), codec="mpeg2video", width=720, height=480, frame_rate=NTSC)
DVD = MediaInfo(container=Container.MPEG_PS, format_name="mpeg", streams=(MPEG2,), duration=Fraction(6000))


def frames(repeated: str, *, interlaced: bool = False) -> object:
    """``repeated``: a digit a frame."""
    return {"frames": [{"repeat_pict": int(digit), "interlaced_frame": int(interlaced)} for digit in repeated]}


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(frames("10" * 12), True, id="every other picture is shown longer"),
        pytest.param(frames("101" * 4 + "10" * 6), True, id="the beat changes at a cut"),
        pytest.param(frames("0" * 24), False, id="television"),
        pytest.param(frames("10" * 6 + "0" * 12), False, id="a film in parts only"),
        pytest.param(frames("10" * 12, interlaced=True), False, id="the pictures are woven of two moments"),
        pytest.param(frames("1010"), False, id="too few to tell"),
        pytest.param(None, False, id="nothing could be read"),
        pytest.param({"frames": ["junk", {"repeat_pict": "x"}] * 8}, False, id="junk"),
    ],
)
def test_what_frames_tell(report: object, expected: bool) -> None:
    (stream,) = with_repeats(DVD, StreamIndex(0), report).video
    assert stream.repeats_fields == expected


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        pytest.param(MPEG2, True, id="a DVD of NTSC"),
        pytest.param(
            replace(MPEG2, frame_rate=Fraction(24000, 1001), nominal_frame_rate=NTSC * 2), True, id="its average"
        ),
        pytest.param(replace(MPEG2, frame_rate=Fraction(25)), True, id="an average that was guessed"),
        pytest.param(replace(MPEG2, codec="h264"), False, id="H.264, which is copied where it can be"),
        pytest.param(replace(MPEG2, encrypted=True), False, id="protected"),
        pytest.param(replace(MPEG2, frame_rate=None), False, id="no rate at all"),
    ],
)
def test_which_streams_are_looked_at(stream: VideoStream, expected: bool) -> None:
    assert may_repeat_fields(stream) == expected


def test_where_is_looked() -> None:
    assert places_to_look(replace(DVD, start_time=Fraction(1))) == "601.0%+#24,3001.0%+#24,4801.0%+#24"
    assert places_to_look(replace(DVD, duration=Fraction(4))) == "%+#72"
