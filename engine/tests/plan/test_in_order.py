"""Which plans can be carried out while their film is still on its way."""

from __future__ import annotations

import pytest

from castengine.devices import find_device
from castengine.media import Container, MediaInfo
from castengine.plan import Capabilities, Preferences, make_plan
from castengine.plan.in_order import can_be_read_in_order
from tests.plan.films import aac, film, h264, hevc, mp4, sound, subtitle

ENCODED = (hevc(), sound("ac3"))
CASES: dict[str, tuple[MediaInfo, dict[str, object], bool]] = {
    "a Matroska that is encoded": (film(*ENCODED), {}, True),
    "a Matroska that is copied": (film(h264(), aac()), {}, True),
    "its texts as files beside it": (film(h264(), aac(), subtitle()), {}, True),
    "a broadcast": (film(*ENCODED, container=Container.MPEG_TS), {}, True),
    "a WebM": (film(*ENCODED, container=Container.WEBM), {}, True),
    "an MP4 with its index in front": (mp4(*ENCODED), {}, True),
    "an MP4 with its index behind": (mp4(*ENCODED, index_in_front=False), {}, False),
    "an AVI": (film(*ENCODED, container=Container.AVI), {}, False),
    "what plays as it is": (mp4(h264(), aac()), {}, False),
    "a sound of even loudness": (film(*ENCODED), {"normalize": True}, False),
    "a wished size": (film(*ENCODED), {"target_size": 700}, False),
    "texts drawn into the picture": (film(h264(), aac(), subtitle()), {"burn_subtitle": 2}, False),
    "pictures drawn into the picture": (film(h264(), aac(), subtitle("hdmv_pgs_subtitle")), {"burn_subtitle": 2}, True),
}


@pytest.mark.parametrize("case", CASES)
def test_which_plans_need_their_film_but_once_and_from_the_beginning(case: str) -> None:
    media, options, can_be = CASES[case]
    plan = make_plan(media, find_device("any-chromecast"), Preferences.from_options(options), Capabilities.software())
    assert can_be_read_in_order(media, plan) is can_be
