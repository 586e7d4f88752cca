"""What to try when a conversion failed: the next plan, which asks a little less of the source or of the host.

Each rung gives up one thing and says so in a warning. A film that needs all of them is still a film that plays.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field, replace
from typing import Final

from castengine.devices import DeviceProfile, find_device
from castengine.errors import (
    CastEngineError,
    FfmpegFailed,
    FfmpegKilled,
    InvalidPreferences,
    OutOfMemory,
    VerificationFailed,
)
from castengine.media import AudioStream, Container, MediaInfo, StreamIndex, VideoStream
from castengine.plan.actions import (
    Action,
    BurnIn,
    Copy,
    Delivery,
    Drop,
    Plan,
    Sidecar,
    TranscodeAudio,
    TranscodeVideo,
)
from castengine.plan.audio import audio_obstacles, audio_target
from castengine.plan.audio_choice import choose_audio
from castengine.plan.capabilities import Capabilities
from castengine.plan.containers import audio_codec_for, holds
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode
from castengine.plan.size import picture_budget
from castengine.plan.video_target import video_target
from castengine.verify.findings import Finding, FindingCode

_SOUND: Final = 256_000  # bits per second left for it in a film of a wished size
_SAID: Final = 200  # characters of the tool's complaint kept in a warning


@dataclass(frozen=True, slots=True)
class Attempt:
    """``apart``: each subtitle is written in a reading of its own, so that none can end the film. ``preferences``:
    those that the plan was made with, for what it would have said of a stream that is no copy."""

    plan: Plan
    apart: bool = False
    warnings: tuple[Finding, ...] = ()
    preferences: Preferences = field(default_factory=Preferences)


@dataclass(frozen=True, slots=True)
class _Failure:
    media: MediaInfo
    error: CastEngineError

    @property
    def said(self) -> str:
        return (self.error.detail or self.error.message)[-_SAID:].strip()


def is_worth_another(error: CastEngineError) -> bool:
    """A full disk, too little memory, a signal from outside and a standstill would end the next attempt too."""
    is_lasting = isinstance(error, FfmpegKilled | OutOfMemory)
    return isinstance(error, FfmpegFailed | VerificationFailed) and not is_lasting


def next_attempt(attempt: Attempt, media: MediaInfo, error: CastEngineError) -> Attempt | None:
    """The attempt after one that ended with ``error``; ``None`` when there is nothing left to give up."""
    failure = _Failure(media, error)
    return next((found for rung in _RUNGS if (found := rung(attempt, failure))), None)


def without(
    attempt: Attempt, lost: frozenset[StreamIndex], instead: Copy | TranscodeAudio | None = None
) -> Attempt | None:
    """The same without streams of which nothing can be decoded; ``None`` when no picture or sound remains.

    ``instead``: the sound that plays in the place of a lost one.
    """
    actions = tuple(_left(action, lost, instead) for action in attempt.plan.actions)
    if not any(isinstance(a, Copy | TranscodeVideo | TranscodeAudio) for a in actions):
        return None
    findings = [Finding(FindingCode.STREAM_LOST, {"stream": index}) for index in sorted(lost)]
    if instead is None:
        return _with(attempt, actions, *findings)
    changed = _with(attempt, actions, *findings, Finding(FindingCode.SOUND_REPLACED, {"stream": instead.stream}))
    is_copied = isinstance(instead, Copy)
    return changed if is_copied else replace(changed, plan=replace(changed.plan, delivery=Delivery.TRANSCODE))


def _left(action: Action, lost: frozenset[StreamIndex], instead: Copy | TranscodeAudio | None) -> Action:
    if instead is not None and action.stream == instead.stream:
        return instead
    return Drop(action.stream, (), action.kind) if action.stream in lost else action


def next_sound(attempt: Attempt, media: MediaInfo, dead: Set[StreamIndex]) -> Copy | TranscodeAudio | None:
    """What the planner would play were the ``dead`` streams not there; a track asked for by number counts no more."""
    living = replace(media, streams=tuple(s for s in media.streams if s.index not in dead))
    wishes = replace(attempt.preferences, audio_stream=None, audio_track=None)
    sound = choose_audio(living, wishes)
    if sound is None:
        return None
    device, container = find_device(attempt.plan.device), attempt.plan.container
    obstacles = audio_obstacles(sound, device, wishes)
    if not obstacles and holds(container, sound.codec):
        return Copy(sound.index, (Reason(ReasonCode.DEVICE_PLAYS_IT),), sound.kind)
    target = audio_target(audio_codec_for(container), sound, device, wishes, Capabilities.software())
    return TranscodeAudio(sound.index, target, obstacles)


def _subtitles_apart(attempt: Attempt, failure: _Failure) -> Attempt | None:
    if attempt.apart or not attempt.plan.only(Sidecar) or not isinstance(failure.error, FfmpegFailed):
        return None
    return replace(attempt, apart=True)


def _on_the_processor(attempt: Attempt, failure: _Failure) -> Attempt | None:
    hardware = [a.target for a in attempt.plan.only(TranscodeVideo) if not a.target.is_software]
    if not hardware:
        return None
    actions = tuple(_in_software(a) for a in attempt.plan.actions)
    said = {"encoder": hardware[0].encoder, "said": failure.said}
    return _with(attempt, actions, Finding(FindingCode.HARDWARE_FAILED, said))


def _in_software(action: Action) -> Action:
    return replace(action, target=action.target.in_software()) if isinstance(action, TranscodeVideo) else action


def _without_burn_in(attempt: Attempt, failure: _Failure) -> Attempt | None:
    drawn = attempt.plan.only(BurnIn)
    if not drawn:
        return None
    actions = tuple(Drop(a.stream, (), a.kind) if isinstance(a, BurnIn) else a for a in attempt.plan.actions)
    lost = [Finding(FindingCode.SUBTITLE_LOST, {"stream": a.stream, "said": failure.said}) for a in drawn]
    return _with(attempt, actions, *lost)


def _sound_encoded(attempt: Attempt, failure: _Failure) -> Attempt | None:
    return _encoded(attempt, failure, frozenset({"audio"}))


def _all_encoded(attempt: Attempt, failure: _Failure) -> Attempt | None:
    return _encoded(attempt, failure, frozenset({"audio", "video"}))


# Cheap ones first: a sound is encoded in seconds, a picture in hours.
_RUNGS: Final[tuple[Callable[[Attempt, _Failure], Attempt | None], ...]] = (
    _on_the_processor,
    _subtitles_apart,
    _without_burn_in,
    _sound_encoded,
    _all_encoded,
)


def _encoded(attempt: Attempt, failure: _Failure, kinds: frozenset[str]) -> Attempt | None:
    copies = [a for a in attempt.plan.only(Copy) if a.kind in kinds]
    if not copies:
        return None
    is_picture = any(a.kind == "video" for a in copies)
    container = Container.MP4 if is_picture else attempt.plan.container
    remade = _Remade(failure.media, find_device(attempt.plan.device), container, attempt.preferences)
    actions = tuple(remade.action(a, kinds) for a in attempt.plan.actions)
    findings = [Finding(FindingCode.COPY_FAILED, {"stream": a.stream, "said": failure.said}) for a in copies]
    changed = _with(attempt, actions, *findings)
    plan = replace(changed.plan, delivery=Delivery.TRANSCODE, container=remade.container)
    return replace(changed, plan=plan)


@dataclass(frozen=True, slots=True)
class _Remade:
    """What the planner would have made of streams that are no copies, by the processor, which always works."""

    media: MediaInfo
    device: DeviceProfile
    container: Container
    preferences: Preferences
    capabilities: Capabilities = field(default_factory=Capabilities.software)

    def action(self, action: Action, kinds: frozenset[str]) -> Action:
        stream = self.media.stream(action.stream)
        if not isinstance(action, Copy):
            return action
        if isinstance(stream, VideoStream) and "video" in kinds:
            target = video_target(stream, self.device, self.preferences, self.capabilities, self._budget())
            return TranscodeVideo(action.stream, target, ())
        if isinstance(stream, AudioStream) and ("audio" in kinds or not holds(self.container, stream.codec)):
            codec = audio_codec_for(self.container)
            sound = audio_target(codec, stream, self.device, self.preferences, self.capabilities)
            return TranscodeAudio(action.stream, sound, ())
        return action

    def _budget(self) -> int | None:
        """Bits per second for a picture of a film of a wished size; ``None`` also when no size can be kept to."""
        try:
            return picture_budget(self.media, _SOUND, self.preferences)
        except InvalidPreferences:  # the copy was small enough; a film is better than none
            return None


def _with(attempt: Attempt, actions: tuple[Action, ...], *findings: Finding) -> Attempt:
    plan = replace(attempt.plan, actions=actions)
    return replace(attempt, plan=plan, warnings=(*attempt.warnings, *findings))
