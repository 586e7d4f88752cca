"""What the engine offers to others, by name."""

from __future__ import annotations

import castengine


def test_the_public_names_are_these() -> None:
    assert sorted(castengine.__all__) == [
        *("Cancellation", "Capabilities", "DeviceProfile", "MediaInfo", "Outcome", "OutcomeStatus", "Plan"),
        *("Preferences", "Progress", "SidecarFile", "Stage", "Tools", "convert", "find_device", "find_tools"),
        *("load_devices", "make_plan", "media_as_json", "media_from_json", "plan_as_json", "plan_from_json"),
        *("probe", "take_still"),
    ]


def test_each_of_them_can_be_called_or_made_and_is_told_apart() -> None:
    things = [getattr(castengine, name) for name in castengine.__all__]
    assert all(callable(thing) for thing in things)
    assert len({id(thing) for thing in things}) == len(things)
