"""Media as JSON: exact both ways, friendly to read."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from castengine.media import Chapter, MediaInfo
from castengine.media.as_json import media_as_json, media_from_json
from tests.media.generated import media_files
from tests.plan.films import aac, dolby_vision_8, film, font, h264, hevc, mp4, subtitle

MEDIA = replace(
    film(hevc(rate=Fraction(24000, 1001), level=153), aac(language="fr"), subtitle(), font(), dolby_vision_8()),
    chapters=(Chapter(Fraction(0), Fraction(1001, 30), "One"),),
)


@given(media_files)
def test_what_is_read_back_is_what_was_written(media: MediaInfo) -> None:
    assert media_from_json(json.loads(json.dumps(media_as_json(media)))) == media


def _stream(index: int) -> dict[str, Any]:
    document = json.loads(json.dumps(media_as_json(MEDIA)))
    stream: dict[str, Any] = document["streams"][index]
    return stream


@pytest.mark.parametrize(
    ("index", "field", "value"),
    [
        (0, "kind", "video"),
        (0, "level_name", "5.1"),
        (0, "frame_rate", 23.976024),
        (0, "frame_rate_exact", "24000/1001"),
        (0, "sample_aspect_ratio", "1:1"),
        (0, "dynamic_range", "sdr"),
        (0, "is_cover_art", False),
        (0, "dispositions", ["default"]),
        (1, "kind", "audio"),
        (1, "channels", 2),
        (1, "language", "fr"),
        (2, "form", "text"),
        (3, "kind", "attachment"),
        (3, "filename", "a.ttf"),
        (3, "mime_type", "font/ttf"),
        (4, "dynamic_range", "hdr10"),
        (4, "dolby_vision", {"profile": 8, "level": 6, "compatibility_id": 1}),
    ],
)
def test_a_stream_tells(index: int, field: str, value: object) -> None:
    assert _stream(index)[field] == value


def test_a_chapter_tells_its_times_in_seconds() -> None:
    (chapter,) = json.loads(json.dumps(media_as_json(MEDIA)))["chapters"]
    assert (chapter["start"], chapter["end"], chapter["title"]) == (0.0, 33.366667, "One")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param({"container": "floppy"}, id="an unknown container"),
        pytest.param({"streams": "none"}, id="streams that are no list"),
        pytest.param({"streams": [{"kind": "smell", "index": 0}]}, id="an unknown kind of stream"),
        pytest.param({"duration_exact": "1/0"}, id="a division by zero"),
        pytest.param({"size": True}, id="a truth value for a number"),
        pytest.param({"fragmented": None}, id="a missing flag"),
    ],
)
def test_damaged_json_is_refused(damage: dict[str, object]) -> None:
    document = {**media_as_json(mp4(h264())), **damage}
    with pytest.raises(ValueError, match=r"media|kind"):
        media_from_json(document)


@pytest.mark.parametrize("value", [None, [], "x", 3])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not an object"):
        media_from_json(value)
