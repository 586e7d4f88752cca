"""The file around the streams: whether the source's plays as it is, and which one to write otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from castengine.devices import TARGET_AUDIO, DeviceProfile
from castengine.media import AudioStream, Container, Disposition, MediaInfo, VideoStream
from castengine.plan.actions import BurnIn
from castengine.plan.levels import overstated_level
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode
from castengine.plan.video import moving_pictures
from castengine.plan.video_target import target_support

_PCM: Final = frozenset({"pcm_s16le", "pcm_s24le"})

# What a device finds in each container; the muxers would write more.
_HELD: Final = {
    Container.MP4: frozenset({"h264", "hevc", "vp9", "av1", "aac", "mp3", "opus", "flac", "ac3", "eac3"}),
    Container.WEBM: frozenset({"vp8", "vp9", "av1", "opus", "vorbis"}),
    Container.MPEG_TS: frozenset({"h264", "hevc", "aac", "mp3", "ac3", "eac3"}),
    Container.OGG: frozenset({"opus", "vorbis", "flac"}),
    Container.MP3: frozenset({"mp3"}),
    Container.WAV: _PCM,
    Container.FLAC: frozenset({"flac"}),
}

_NATIVE_TO_WEBM: Final = frozenset({"vp8", "vp9", "opus", "vorbis"})
_HEVC_TAGS: Final = frozenset({"hvc1", "dvh1"})  # parameter sets in the header, where devices look for them
_COST_OF_VIDEO: Final = 10  # of encoding a film, in soundtracks


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The streams to be played, and what keeps each from being copied."""

    video: VideoStream | None
    video_obstacles: tuple[Reason, ...]
    audio: AudioStream | None
    audio_obstacles: tuple[Reason, ...]
    burn_in: BurnIn | None = None

    @property
    def copyable(self) -> tuple[VideoStream | AudioStream, ...]:
        pairs = ((self.video, self.video_obstacles), (self.audio, self.audio_obstacles))
        return tuple(stream for stream, obstacles in pairs if stream is not None and not obstacles)


def holds(container: Container, codec: str | None) -> bool:
    return codec in _HELD.get(container, frozenset())


def audio_codec_for(container: Container) -> str:
    """The codec to encode sound to."""
    return "opus" if container is Container.WEBM else TARGET_AUDIO


def as_is_obstacles(
    media: MediaInfo, choice: Choice, device: DeviceProfile, preferences: Preferences
) -> tuple[Reason, ...]:
    """What, besides the streams themselves, keeps the source's own file from being played."""
    return (
        *_container(media, choice, device, preferences),
        *_mp4(media, choice),
        *_level(choice, device),
        *_extra_streams(media, choice),
        *_wishes(choice, preferences),
    )


def choose_container(choice: Choice, device: DeviceProfile, preferences: Preferences) -> Container:
    """The one that takes most streams unchanged; MP4 in doubt, but WebM for what was born in it."""
    played = _played(choice, device)
    writable = [
        c for c in (Container.MP4, Container.WEBM) if c in played and _can_be_written(c, choice, device, preferences)
    ]
    possible = [c for c in writable if choice.audio is None or not preferences.force_aac or holds(c, TARGET_AUDIO)]
    wished = [c for c in possible if c is preferences.container]
    return min(wished or possible or [Container.MP4], key=lambda c: (_cost(c, choice), not _is_home(c, choice)))


def _played(choice: Choice, device: DeviceProfile) -> tuple[Container, ...]:
    return device.audio_containers if choice.video is None else device.containers


def _can_be_written(container: Container, choice: Choice, device: DeviceProfile, preferences: Preferences) -> bool:
    """MP4 holds all that is encoded to; WebM what it can of that, and of what is copied."""
    if container is Container.MP4 or choice.video is None:
        return True
    is_copied = choice.video in choice.copyable
    return holds(container, choice.video.codec if is_copied else target_support(device, preferences).codec)


def _cost(container: Container, choice: Choice) -> int:
    kept = [s for s in choice.copyable if holds(container, s.codec)]
    video = _COST_OF_VIDEO if choice.video is not None and choice.video not in kept else 0
    return video + (1 if choice.audio is not None and choice.audio not in kept else 0)


def _is_home(container: Container, choice: Choice) -> bool:
    codecs = {s.codec for s in (choice.video, choice.audio) if s is not None}
    return (container is Container.WEBM) == (codecs <= _NATIVE_TO_WEBM)


def _container(media: MediaInfo, choice: Choice, device: DeviceProfile, preferences: Preferences) -> Iterator[Reason]:
    if media.container not in _played(choice, device):
        yield Reason(ReasonCode.CONTAINER_NOT_PLAYED, {"container": _name(media)})
        return
    for stream in choice.copyable:
        if not holds(media.container, stream.codec):
            params = {"codec": stream.codec or "unknown", "container": str(media.container)}
            yield Reason(ReasonCode.CODEC_NOT_IN_CONTAINER, params)
    is_wished = choice.video is not None and choose_container(choice, device, preferences) is preferences.container
    if is_wished and media.container is not preferences.container:
        yield Reason(ReasonCode.USER_WISH, {"option": "container"})


def _mp4(media: MediaInfo, choice: Choice) -> Iterator[Reason]:
    if media.container is not Container.MP4:
        return
    if media.index_in_front is False:
        yield Reason(ReasonCode.INDEX_NOT_IN_FRONT)
    if choice.video is not None and choice.video.codec == "hevc" and choice.video.codec_tag not in _HEVC_TAGS:
        yield Reason(ReasonCode.HEVC_TAG)


def _level(choice: Choice, device: DeviceProfile) -> Iterator[Reason]:
    if choice.video is None or choice.video_obstacles:
        return
    support = device.video_support(choice.video.codec)
    if support is not None and (claimed := overstated_level(choice.video, support)) is not None:
        yield Reason(ReasonCode.LEVEL_OVERSTATED, {"level": claimed, "max": support.level or ""})


def _wishes(choice: Choice, preferences: Preferences) -> Iterator[Reason]:
    if wants_silence(choice, preferences):
        yield Reason(ReasonCode.USER_WISH, {"option": "add_silence"})
    if not preferences.skip_when_ok:
        yield Reason(ReasonCode.USER_WISH, {"option": "skip_when_ok"})


def wants_silence(choice: Choice, preferences: Preferences) -> bool:
    return preferences.add_silence and choice.audio is None and choice.video is not None


def _extra_streams(media: MediaInfo, choice: Choice) -> Iterator[Reason]:
    """A device plays the first stream of a kind, and takes cover art in MP4 for the film."""
    cover_in_the_way = media.container is Container.MP4 and bool(media.cover_art)
    dead_picture_in_the_way = choice.video is None and bool(moving_pictures(media))
    if (
        cover_in_the_way
        or dead_picture_in_the_way
        or len(media.video) > 1
        or not _plays_first(choice.audio, media.audio)
    ):
        yield Reason(ReasonCode.EXTRA_STREAMS)


def _plays_first(audio: AudioStream | None, tracks: tuple[AudioStream, ...]) -> bool:
    if audio is None:
        return True
    flagged = next((s for s in tracks if s.has(Disposition.DEFAULT)), audio)
    return tracks[0].index == audio.index and flagged.index == audio.index


def _name(media: MediaInfo) -> str:
    return media.format_name if media.container is Container.OTHER else str(media.container)
