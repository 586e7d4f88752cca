"""Plans as JSON: the shape that clients read, and damage refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from castengine.devices import find_device
from castengine.plan import BurnIn, Capabilities, Plan, Preferences, Reason, ReasonCode, make_plan
from castengine.plan.as_json import plan_as_json, plan_from_json
from tests.plan.films import aac, film, font, hdr10, sound, subtitle

MEDIA = film(hdr10(), sound("dts", 6), aac(), subtitle(), font())
PLAN = make_plan(MEDIA, find_device("chromecast-3"), Preferences(), Capabilities.software())


def _written(plan: Plan = PLAN) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(plan_as_json(plan)))
    return document


def test_the_head() -> None:
    document = _written()
    assert (document["device"], document["delivery"], document["container"]) == ("chromecast-3", "transcode", "mp4")
    assert document["container_reasons"] == [
        {"code": "container_not_played", "params": {"container": "matroska"}},
    ]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, {"stream": 0, "kind": "video", "action": "transcode"}),
        (1, {"stream": 1, "kind": "audio", "action": "transcode"}),
        (
            2,
            {"stream": 2, "kind": "audio", "action": "drop", "reasons": [{"code": "other_track_chosen", "params": {}}]},
        ),
        (3, {"stream": 3, "kind": "subtitle", "action": "sidecar", "suffix": "en", "embed": True}),
        (4, {"stream": 4, "kind": "attachment", "action": "drop"}),
    ],
)
def test_an_action(index: int, expected: dict[str, object]) -> None:
    action = _written()["actions"][index]
    assert {key: action[key] for key in expected} == expected


def test_a_video_target() -> None:
    target = _written()["actions"][0]["target"]
    assert (target["codec"], target["level"], target["width"], target["tone_map"]) == ("h264", "4.0", 1920, True)
    assert (target["frame_rate"], target["frame_rate_exact"]) == (None, None)


def test_an_audio_target() -> None:
    target = {"codec": "aac", "encoder": "aac", "channels": 2, "sample_rate": 48000, "bit_rate": 192000}
    target |= {"normalize": False, "night_mode": False}
    assert _written()["actions"][1]["target"] == target


def test_a_burnt_in_subtitle_is_read_back() -> None:
    reason = Reason(ReasonCode.USER_WISH, {"option": "burn"})
    plan = Plan(
        device="x",
        delivery=PLAN.delivery,
        container=PLAN.container,
        container_reasons=(),
        actions=(BurnIn(PLAN.actions[3].stream, (reason,)),),
    )
    assert plan_from_json(_written(plan)) == plan


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param({"delivery": "pigeon"}, id="an unknown delivery"),
        pytest.param({"container_reasons": [{"code": "because", "params": {}}]}, id="an unknown reason"),
        pytest.param({"container_reasons": [{"code": "rotated", "params": {"x": []}}]}, id="a list as a parameter"),
        pytest.param(
            {"actions": [{"stream": 0, "kind": "video", "action": "sing", "reasons": []}]}, id="an unknown action"
        ),
        pytest.param(
            {"actions": [{"stream": 0, "kind": "data", "action": "transcode", "reasons": []}]}, id="data to encode"
        ),
        pytest.param(
            {"actions": [{"stream": 0, "kind": "smell", "action": "copy", "reasons": []}]}, id="an unknown kind"
        ),
        pytest.param({"actions": None}, id="no actions"),
    ],
)
def test_damaged_json_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"plan|action"):
        plan_from_json({**_written(), **damage})
