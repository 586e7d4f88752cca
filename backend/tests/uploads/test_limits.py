"""Whether there is room for one more film."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from mkv2castui.common.problems import Problem
from mkv2castui.uploads import limits


@pytest.mark.parametrize(
    ("size", "arrived", "promised", "fits"),
    [
        pytest.param(900, 0, 0, True, id="what leaves the reserve alone"),
        pytest.param(901, 0, 0, False, id="what would touch the reserve"),
        pytest.param(901, 1, 0, True, id="what has come already needs no room"),
        pytest.param(900, 0, 1, False, id="what others were promised is theirs"),
    ],
)
def test_room(settings: Settings, size: int, arrived: int, promised: int, fits: bool) -> None:
    settings.DISK_RESERVE = 100
    if fits:
        limits.check(size, arrived=arrived, free=1000, promised=promised)
        return
    with pytest.raises(Problem) as caught:
        limits.check(size, arrived=arrived, free=1000, promised=promised)
    assert caught.value.code == "no_space"
