"""What the engine offers to others, by name."""

from __future__ import annotations

import pytest

import castengine
from castengine import Finding, FindingCode, Outcome, OutcomeStatus


def test_the_public_names_are_these() -> None:
    assert sorted(castengine.__all__) == [
        *("Cancellation", "Capabilities", "DeviceProfile", "Finding", "FindingCode", "MediaInfo", "Outcome"),
        *("OutcomeStatus", "Plan", "Preferences", "Progress", "SidecarFile", "Stage", "Tools"),
        *("convert", "find_device", "find_tools"),
        *("load_devices", "make_plan", "media_as_json", "media_from_json", "plan_as_json", "plan_from_json"),
        *("probe", "probe_beginning", "take_still"),
    ]


def test_each_of_them_can_be_called_or_made_and_is_told_apart() -> None:
    things = [getattr(castengine, name) for name in castengine.__all__]
    assert all(callable(thing) for thing in things)
    assert len({id(thing) for thing in things}) == len(things)


def test_what_stops_a_film_from_playing_is_no_warning_of_an_outcome() -> None:
    with pytest.raises(ValueError, match="stream_ends_early"):
        Outcome(OutcomeStatus.COPIED, None, warnings=(Finding(FindingCode.ENDS_EARLY),))
