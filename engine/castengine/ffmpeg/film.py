"""The output part of a conversion: which streams, how each is written, and into which container."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from langcodes import Language

from castengine.errors import ConversionError
from castengine.ffmpeg.drawing import DRAWN, graph, is_drawn_over, lettering
from castengine.ffmpeg.encoders import Pass, audio_encoder, video_encoder
from castengine.ffmpeg.filters import video_filters
from castengine.ffmpeg.paths import file_url
from castengine.ffmpeg.sound import audio_filters
from castengine.media import AudioStream, Container, Disposition, MediaInfo, StreamIndex, SubtitleStream, VideoStream
from castengine.plan.actions import Copy, Plan, Sidecar, TranscodeAudio, TranscodeVideo

Kept = Copy | TranscodeVideo | TranscodeAudio

_MUXER: Mapping[Container, tuple[str, ...]] = {
    # Without write_tmcd a camera's time code would become a data track.
    Container.MP4: ("-movflags", "+faststart", "-write_tmcd", "0", "-f", "mp4"),
    Container.WEBM: ("-cues_to_front", "1", "-f", "webm"),
}
_TEXT_CODEC: Mapping[Container, str] = {Container.MP4: "mov_text", Container.WEBM: "webvtt"}

# A stream that starts minutes late makes ffmpeg hold back the packets of all others; 128, its default, ends the job.
_MUXING_QUEUE = "4096"
# Packets between reading and writing. With 8, its default, the two threads wait for each other all the time: a copy of
# 500 MB takes 0.29 s instead of 0.22.
_HAND_OVER = "64"
_ROLES = frozenset(Disposition) - {Disposition.DEFAULT, Disposition.ATTACHED_PIC, Disposition.STILL_IMAGE}
_VARIABLE = 0.01  # average and nominal frame rate differ by more than this part


@dataclass(frozen=True, slots=True)
class Extras:
    """What was found out or prepared before: gains of sound tracks in dB, and which pass over the film this is.

    ``index_room``: bytes kept in front for an MP4's index; ``None``: the film is moved behind it when it is done.
    ``is_empty``: the film's file is there and empty; a file system need not be told so once more.
    """

    gains: Mapping[StreamIndex, float] = field(default_factory=dict)
    turn: Pass = Pass.ONLY
    index_room: int | None = None
    is_empty: bool = False


def film_output(
    media: MediaInfo, plan: Plan, film: Path, subtitles: Set[StreamIndex], extras: Extras | None = None
) -> list[str]:
    """Everything after the inputs for the film itself. ``subtitles``: those of the embedded ones to write.

    Raises ``ConversionError`` for a plan that cannot be carried out here.
    """
    if plan.container not in _MUXER:
        raise ConversionError(f"This program writes MP4 and WebM, not {plan.container}.")
    extras = extras or Extras()
    texts = [a for a in plan.only(Sidecar) if a.embed and a.stream in subtitles]
    return [
        *graph(media, plan),
        *[word for kept in (*kept_streams(plan), *texts) for word in ("-map", _source_of(kept, plan))],
        *(["-map", "1:0"] if plan.silence else []),
        *_videos(media, plan, extras.turn),
        *_audios(media, plan, extras.gains),
        *_texts(media, plan, texts),
        *("-map_metadata", "0" if plan.keep_metadata else "-1"),
        *("-map_chapters", "0" if plan.keep_chapters else "-1"),
        *("-max_muxing_queue_size", _MUXING_QUEUE, "-thread_queue_size", _HAND_OVER),
        *(["-shortest"] if plan.silence and media.duration is None else []),
        *_muxer(plan.container, extras.index_room),
        # Truncating it, ext4 would write it to the disk when it is closed, and ffmpeg would wait for that.
        *(["-truncate", "0"] if extras.is_empty else []),
        file_url(film),
    ]


def _muxer(container: Container, index_room: int | None) -> list[str]:
    words = list(_MUXER[container])
    return words if index_room is None else ["-moov_size", str(index_room), *words[words.index("+faststart") + 1 :]]


def first_pass_output(media: MediaInfo, plan: Plan) -> list[str]:
    """Everything after the input for a first look at the picture, which writes no film."""
    (action,) = plan.only(TranscodeVideo)
    return [
        *graph(media, plan),
        *("-map", _source_of(action, plan)),
        *_videos(media, plan, Pass.FIRST),
        *("-f", "null", "-"),
    ]


def _source_of(kept: Kept | Sidecar, plan: Plan) -> str:
    return DRAWN if isinstance(kept, TranscodeVideo) and is_drawn_over(plan) else f"0:{kept.stream}"


def kept_streams(plan: Plan) -> list[Kept]:
    """What becomes picture and sound of the output, in the source's order."""
    return [a for a in plan.actions if isinstance(a, Copy | TranscodeVideo | TranscodeAudio)]


def _videos(media: MediaInfo, plan: Plan, turn: Pass) -> list[str]:
    words: list[str] = []
    for action in kept_streams(plan):
        stream = media.stream(action.stream)
        if isinstance(stream, VideoStream) and isinstance(action, TranscodeVideo):
            words += [*_encoded(stream, action, plan, turn), "-disposition:v:0", "default"]
        elif isinstance(stream, VideoStream) and isinstance(action, Copy):
            words += [*_copied(stream, action, plan.container, media.container), "-disposition:v:0", "default"]
    return words


def _copied(stream: VideoStream, action: Copy, container: Container, source: Container) -> list[str]:
    rewriters = [*_display_order(stream, source), *_level(stream, action)]
    bitstream = ["-bsf:v:0", ",".join(rewriters)] if rewriters else []
    return ["-c:v:0", "copy", *_video_tag(stream, container), *bitstream]


def _encoded(stream: VideoStream, action: TranscodeVideo, plan: Plan, turn: Pass) -> list[str]:
    is_drawn = is_drawn_over(plan)
    chain = [] if is_drawn else ["-filter:v:0", video_filters(stream, action.target, lettering(plan))]
    return [*chain, *_frame_times(stream, action, is_drawn=is_drawn), *video_encoder(action.target, turn)]


def _level(stream: VideoStream, action: Copy) -> list[str]:
    """Headers that claim more than the pictures need are corrected. The filters' name of level 3.0 is ``3``."""
    return [] if action.level is None else [f"{stream.codec}_metadata=level={action.level.removesuffix('.0')}"]


def _video_tag(stream: VideoStream, container: Container) -> list[str]:
    if container is not Container.MP4 or stream.codec != "hevc":
        return []
    if stream.dolby_vision is None:
        return ["-tag:v:0", "hvc1"]
    # Profile 5 has no base layer that a plain HEVC decoder may show. The record of the others (dvvC) is written only
    # when ffmpeg is allowed what it calls unofficial.
    return ["-tag:v:0", "dvh1" if stream.dolby_vision.profile == 5 else "hvc1", "-strict", "unofficial"]


def _display_order(stream: VideoStream, source: Container) -> list[str]:
    """AVI, and Matroska in its way of carrying AVI's tracks, say when to decode a picture but not when to show it.

    ffmpeg would then show them in the order of decoding. The pictures' own numbers tell (``dts2pts``); and the first is
    shown when the file begins, as players of AVI do.
    """
    is_avi_like = source is Container.AVI or (source is Container.MATROSKA and stream.codec_tag is not None)
    if not is_avi_like or stream.codec not in ("h264", "hevc"):
        return []
    shown = "pts='if(eq(PTS,NOPTS),DTS,PTS)-STARTPTS':dts=DTS-STARTPTS"
    return [f"dts2pts,setts={shown}"]


def _frame_times(stream: VideoStream, action: TranscodeVideo, *, is_drawn: bool) -> list[str]:
    """Frames keep the times they have; none are doubled or dropped to make the rate constant."""
    words = ["-fps_mode:v:0", "vfr"]
    if action.target.frame_rate is None and has_variable_rate(stream):
        # Otherwise the encoder's clock ticks once a (nominal) frame, and frames between two ticks are lost.
        words += ["-enc_time_base:v:0", "filter" if is_drawn else "demux"]
    return words


def has_variable_rate(stream: VideoStream) -> bool:
    """True when the average rate is not the nominal one (or its half: a frame for two fields)."""
    if stream.frame_rate is None or stream.nominal_frame_rate is None or stream.frame_rate <= 0:
        return True
    ratio = float(stream.nominal_frame_rate / stream.frame_rate)
    return min(abs(ratio - 1), abs(ratio / 2 - 1)) > _VARIABLE


def _audios(media: MediaInfo, plan: Plan, gains: Mapping[StreamIndex, float]) -> list[str]:
    words: list[str] = []
    ordinal = 0
    for action in kept_streams(plan):
        stream = media.stream(action.stream)
        if isinstance(stream, AudioStream):
            gain = gains.get(action.stream)
            words += [*_audio(stream, action, ordinal, gain), *_names(stream, f"a:{ordinal}")]
            words += _disposition(stream, f"a:{ordinal}", default=ordinal == 0)
            ordinal += 1
    return words if plan.silence is None else [*words, *audio_encoder(plan.silence, ordinal)]


def _audio(stream: AudioStream, action: Kept, ordinal: int, gain: float | None) -> list[str]:
    if not isinstance(action, TranscodeAudio):
        return [f"-c:a:{ordinal}", "copy"]
    chain = audio_filters(stream, action.target, gain)
    return [f"-filter:a:{ordinal}", chain, *audio_encoder(action.target, ordinal)]


def _texts(media: MediaInfo, plan: Plan, texts: list[Sidecar]) -> list[str]:
    words: list[str] = []
    for ordinal, action in enumerate(texts):
        stream = media.stream(action.stream)
        if isinstance(stream, SubtitleStream):
            words += [f"-c:s:{ordinal}", _TEXT_CODEC[plan.container]]
            words += [*_names(stream, f"s:{ordinal}"), *_disposition(stream, f"s:{ordinal}", default=False)]
    return words


def _names(stream: AudioStream | SubtitleStream, specifier: str) -> list[str]:
    # MP4 has room for the three letters of ISO 639-2 only; ffmpeg drops "fr" and "pt-BR" without a word.
    language = _iso639_2(stream.language) if stream.language else None
    return [
        *([f"-metadata:s:{specifier}", f"language={language}"] if language else []),
        *([f"-metadata:s:{specifier}", f"title={stream.title}"] if stream.title else []),
    ]


def _iso639_2(tag: str) -> str | None:
    try:
        return Language.get(tag).to_alpha3()
    except LookupError:  # a language without such a code
        return None


def _disposition(stream: AudioStream | SubtitleStream, specifier: str, *, default: bool) -> list[str]:
    flags = [*(["default"] if default else []), *sorted(stream.dispositions & _ROLES)]
    return [f"-disposition:{specifier}", "+".join(flags) or "0"]
