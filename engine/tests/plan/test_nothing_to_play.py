"""Files that no plan can be made for, and wishes that no file meets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from castengine.devices import find_device
from castengine.errors import DolbyVisionOnly, InvalidPreferences, NothingToPlay
from castengine.media import MediaInfo
from castengine.plan import Capabilities, Plan, Preferences, make_plan
from tests.plan.films import aac, cover_art, dolby_vision_5, film, font, h264, sound, subtitle


def _plan(media: MediaInfo, **options: object) -> Plan:
    device = find_device("any-chromecast")
    return make_plan(media, device, Preferences.from_options(options), Capabilities.software())


@pytest.mark.parametrize(
    ("media", "message", "code"),
    [
        pytest.param(film(), "neither a film nor a sound", "nothing_to_play", id="no streams"),
        pytest.param(film(subtitle(), subtitle()), "subtitles only", "nothing_to_play", id="subtitles only"),
        pytest.param(film(font(), cover_art()), "a picture only", "nothing_to_play", id="a font and a cover"),
        pytest.param(
            film(replace(h264(), encrypted=True), aac()),
            "protected",
            "source_encrypted",
            id="an encrypted film, though its sound is not",
        ),
        pytest.param(film(sound("aac", encrypted=True)), "protected", "source_encrypted", id="encrypted sound"),
        pytest.param(
            film(replace(h264(), codec=None, codec_tag="dav1")),
            "dav1",
            "decoder_missing",
            id="a picture nobody can read",
        ),
        pytest.param(film(h264(0, 0)), "video .* h264", "nothing_to_play", id="a picture without a size"),
    ],
)
def test_there_is_nothing_to_play(media: MediaInfo, message: str, code: str) -> None:
    with pytest.raises(NothingToPlay, match=message) as caught:
        _plan(media)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("device", "options"),
    [
        pytest.param("smart-tv-4k", {}, id="the device does not know it"),
        pytest.param("any-chromecast", {}, id="the device does not even play HEVC"),
        pytest.param("chromecast-ultra", {"max_height": 720}, id="the device plays it, but it shall be smaller"),
    ],
)
def test_dolby_vision_without_another_picture_is_refused_before_work_begins(
    device: str, options: dict[str, object]
) -> None:
    media = film(dolby_vision_5(), aac())
    with pytest.raises(DolbyVisionOnly, match="Dolby Vision only") as caught:
        make_plan(media, find_device(device), Preferences.from_options(options), Capabilities.software())
    assert caught.value.code == "dolby_vision_only"
    assert "device with Dolby Vision" in caught.value.advice


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"audio_track": 2}, "'audio_track' asks for 2", id="the third of two tracks"),
        pytest.param({"audio_stream": 0}, "'audio_stream' asks for 0", id="the stream is a picture"),
        pytest.param({"audio_stream": 9}, "'audio_stream' asks for 9", id="there is no such stream"),
        pytest.param({"audio_track": 1}, "'audio_track' asks for 1", id="the track is encrypted"),
        pytest.param({"subtitle_track": 1}, "'subtitle_track' asks for 1", id="the second of one subtitle"),
    ],
)
def test_a_track_that_is_not_there_is_an_error(options: dict[str, object], message: str) -> None:
    media = film(h264(), aac(), sound("aac", encrypted=True), subtitle())
    with pytest.raises(InvalidPreferences, match=message):
        _plan(media, **options)
