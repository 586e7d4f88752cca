"""Fields judged by what pictures show: drawn here, a bar that moves sideways over a still pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from castengine.media import FieldOrder
from castengine.probe.field_facts import FieldFacts, field_facts

WIDTH, HEIGHT = 32, 48
FRAMES = 40

Moment = Callable[[int], tuple[int, int]]


def _row(y: int, bar: int) -> bytes:
    still = [100 + (y % 6) * 4] * WIDTH
    for x in range(6):
        still[(bar + x) % WIDTH] = 230
    return bytes(still)


def _pictures(moments: Moment) -> Iterator[bytes]:
    """``moments``: when the top and the bottom field of the n-th frame were taken."""
    for number in range(FRAMES):
        top, bottom = moments(number)
        yield b"".join(_row(y, 3 * (top if y % 2 == 0 else bottom)) for y in range(HEIGHT))


def _facts(moments: Moment) -> FieldFacts:
    return field_facts(b"".join(_pictures(moments)), WIDTH, HEIGHT)


def _pulled_down(number: int) -> tuple[int, int]:
    """Four pictures a, b, c, d as the frames aa, bb, bc, cd, dd."""
    first = number // 5 * 4
    tops, bottoms = (0, 1, 1, 2, 3), (0, 1, 2, 3, 3)
    return 2 * (first + tops[number % 5]), 2 * (first + bottoms[number % 5])


@pytest.mark.parametrize(
    ("moments", "order", "telecined"),
    [
        pytest.param(lambda n: (2 * n, 2 * n), FieldOrder.PROGRESSIVE, False, id="both fields of one moment"),
        pytest.param(lambda n: (2 * n, 2 * n + 1), FieldOrder.TOP_FIRST, False, id="the top field earlier"),
        pytest.param(lambda n: (2 * n + 1, 2 * n), FieldOrder.BOTTOM_FIRST, False, id="the bottom field earlier"),
        pytest.param(lambda n: (0, 0), None, False, id="nothing moves"),
        pytest.param(lambda n: (n // 2 * 4, n // 2 * 4), FieldOrder.PROGRESSIVE, False, id="each picture twice"),
        pytest.param(_pulled_down, FieldOrder.TOP_FIRST, True, id="3:2 pulldown"),
    ],
)
def test_the_order_of_fields(moments: Moment, order: FieldOrder | None, telecined: bool) -> None:
    facts = _facts(moments)
    assert (facts.field_order, facts.is_telecined) == (order, telecined)


def test_a_rest_at_the_end_is_ignored() -> None:
    whole = b"".join(_pictures(lambda n: (2 * n, 2 * n + 1)))
    assert field_facts(whole + b"rest", WIDTH, HEIGHT) == field_facts(whole, WIDTH, HEIGHT)


@pytest.mark.parametrize("pictures", [b"", b"x", bytes(WIDTH * HEIGHT)], ids=["nothing", "a byte", "one frame"])
def test_too_little_says_nothing(pictures: bytes) -> None:
    facts = field_facts(pictures, WIDTH, HEIGHT)
    assert (facts.moving, facts.field_order, facts.is_telecined) == (0, None, False)


def test_places_add_up() -> None:
    one = _facts(lambda n: (2 * n, 2 * n + 1))
    assert (one + one).top_first == 2 * one.top_first
