"""What holds for every plan of every file on every device."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from castengine.devices import DeviceProfile, load_devices
from castengine.errors import InvalidPreferences, NothingToPlay
from castengine.media import Container, DynamicRange, MediaInfo
from castengine.media.level_limits import Demand, is_above, level_for
from castengine.plan import (
    BurnIn,
    Capabilities,
    Copy,
    Delivery,
    Plan,
    Poster,
    Preferences,
    Sidecar,
    TranscodeAudio,
    TranscodeVideo,
    make_plan,
)
from castengine.plan.as_json import plan_as_json, plan_from_json
from castengine.plan.choices import BurnChoice, HardwareChoice, QualityProfile, SubtitleMode, VideoCodec
from tests.media.generated import media_files, playable_files
from tests.plan.films import dolby_vision_5, film
from tests.plan.outcome import output_of

devices = st.sampled_from(list(load_devices().values()))
# Not the numbers of tracks: a track that is not there is an error on purpose.
preferences = st.builds(
    Preferences,
    profile=st.sampled_from(QualityProfile),
    audio_lang=st.sampled_from([(), ("en",), ("pt-BR", "fr")]),
    subtitle_lang=st.sampled_from([(), ("en",)]),
    no_subtitles=st.booleans(),
    keep_surround=st.booleans(),
    force_h264=st.booleans(),
    force_aac=st.booleans(),
    max_height=st.none() | st.integers(120, 4320),
    container=st.sampled_from([None, Container.MP4, Container.WEBM]),
    video_codec=st.none() | st.sampled_from(VideoCodec),
    max_bit_rate=st.none() | st.integers(100, 100_000),
    hw=st.sampled_from(HardwareChoice),
    subtitle_mode=st.sampled_from(SubtitleMode),
    prefer_forced_subs=st.booleans(),
    no_forced_subs=st.booleans(),
    no_attachments=st.booleans(),
)


def _plan(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> Plan:
    return make_plan(media, device, wishes, replace(Capabilities.software(), reshapes_dolby_vision=True))


@given(media_files, devices, preferences)
def test_any_file_gets_a_plan_or_the_one_error(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> None:
    """No other error, whatever the file."""
    with suppress(NothingToPlay):
        assert len(_plan(media, device, wishes).actions) == len(media.streams)


@given(playable_files(), devices, preferences)
def test_every_stream_has_one_action_with_reasons(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> None:
    plan = _plan(media, device, wishes)
    assert [(a.stream, a.kind) for a in plan.actions] == [(s.index, s.kind) for s in media.streams]
    assert all(a.reasons for a in plan.actions)


@given(playable_files(), devices, preferences)
def test_at_most_one_picture_and_one_sound_are_kept(
    media: MediaInfo, device: DeviceProfile, wishes: Preferences
) -> None:
    kept = [
        a.kind for a in _plan(media, device, wishes).actions if isinstance(a, (Copy, TranscodeVideo, TranscodeAudio))
    ]
    assert kept
    assert len(kept) == len(set(kept))


@given(playable_files(), devices, preferences)
def test_the_delivery_says_what_is_done(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> None:
    plan = _plan(media, device, wishes)
    transcodes = any(isinstance(a, (TranscodeVideo, TranscodeAudio)) for a in plan.actions)
    assert (plan.delivery is Delivery.TRANSCODE) == transcodes


@given(playable_files(), devices, preferences)
def test_a_target_fits_the_device(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> None:
    for action in _plan(media, device, wishes).only(TranscodeVideo):
        target = action.target
        support = device.video_support(target.codec)
        assert support is not None
        assert target.width % 2 == 0
        assert target.height % 2 == 0
        assert target.height <= (wishes.max_height or target.height)
        fitting = [m for m in support.modes if m.width >= target.width and m.height >= target.height]
        assert fitting
        assert target.frame_rate is None or any(target.frame_rate <= m.frame_rate for m in fitting)
        assert not is_above(target.codec, target.level, support.level or "")
        demand = Demand(width=target.width, height=target.height, bit_rate=target.max_bit_rate, reference_frames=4)
        assert not is_above(target.codec, level_for(target.codec, demand), target.level)
        assert not (target.tone_map and target.dynamic_range is not DynamicRange.SDR)
        assert not (target.deinterlace and target.inverse_telecine)
        assert target.dynamic_range in support.dynamic_ranges
        assert target.pixel_format == "yuv420p" or support.bit_depth >= 10


@given(playable_files(), devices, preferences)
def test_what_was_made_plays_as_it_is(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> None:
    plan = _plan(media, device, wishes)
    assume(plan.delivery is not Delivery.AS_IS)
    again = make_plan(output_of(media, plan), device, wishes, Capabilities.software())
    assert again.delivery is Delivery.AS_IS, again


@given(playable_files(), devices, st.integers(1, 100_000))
def test_a_film_made_to_a_size_has_that_size(media: MediaInfo, device: DeviceProfile, megabytes: int) -> None:
    wishes = Preferences(target_size=megabytes)
    with suppress(InvalidPreferences):
        plan = _plan(media, device, wishes)
        again = _plan(output_of(media, plan), device, wishes)
        assert plan.delivery is Delivery.AS_IS or again.delivery is Delivery.AS_IS


WISHES_FOR_A_CHANGE = st.builds(
    Preferences,
    night_mode=st.booleans(),
    normalize=st.booleans(),
    add_silence=st.booleans(),
    burn_subtitle=st.none() | st.sampled_from(BurnChoice),
    skip_when_ok=st.booleans(),
    no_metadata=st.booleans(),
    no_chapters=st.booleans(),
)


@given(playable_files(), devices, WISHES_FOR_A_CHANGE)
def test_what_was_changed_by_wish_plays_without_the_wish(
    media: MediaInfo, device: DeviceProfile, wishes: Preferences
) -> None:
    plan = _plan(media, device, wishes)
    assume(plan.delivery is not Delivery.AS_IS)
    again = _plan(output_of(media, plan), device, Preferences())
    assert again.delivery is Delivery.AS_IS, again


@given(playable_files(), devices, WISHES_FOR_A_CHANGE)
def test_a_subtitle_is_drawn_only_into_a_picture_that_is_made(
    media: MediaInfo, device: DeviceProfile, wishes: Preferences
) -> None:
    plan = _plan(media, device, wishes)
    assert len(plan.only(BurnIn)) <= len(plan.only(TranscodeVideo))
    assert len(plan.only(Poster)) <= 1


@given(playable_files(), devices)
def test_sidecar_names_differ_even_where_case_does_not_count(media: MediaInfo, device: DeviceProfile) -> None:
    names = [a.suffix.casefold() for a in _plan(media, device, Preferences()).only(Sidecar)]
    assert len(names) == len(set(names))
    assert not any("/" in name or name.startswith(".") for name in names)


@given(playable_files(), devices, preferences)
def test_a_plan_read_back_is_the_plan_written(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> None:
    plan = _plan(media, device, wishes)
    assert plan_from_json(json.loads(json.dumps(plan_as_json(plan)))) == plan


@given(playable_files(), devices, preferences)
def test_the_same_arguments_give_the_same_plan(media: MediaInfo, device: DeviceProfile, wishes: Preferences) -> None:
    assert _plan(media, device, wishes) == _plan(media, device, wishes)


@pytest.mark.parametrize("device", load_devices().values(), ids=lambda device: device.id)
def test_dolby_vision_5_is_copied_to_devices_with_dolby_vision_only(device: DeviceProfile) -> None:
    plan = _plan(film(dolby_vision_5()), device, Preferences())
    shows_it = any(5 in support.dolby_vision_profiles for support in device.video)
    assert bool(plan.only(Copy)) == shows_it
