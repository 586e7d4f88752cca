"""Wishes as options, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castengine.errors import InvalidPreferences
from castengine.media import Container
from castengine.plan import Preferences, Preset, QualityProfile

preferences = st.builds(
    Preferences,
    profile=st.sampled_from(QualityProfile),
    crf=st.none() | st.integers(0, 51),
    preset=st.none() | st.sampled_from(Preset),
    container=st.sampled_from([None, Container.MP4, Container.WEBM]),
    audio_lang=st.sampled_from([(), ("en", "fr"), ("pt-BR",)]),
    audio_track=st.none() | st.integers(0, 20),
    audio_stream=st.none() | st.integers(0, 20),
    subtitle_lang=st.sampled_from([(), ("de",)]),
    subtitle_track=st.none() | st.integers(0, 20),
    no_subtitles=st.booleans(),
    keep_surround=st.booleans(),
    force_h264=st.booleans(),
    force_aac=st.booleans(),
    abr=st.none() | st.integers(64, 640),
    max_height=st.none() | st.integers(120, 4320),
)


@given(preferences)
def test_options_read_back_are_the_wishes(wishes: Preferences) -> None:
    assert Preferences.from_options(wishes.as_options()) == wishes


def test_no_wish_is_no_option() -> None:
    assert Preferences().as_options() == {}
    assert Preferences.from_options({"crf": None, "audio_lang": [], "no_subtitles": False}) == Preferences()


def test_languages_are_normalised_in_the_order_of_the_wish() -> None:
    assert Preferences.from_options({"audio_lang": ["fre", "eng", "fr"]}).audio_lang == ("fr", "en")


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"speed": "ludicrous"}, "speed"),
        ({"profile": "best"}, "profile"),
        ({"profile": 1}, "profile"),
        ({"crf": 52}, "crf"),
        ({"crf": -1}, "crf"),
        ({"crf": "20"}, "crf"),
        ({"crf": True}, "crf"),
        ({"preset": "placebo"}, "preset"),
        ({"container": "mkv"}, "container"),
        ({"audio_lang": "en"}, "audio_lang"),
        ({"audio_lang": ["klingon!"]}, "audio_lang"),
        ({"audio_lang": [5]}, "audio_lang"),
        ({"audio_track": -1}, "audio_track"),
        ({"audio_stream": 1.5}, "audio_stream"),
        ({"subtitle_track": "first"}, "subtitle_track"),
        ({"no_subtitles": "yes"}, "no_subtitles"),
        ({"keep_surround": 1}, "keep_surround"),
        ({"abr": 63}, "abr"),
        ({"abr": 641}, "abr"),
        ({"max_height": 0}, "max_height"),
    ],
)
def test_a_bad_option_is_named(options: dict[str, object], name: str) -> None:
    with pytest.raises(InvalidPreferences, match=repr(name)) as caught:
        Preferences.from_options(options)
    assert caught.value.code == "invalid_options"
