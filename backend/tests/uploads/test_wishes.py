from __future__ import annotations

import pytest

from mkv2castui.common.problems import Problem
from mkv2castui.uploads.wishes import Wishes, wishes_of


@pytest.mark.parametrize(
    ("fields", "wishes"),
    [
        pytest.param({}, Wishes(None, {}, start=True), id="nothing said: start at once"),
        pytest.param({"start": "false"}, Wishes(None, {}, start=False), id="wait"),
        pytest.param({"device": "x", "options": '{"crf": 20}'}, Wishes("x", {"crf": 20}, start=True), id="all"),
        pytest.param({"device": "", "options": ""}, Wishes(None, {}, start=True), id="empty fields say nothing"),
    ],
)
def test_fields(fields: dict[str, str], wishes: Wishes) -> None:
    assert wishes_of(fields) == wishes


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        pytest.param({"options": "{"}, "options is not JSON", id="broken JSON"),
        pytest.param({"options": "[" * 100_000}, "options is not JSON", id="JSON without end"),
        pytest.param({"options": "[]"}, "must be a JSON object", id="a list"),
        pytest.param({"start": "maybe"}, "must be true or false", id="a third way"),
        pytest.param({"crf": "3"}, "no field 'crf'", id="an option outside options"),
    ],
)
def test_what_cannot_be_meant(fields: dict[str, str], title: str) -> None:
    with pytest.raises(Problem, match=title) as raised:
        wishes_of(fields)
    assert (raised.value.status, raised.value.code) == (422, "invalid_options")
