"""The actions for the picture and the sound that play."""

from __future__ import annotations

from typing import Final

from castengine.devices import DeviceProfile
from castengine.media import Container, MediaInfo
from castengine.plan.actions import Copy, TranscodeAudio, TranscodeVideo
from castengine.plan.audio import audio_target, is_passed_through
from castengine.plan.capabilities import Capabilities
from castengine.plan.containers import Choice, audio_codec_for
from castengine.plan.levels import overstated_level
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode
from castengine.plan.size import picture_budget
from castengine.plan.video_target import video_target

_USUAL_SOUND: Final = 256_000  # bits per second of a copied track that does not say


def video_action(
    media: MediaInfo,
    choice: Choice,
    sound: Copy | TranscodeAudio | None,
    device: DeviceProfile,
    preferences: Preferences,
    capabilities: Capabilities,
) -> Copy | TranscodeVideo | None:
    """``sound``: what is done with it, because it shares the wished size with the picture."""
    video = choice.video
    if video is None:
        return None
    if choice.video_obstacles:
        budget = picture_budget(media, _bit_rate(choice, sound), preferences)
        target = video_target(video, device, preferences, capabilities, budget)
        return TranscodeVideo(video.index, target, choice.video_obstacles)
    support = device.video_support(video.codec)
    is_corrected = support is not None and overstated_level(video, support) is not None
    level = support.level if support is not None and is_corrected else None
    return Copy(video.index, (Reason(ReasonCode.DEVICE_PLAYS_IT),), video.kind, level)


def audio_action(
    choice: Choice, container: Container, device: DeviceProfile, preferences: Preferences, capabilities: Capabilities
) -> Copy | TranscodeAudio | None:
    audio = choice.audio
    if audio is None:
        return None
    if choice.audio_obstacles:
        target = audio_target(audio_codec_for(container), audio, device, preferences, capabilities)
        return TranscodeAudio(audio.index, target, choice.audio_obstacles)
    wish = Reason(ReasonCode.USER_WISH, {"option": "keep_surround"})
    is_wish = is_passed_through(audio, device, preferences)
    return Copy(audio.index, (wish if is_wish else Reason(ReasonCode.DEVICE_PLAYS_IT),), audio.kind)


def _bit_rate(choice: Choice, sound: Copy | TranscodeAudio | None) -> int:
    if isinstance(sound, TranscodeAudio):
        return sound.target.bit_rate
    if choice.audio is None:
        return 0
    return choice.audio.bit_rate or _USUAL_SOUND
