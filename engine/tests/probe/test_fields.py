"""Single values out of ffprobe's JSON."""

from __future__ import annotations

from fractions import Fraction

import pytest

from castengine.probe.display_matrix import rotation_and_flip
from castengine.probe.fields import clock, number, positive, ratio, tags, text, whole
from castengine.probe.pixels import bit_depth_and_chroma


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1.5", Fraction(3, 2)),
        ("-0.023", Fraction(-23, 1000)),
        (7, Fraction(7)),
        (0.5, Fraction(1, 2)),
        ("N/A", None),
        ("nan", None),
        ("inf", None),
        ("1e9", None),
        ("1" * 100, None),
        ("٣", None),
        (True, None),
        (None, None),
        ([], None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_a_number(value: object, found: Fraction | None) -> None:
    assert number(value) == found


@pytest.mark.parametrize(
    ("value", "found"), [("0", 0), ("12", 12), (12, 12), ("-99", None), ("1.5", None), (-1, None), ({}, None)]
)
def test_a_whole_number(value: object, found: int | None) -> None:
    assert whole(value) == found


def test_zero_is_not_known_where_only_more_makes_sense() -> None:
    assert positive("0") is None
    assert positive(1) == 1


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("24000/1001", Fraction(24000, 1001)),
        ("64:45", Fraction(64, 45)),
        ("0/0", None),
        ("0:1", None),
        ("1/0", None),
        ("-1/1", None),
        ("25", None),
        (25, None),
        ("9" * 60 + "/1", None),
    ],
)
def test_a_ratio(value: object, found: Fraction | None) -> None:
    assert ratio(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [("01:30:00.200000000", Fraction(54002, 10)), ("00:00:01", Fraction(1)), ("1:2", None), ("", None), (5, None)],
)
def test_a_clock(value: object, found: Fraction | None) -> None:
    assert clock(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (" a ", "a"),
        ("", None),
        ("unknown", None),
        ("N/A", None),
        (5, None),
        ("x" * 5000, "x" * 1000),
        ("a\0b", "ab"),
        ("\ud800", "?"),
    ],
)
def test_a_text(value: object, found: str | None) -> None:
    assert text(value) == found


def test_tags_are_found_whatever_their_case() -> None:
    assert tags({"tags": {"LANGUAGE": "eng", "Title": "", "n": 5}}) == {"language": "eng"}
    assert tags({"tags": "nonsense"}) == {}


@pytest.mark.parametrize(
    ("pixel_format", "depth", "chroma"),
    [
        ("yuv420p", 8, "4:2:0"),
        ("yuvj420p", 8, "4:2:0"),
        ("yuva420p", 8, "4:2:0"),
        ("yuv420p10le", 10, "4:2:0"),
        ("yuv422p10le", 10, "4:2:2"),
        ("yuv444p12be", 12, "4:4:4"),
        ("yuv411p", 8, "4:1:1"),
        ("nv12", 8, "4:2:0"),
        ("p010le", 10, "4:2:0"),
        ("gray", 8, "4:0:0"),
        ("gray10le", 10, "4:0:0"),
        ("gbrp12le", 12, "4:4:4"),
        ("rgb24", 8, "4:4:4"),
        ("pal8", 8, "4:4:4"),
        ("xyz12le", None, None),
        (None, None, None),
    ],
)
def test_a_pixel_format_tells_depth_and_chroma(pixel_format: str | None, depth: int | None, chroma: str | None) -> None:
    assert bit_depth_and_chroma(pixel_format) == (depth, chroma)


def _matrix(a: int, b: int, c: int, d: int) -> dict[str, object]:
    rows = f"\n00000000: {a:12} {b:12}            0\n00000001: {c:12} {d:12}            0\n"
    return {"side_data_list": [{"side_data_type": "Display Matrix", "displaymatrix": rows}]}


ONE = 65536


@pytest.mark.parametrize(
    ("stream", "rotation", "flipped"),
    [
        pytest.param({}, 0, False, id="no matrix"),
        pytest.param(_matrix(ONE, 0, 0, ONE), 0, False, id="upright"),
        pytest.param(_matrix(0, ONE, -ONE, 0), 90, False, id="a phone held upright"),
        pytest.param(_matrix(-ONE, 0, 0, -ONE), 180, False, id="upside down"),
        pytest.param(_matrix(0, -ONE, ONE, 0), 270, False, id="a phone held the other way"),
        pytest.param(_matrix(-ONE, 0, 0, ONE), 0, True, id="mirrored left to right"),
        pytest.param(_matrix(ONE, 0, 0, -ONE), 180, True, id="mirrored top to bottom"),
        pytest.param(_matrix(0, 0, 0, 0), 0, False, id="a matrix of nothing"),
        pytest.param(
            {"side_data_list": [{"side_data_type": "Display Matrix", "rotation": -90}]}, 90, False, id="the angle alone"
        ),
        pytest.param(
            {"side_data_list": [{"side_data_type": "Display Matrix", "displaymatrix": "junk"}]}, 0, False, id="junk"
        ),
        pytest.param({"side_data_list": "junk"}, 0, False, id="no list"),
    ],
)
def test_a_display_matrix_tells_how_to_turn(stream: dict[str, object], rotation: int, flipped: bool) -> None:
    assert rotation_and_flip(stream) == (rotation, flipped)
