"""What is planned for a film on a device."""

from __future__ import annotations

import pytest

from castengine.devices import find_device
from castengine.plan import Preferences, make_plan
from tests.plan.films import in_words
from tests.plan.rows import (
    audio,
    audio_choice,
    burn_in,
    containers,
    hdr,
    levels,
    picture,
    sound_alone,
    subtitles,
    webm,
    wishes,
)
from tests.plan.table import Row

NOUNS = (containers, webm, levels, hdr, picture, audio, audio_choice, subtitles, burn_in, sound_alone, wishes)
ROWS = [row for noun in NOUNS for row in noun.ROWS]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.fact} ({row.device})") for row in ROWS])
def test_plan(row: Row) -> None:
    plan = make_plan(row.media, find_device(row.device), Preferences.from_options(row.options), row.can)
    assert in_words(plan) == row.expected
