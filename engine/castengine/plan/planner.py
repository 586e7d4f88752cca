"""The plan: what is done with each stream, and why. Pure: the same arguments give the same plan."""

from __future__ import annotations

from dataclasses import replace

from castengine.devices import DeviceProfile
from castengine.errors import NothingToPlay
from castengine.media import AudioStream, Container, MediaInfo, OtherStream, Stream, StreamIndex, VideoStream
from castengine.plan.actions import Action, Copy, Delivery, Drop, Plan, TranscodeAudio, TranscodeVideo
from castengine.plan.audio import audio_obstacles, audio_target, is_passed_through
from castengine.plan.audio_choice import choose_audio
from castengine.plan.capabilities import Capabilities
from castengine.plan.containers import Choice, as_is_obstacles, audio_codec_for, choose_container, holds
from castengine.plan.preferences import Preferences
from castengine.plan.readable import defect_of
from castengine.plan.reasons import Reason, ReasonCode
from castengine.plan.subtitles import subtitle_actions
from castengine.plan.video import choose_video, video_obstacles
from castengine.plan.video_target import video_target


def make_plan(media: MediaInfo, device: DeviceProfile, preferences: Preferences, capabilities: Capabilities) -> Plan:
    """Copy what plays, transcode the rest.

    Raises :class:`NothingToPlay` when there is neither a picture nor a sound that can be read, and
    :class:`InvalidPreferences` when a track is asked for that the file does not have.
    """
    choice = _choose(media, device, preferences)
    blockers = as_is_obstacles(media, choice, device, preferences)
    if not (blockers or choice.video_obstacles or choice.audio_obstacles):
        container, delivery = media.container, Delivery.AS_IS
    else:
        container = choose_container(choice, device, preferences)
        choice = _in_container(choice, container)
        is_copied = not (choice.video_obstacles or choice.audio_obstacles)
        delivery = Delivery.REMUX if is_copied else Delivery.TRANSCODE
    embed = delivery is not Delivery.AS_IS and container is Container.MP4
    chosen = _chosen_actions(choice, container, device, preferences, capabilities)
    subtitles = subtitle_actions(media, preferences, embed=embed)
    actions = {**{s.index: _drop(s) for s in media.streams}, **subtitles, **chosen}
    reasons = blockers if delivery is not Delivery.AS_IS else (Reason(ReasonCode.DEVICE_PLAYS_IT),)
    return Plan(
        device=device.id,
        delivery=delivery,
        container=container,
        container_reasons=reasons,
        actions=tuple(actions[s.index] for s in media.streams),
    )


def _choose(media: MediaInfo, device: DeviceProfile, preferences: Preferences) -> Choice:
    video, audio = choose_video(media), choose_audio(media, preferences)
    if (video is None and media.video) or (video is None and audio is None):
        raise _nothing_to_play(media)
    return Choice(
        video=video,
        video_obstacles=video_obstacles(video, device, preferences) if video else (),
        audio=audio,
        audio_obstacles=audio_obstacles(audio, device, preferences) if audio else (),
    )


def _nothing_to_play(media: MediaInfo) -> NothingToPlay:
    streams: tuple[VideoStream | AudioStream, ...] = (*media.video, *media.audio)
    if any(stream.encrypted for stream in streams):
        hint = "Films that were bought or rented play only in the shop's own program."
        return NothingToPlay("The film is protected against copying.", hint=hint)
    if streams:
        codec = streams[0].codec or streams[0].codec_tag or "unknown"
        return NothingToPlay(f"The {streams[0].kind} of the file cannot be read (codec: {codec}).")
    if media.subtitles:
        return NothingToPlay("The file holds subtitles only.")
    return NothingToPlay("The file holds neither a film nor a sound.")


def _in_container(choice: Choice, container: Container) -> Choice:
    """The same choice, where what the container does not hold cannot be copied into it."""
    return replace(
        choice,
        video_obstacles=(*choice.video_obstacles, *_not_held(choice, choice.video, container)),
        audio_obstacles=(*choice.audio_obstacles, *_not_held(choice, choice.audio, container)),
    )


def _not_held(choice: Choice, stream: VideoStream | AudioStream | None, container: Container) -> tuple[Reason, ...]:
    if stream is None or stream not in choice.copyable or holds(container, stream.codec):
        return ()
    params = {"codec": stream.codec or "unknown", "container": str(container)}
    return (Reason(ReasonCode.CODEC_NOT_IN_CONTAINER, params),)


def _chosen_actions(
    choice: Choice,
    container: Container,
    device: DeviceProfile,
    preferences: Preferences,
    capabilities: Capabilities,
) -> dict[StreamIndex, Action]:
    actions: dict[StreamIndex, Action] = {}
    if (video := choice.video) is not None:
        actions[video.index] = Copy(video.index, _played(), video.kind)
        if choice.video_obstacles:
            picture = video_target(video, device, preferences, capabilities)
            actions[video.index] = TranscodeVideo(video.index, picture, choice.video_obstacles)
    if (audio := choice.audio) is not None:
        wish = Reason(ReasonCode.USER_WISH, {"option": "keep_surround"})
        is_wish = is_passed_through(audio, device, preferences)
        actions[audio.index] = Copy(audio.index, (wish,) if is_wish else _played(), audio.kind)
        if choice.audio_obstacles:
            sound = audio_target(audio_codec_for(container), audio, device, preferences, capabilities)
            actions[audio.index] = TranscodeAudio(audio.index, sound, choice.audio_obstacles)
    return actions


def _played() -> tuple[Reason, ...]:
    return (Reason(ReasonCode.DEVICE_PLAYS_IT),)


def _drop(stream: Stream) -> Drop:
    """Why a stream is left out that was not chosen."""
    if isinstance(stream, OtherStream):
        return Drop(stream.index, (Reason(ReasonCode.NOT_FOR_PLAYING),), stream.kind)
    if isinstance(stream, VideoStream) and stream.is_cover_art:
        return Drop(stream.index, (Reason(ReasonCode.COVER_ART),), stream.kind)
    defect = defect_of(stream) if isinstance(stream, (VideoStream, AudioStream)) else None
    return Drop(stream.index, (defect or Reason(ReasonCode.OTHER_TRACK_CHOSEN),), stream.kind)
