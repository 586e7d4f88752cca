"""The device profiles that come with the engine."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from castengine.devices import DEFAULT_DEVICE, DeviceProfile, find_device, load_devices
from castengine.errors import UnknownDevice
from castengine.media.level_limits import Demand, has_level, is_above, level_for

IDS = [
    "any-chromecast",
    *("chromecast-1", "chromecast-2", "chromecast-3", "chromecast-ultra"),
    *("google-tv-4k", "google-tv-hd", "google-tv-streamer"),
    *("nest-hub", "nest-hub-max", "smart-tv-4k"),
]

every_device = pytest.mark.parametrize("device", load_devices().values(), ids=lambda device: device.id)


def test_all_devices_are_there_the_default_first() -> None:
    assert list(load_devices()) == IDS
    assert DEFAULT_DEVICE == "any-chromecast"


def test_an_unknown_device_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownDevice, match="betamax") as caught:
        find_device("betamax")
    assert all(device_id in caught.value.advice for device_id in IDS)


@every_device
def test_a_profile_names_its_source_and_the_day_it_was_checked(device: DeviceProfile) -> None:
    assert len(device.source) > 20
    assert device.checked >= date(2026, 11, 22)


@every_device
def test_a_profile_plays_what_is_encoded_for_it(device: DeviceProfile) -> None:
    assert device.video_support("h264") is not None
    assert device.audio_support("aac") is not None
    assert "mp4" in device.containers
    assert "mp4" in device.audio_containers


@every_device
def test_every_mode_is_within_its_level(device: DeviceProfile) -> None:
    for support in device.video:
        if support.level is None:
            continue
        assert has_level(support.codec, support.level)
        for mode in support.modes:
            demand = Demand(width=mode.width, height=mode.height, frame_rate=Fraction(mode.frame_rate))
            assert not is_above(support.codec, level_for(support.codec, demand), support.level), (support, mode)


@every_device
def test_dolby_vision_profiles_and_range_go_together(device: DeviceProfile) -> None:
    for support in device.video:
        assert ("dolby_vision" in support.dynamic_ranges) == bool(support.dolby_vision_profiles)


@every_device
def test_deep_pictures_need_a_deep_profile(device: DeviceProfile) -> None:
    for support in device.video:
        assert (support.dynamic_ranges == ("sdr",)) or support.bit_depth >= 10


# Google, Supported Media for Google Cast, and the makers' specifications: height and rate of the largest modes.
MODES = {
    "any-chromecast": {"h264": ("4.1", {(1080, 30), (720, 60)})},
    "chromecast-1": {"h264": ("4.1", {(1080, 30), (720, 60)}), "vp8": (None, {(1080, 30), (720, 60)})},
    "chromecast-2": {"h264": ("4.1", {(1080, 30), (720, 60)}), "vp8": (None, {(1080, 30), (720, 60)})},
    "chromecast-3": {"h264": ("4.2", {(1080, 60)}), "vp8": (None, {(1080, 30), (720, 60)})},
    "chromecast-ultra": {
        "h264": ("4.2", {(1080, 60)}),
        "hevc": ("5.1", {(2160, 60)}),
        "vp8": (None, {(2160, 30), (1080, 60)}),
        "vp9": ("5.1", {(2160, 60)}),
    },
    "google-tv-4k": {
        "h264": ("5.1", {(2160, 30), (1080, 60)}),
        "hevc": ("5.1", {(2160, 60)}),
        "vp9": ("5.1", {(2160, 60)}),
    },
    "google-tv-hd": {
        "h264": ("4.2", {(1080, 60)}),
        "hevc": ("4.1", {(1080, 60)}),
        "vp9": ("4.1", {(1080, 60)}),
        "av1": ("4.1", {(1080, 60)}),
    },
    "google-tv-streamer": {
        "h264": ("5.2", {(2160, 60)}),
        "hevc": ("5.1", {(2160, 60)}),
        "vp9": ("5.1", {(2160, 60)}),
        "av1": ("5.1", {(2160, 60)}),
    },
    "nest-hub": {"h264": ("4.1", {(720, 60)}), "vp9": ("4.0", {(720, 60)})},
    "nest-hub-max": {"h264": ("4.1", {(720, 30)}), "vp9": ("4.0", {(720, 30)})},
    "smart-tv-4k": {
        "h264": ("5.1", {(2160, 30), (1080, 60)}),
        "hevc": ("5.1", {(2160, 60)}),
        "vp9": ("5.1", {(2160, 60)}),
    },
}


@every_device
def test_the_codecs_levels_and_modes_are_the_documented_ones(device: DeviceProfile) -> None:
    found = {v.codec: (v.level, {(m.height, m.frame_rate) for m in v.modes}) for v in device.video}
    assert found == MODES[device.id]


@pytest.mark.parametrize(
    ("device_id", "ranges"),
    [
        ("any-chromecast", "sdr"),
        ("chromecast-3", "sdr"),
        ("chromecast-ultra", "sdr hdr10 hdr10_plus dolby_vision"),
        ("google-tv-4k", "sdr hdr10 hdr10_plus hlg dolby_vision"),
        ("google-tv-hd", "sdr hdr10 hdr10_plus hlg"),
        ("google-tv-streamer", "sdr hdr10 hdr10_plus hlg dolby_vision"),
        ("nest-hub", "sdr"),
        ("smart-tv-4k", "sdr hdr10 hdr10_plus hlg"),
    ],
)
def test_the_dynamic_ranges_are_the_documented_ones(device_id: str, ranges: str) -> None:
    assert find_device(device_id).dynamic_ranges == tuple(ranges.split())


def test_the_short_form_is_what_choosing_a_device_needs() -> None:
    assert find_device("chromecast-3").as_json() == {
        "id": "chromecast-3",
        "name": "Chromecast (3rd generation)",
        "summary": "3rd generation, 1080p",
        "source": "Google, Supported Media for Google Cast, developers.google.com/cast/docs/media",
        "checked": "2026-11-22",
        "max_width": 1920,
        "max_height": 1080,
        "video_codecs": ["h264", "vp8"],
        "dynamic_ranges": ["sdr"],
        "icon": "stick",
    }
