"""Reads the device profiles that come with the engine."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from castengine.devices.profile import AudioSupport, DeviceProfile, Icon, VideoMode, VideoSupport
from castengine.devices.table import Table
from castengine.errors import InvalidProfile, UnknownDevice
from castengine.media import Container, DynamicRange
from castengine.media.level_limits import has_level

DEFAULT_DEVICE: Final = "any-chromecast"
TARGET_VIDEO: Final = "h264"  # what is encoded to, because every device plays it
TARGET_AUDIO: Final = "aac"

_ORDER: Final = (
    DEFAULT_DEVICE,
    *("chromecast-1", "chromecast-2", "chromecast-3", "chromecast-ultra"),
    *("google-tv-4k", "google-tv-hd", "google-tv-streamer"),
    *("nest-hub", "nest-hub-max", "smart-tv-4k"),
)


@lru_cache(maxsize=1)
def load_devices() -> Mapping[str, DeviceProfile]:
    """All profiles by id, the default one first. Raises :class:`InvalidProfile`."""
    folder = files("castengine.devices").joinpath("data")
    texts = {entry.name: entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")}
    profiles = {name.removesuffix(".toml"): parse_profile(text, name) for name, text in texts.items()}
    return MappingProxyType({key: profiles[key] for key in sorted(profiles, key=_rank)})


def find_device(device_id: str) -> DeviceProfile:
    """Raises :class:`UnknownDevice`, which names the ids there are."""
    devices = load_devices()
    if device_id not in devices:
        raise UnknownDevice(f"There is no device {device_id!r}.", hint=f"Choose one of: {', '.join(devices)}.")
    return devices[device_id]


def parse_profile(text: str, name: str) -> DeviceProfile:
    """``name`` is the file's: ``chromecast-3.toml`` must hold the id ``chromecast-3``."""
    try:
        table = Table(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise InvalidProfile(f"{name}: not TOML: {error}.") from error
    profile = _device(table)
    table.end()
    if profile.video_support(TARGET_VIDEO) is None or profile.audio_support(TARGET_AUDIO) is None:
        missing = TARGET_AUDIO if profile.video_support(TARGET_VIDEO) else TARGET_VIDEO
        raise InvalidProfile(f"{name}: there is no {missing} among the codecs: nothing could be made for the device.")
    if f"{profile.id}.toml" != name:
        raise InvalidProfile(f"{name}: the id is {profile.id!r}, not the file's name.")
    return profile


def _rank(device_id: str) -> tuple[int, str]:
    return (_ORDER.index(device_id) if device_id in _ORDER else len(_ORDER), device_id)


def _device(table: Table) -> DeviceProfile:
    return DeviceProfile(
        id=table.text("id"),
        name=table.text("name"),
        summary=table.text("summary"),
        icon=table.choice("icon", Icon),
        source=table.text("source"),
        checked=table.day("checked"),
        containers=table.choices("containers", Container),
        audio_containers=table.choices("audio_containers", Container),
        subtitle_formats=table.choices("subtitle_formats", str),
        max_channels=table.number("max_channels"),
        max_channels_wished=table.number("max_channels_wished"),
        passthrough=table.choices("passthrough", str),
        video=tuple(_video(row) for row in table.tables("video")),
        audio=tuple(_audio(row) for row in table.tables("audio")),
    )


def _video(table: Table) -> VideoSupport:
    codec, level = table.text("codec"), table.optional_text("level")
    if level is not None and not has_level(codec, level):
        raise table.wrong("level", f"has the value {level!r}, which {codec} does not know")
    support = VideoSupport(
        codec=codec,
        profiles=table.choices("profiles", str),
        level=level,
        bit_depth=table.number("bit_depth", least=8),
        dynamic_ranges=table.choices("dynamic_ranges", DynamicRange),
        dolby_vision_profiles=table.numbers("dolby_vision_profiles"),
        modes=tuple(_mode(row) for row in table.tables("modes")),
    )
    table.end()
    return support


def _mode(table: Table) -> VideoMode:
    mode = VideoMode(table.number("width"), table.number("height"), table.number("frame_rate"))
    table.end()
    return mode


def _audio(table: Table) -> AudioSupport:
    support = AudioSupport(
        codec=table.text("codec"),
        profiles=table.choices("profiles", str),
        max_sample_rate=table.number("max_sample_rate"),
        max_bit_depth=table.optional_number("max_bit_depth"),
    )
    table.end()
    return support
