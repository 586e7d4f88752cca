"""Audio: what keeps a device from playing a track, and what is made of it then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from castengine.devices import TARGET_AUDIO, AudioSupport, DeviceProfile
from castengine.media import AudioStream
from castengine.plan.actions import AudioTarget
from castengine.plan.capabilities import Capabilities
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode

_BIT_RATES: Final = {1: 96_000, 2: 192_000, 6: 384_000}  # AAC-LC, by channels
_STEREO: Final = 2
_SURROUND: Final = 6
_OPUS_RATE: Final = 48_000
_AAC_RATES: Final = (32_000, 44_100, 48_000)  # lower ones are rare enough to be stumbled over


def is_passed_through(stream: AudioStream, device: DeviceProfile, preferences: Preferences) -> bool:
    """Whether the user says that what is behind HDMI decodes this codec, and the device hands it on."""
    is_changed = preferences.force_aac or preferences.night_mode or preferences.normalize
    return preferences.keep_surround and not is_changed and stream.codec in device.passthrough


def audio_obstacles(stream: AudioStream, device: DeviceProfile, preferences: Preferences) -> tuple[Reason, ...]:
    """All that keeps the track from being played unchanged; empty when it can be copied."""
    if is_passed_through(stream, device, preferences):
        return ()
    support = device.audio_support(stream.codec)
    coding = _coding(stream, support) if support else [_codec(stream)]
    return (*coding, *_channels(stream, device, preferences), *_wishes(stream, preferences))


def _codec(stream: AudioStream) -> Reason:
    return Reason(ReasonCode.AUDIO_CODEC, {"codec": stream.codec or "unknown"})


def _coding(stream: AudioStream, support: AudioSupport) -> Iterator[Reason]:
    unknown_profile = bool(support.profiles) and stream.codec_profile not in (*support.profiles, None)
    if unknown_profile or stream.channels is None:
        yield Reason(ReasonCode.AUDIO_PROFILE, {"profile": stream.codec_profile or "unknown"})
    if (stream.sample_rate or 0) > support.max_sample_rate:
        yield Reason(ReasonCode.SAMPLE_RATE, {"sample_rate": stream.sample_rate or 0, "max": support.max_sample_rate})
    if support.max_bit_depth is not None and (stream.bit_depth or 0) > support.max_bit_depth:
        yield Reason(ReasonCode.BIT_DEPTH, {"bit_depth": stream.bit_depth or 0, "max": support.max_bit_depth})


def _channels(stream: AudioStream, device: DeviceProfile, preferences: Preferences) -> Iterator[Reason]:
    most = _most_channels(device, preferences)
    if (stream.channels or 0) > most:
        yield Reason(ReasonCode.CHANNELS, {"channels": stream.channels or 0, "max": most})


def _wishes(stream: AudioStream, preferences: Preferences) -> Iterator[Reason]:
    if preferences.force_aac and stream.codec != "aac":
        yield Reason(ReasonCode.USER_WISH, {"option": "force_aac"})
    for option in ("night_mode", "normalize"):
        if getattr(preferences, option):
            yield Reason(ReasonCode.USER_WISH, {"option": option})


def audio_target(
    codec: str, stream: AudioStream, device: DeviceProfile, preferences: Preferences, capabilities: Capabilities
) -> AudioTarget:
    """``codec``: ``aac``, or ``opus`` where the container holds no AAC."""
    channels = _channels_of_target(stream.channels, _most_channels(device, preferences))
    return AudioTarget(
        codec=codec,
        encoder=capabilities.encoder_for(codec),
        channels=channels,
        sample_rate=_OPUS_RATE if codec == "opus" else _rate_of_aac(stream.sample_rate),
        bit_rate=preferences.abr * 1000 if preferences.abr else _BIT_RATES[channels],
        normalize=preferences.normalize,
        night_mode=preferences.night_mode,
    )


def silent_track(capabilities: Capabilities) -> AudioTarget:
    """For a film without sound, for receivers that wait for one."""
    return AudioTarget(
        codec=TARGET_AUDIO,
        encoder=capabilities.encoder_for(TARGET_AUDIO),
        channels=_STEREO,
        sample_rate=48_000,
        bit_rate=64_000,
    )


def _most_channels(device: DeviceProfile, preferences: Preferences) -> int:
    return device.max_channels_wished if preferences.keep_surround else device.max_channels


def _channels_of_target(source: int | None, most: int) -> int:
    """Mono stays mono; surround becomes 5.1 or stereo, the layouts that every player knows."""
    if source == 1:
        return 1
    wants_surround = (source or 0) > _SURROUND - 2  # 5.0 and more
    return _SURROUND if wants_surround and most >= _SURROUND else _STEREO


def _rate_of_aac(source: int | None) -> int:
    """The source's where it is usual, else the usual one that it is a fraction or a multiple of."""
    if source in _AAC_RATES:
        return source
    return 44_100 if source and source % 11_025 == 0 else 48_000
