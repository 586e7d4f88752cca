"""The plan: what is done with each stream, and why. Pure: the same arguments give the same plan."""

from __future__ import annotations

from dataclasses import replace

from castengine.devices import DeviceProfile
from castengine.errors import DecoderMissing, NothingToPlay, SourceEncrypted
from castengine.media import AudioStream, Container, MediaInfo, StreamIndex, VideoStream
from castengine.plan.actions import Action, BurnIn, Delivery, Plan
from castengine.plan.audio import audio_obstacles, silent_track
from castengine.plan.audio_choice import choose_audio
from castengine.plan.burn_in import choose_burn_in
from castengine.plan.capabilities import Capabilities
from castengine.plan.choices import SubtitleMode
from castengine.plan.chosen import audio_action, video_action
from castengine.plan.containers import Choice, as_is_obstacles, choose_container, holds, wants_silence
from castengine.plan.left_out import left_out
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode
from castengine.plan.size import size_wishes
from castengine.plan.subtitles import subtitle_actions
from castengine.plan.video import choose_video, moving_pictures, video_obstacles
from castengine.plan.video_target import can_be_remade


def make_plan(media: MediaInfo, device: DeviceProfile, preferences: Preferences, capabilities: Capabilities) -> Plan:
    """Copy what plays, transcode the rest.

    Of a film whose picture cannot be read its sound is left, unless the picture is protected.
    Raises :class:`NothingToPlay` when there is neither a picture nor a sound that can be read, its kind
    :class:`DolbyVisionOnly` when neither the device nor this host can show the picture in its colors, and
    :class:`InvalidPreferences` when a track is asked for that the file does not have, or a size that it cannot have.
    """
    choice = _choose(media, device, preferences, capabilities)
    blockers = as_is_obstacles(media, choice, device, preferences)
    if not (blockers or choice.video_obstacles or choice.audio_obstacles):
        container, delivery = media.container, Delivery.AS_IS
    else:
        container = choose_container(choice, device, preferences)
        choice = _in_container(choice, container)
        is_copied = not (choice.video_obstacles or choice.audio_obstacles)
        delivery = Delivery.REMUX if is_copied else Delivery.TRANSCODE
    is_made = delivery is not Delivery.AS_IS
    embed = is_made and container is Container.MP4 and preferences.subtitle_mode is SubtitleMode.BOTH
    actions: dict[StreamIndex, Action] = {
        **left_out(media, preferences, is_made=is_made),
        **subtitle_actions(media, preferences, embed=embed),
        **_chosen(media, choice, container, device, preferences, capabilities),
    }
    return Plan(
        device=device.id,
        delivery=delivery,
        container=container,
        container_reasons=blockers if is_made else (Reason(ReasonCode.DEVICE_PLAYS_IT),),
        actions=tuple(actions[s.index] for s in media.streams),
        silence=silent_track(capabilities) if wants_silence(choice, preferences) else None,
        keep_metadata=not preferences.no_metadata,
        keep_chapters=not preferences.no_chapters,
    )


def _choose(media: MediaInfo, device: DeviceProfile, preferences: Preferences, capabilities: Capabilities) -> Choice:
    video, audio = choose_video(media), choose_audio(media, preferences)
    if video is None and (audio is None or any(s.encrypted for s in moving_pictures(media))):
        raise _nothing_to_play(media)
    burn_in = (
        choose_burn_in(media, audio, preferences) if video and _may_be_drawn(video, preferences, capabilities) else None
    )
    return Choice(
        video=video,
        video_obstacles=_all_video_obstacles(media, video, burn_in, device, preferences) if video else (),
        audio=audio,
        audio_obstacles=audio_obstacles(audio, device, preferences) if audio else (),
        burn_in=burn_in,
    )


def _may_be_drawn(video: VideoStream, preferences: Preferences, capabilities: Capabilities) -> bool:
    """A picture that can only be copied is not given up for a subtitle that nobody asked for."""
    return preferences.burn_subtitle is not None or can_be_remade(video, capabilities)


def _all_video_obstacles(
    media: MediaInfo, video: VideoStream, burn_in: BurnIn | None, device: DeviceProfile, preferences: Preferences
) -> tuple[Reason, ...]:
    drawn = () if burn_in is None else (Reason(ReasonCode.SUBTITLE_DRAWN, {"stream": int(burn_in.stream)}),)
    return (*video_obstacles(video, device, preferences), *size_wishes(media, video, preferences), *drawn)


def _nothing_to_play(media: MediaInfo) -> NothingToPlay:
    streams: tuple[VideoStream | AudioStream, ...] = (*moving_pictures(media), *media.audio)
    if any(stream.encrypted for stream in streams):
        return SourceEncrypted("The film is protected against copying.")
    if streams:
        codec = streams[0].codec or streams[0].codec_tag or "unknown"
        kind = DecoderMissing if streams[0].codec is None else NothingToPlay
        return kind(f"The {streams[0].kind} of the file cannot be read (codec: {codec}).")
    if media.video or media.cover_art:
        return NothingToPlay("The file holds a picture only.", hint="Devices show photos without any conversion.")
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


def _chosen(
    media: MediaInfo,
    choice: Choice,
    container: Container,
    device: DeviceProfile,
    preferences: Preferences,
    capabilities: Capabilities,
) -> dict[StreamIndex, Action]:
    sound = audio_action(choice, container, device, preferences, capabilities)
    picture = video_action(media, choice, sound, device, preferences, capabilities)
    return {action.stream: action for action in (picture, sound, choice.burn_in) if action is not None}
