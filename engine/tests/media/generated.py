"""Strategies: any media file that the types can hold, likely and absurd ones alike."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from castengine.media import (
    AudioStream,
    Chapter,
    Color,
    Container,
    Disposition,
    DolbyVision,
    DynamicRange,
    FieldOrder,
    MediaInfo,
    OtherStream,
    Stream,
    StreamIndex,
    SubtitleKind,
    SubtitleStream,
    VideoStream,
)

VIDEO_CODECS = ("h264", "hevc", "vp8", "vp9", "av1", "mpeg2video", "mpeg4", "vc1", "mjpeg", "something_new")
AUDIO_CODECS = ("aac", "mp3", "opus", "vorbis", "flac", "ac3", "eac3", "dts", "truehd", "pcm_s16le", "something_new")
SUBTITLE_CODECS = ("subrip", "ass", "mov_text", "hdmv_pgs_subtitle", "dvd_subtitle", "eia_608", "something_new")
PROFILES = ("High", "Main", "Main 10", "High 10", "Profile 0", "Profile 2", "Constrained Baseline", "LC", "HE-AAC", "?")
LANGUAGES = ("en", "fr", "pt-BR", "x-private", "../..", "fre", "", "\N{PILE OF POO}")

names = st.sampled_from([None, "a name", "\N{PILE OF POO}", "-", "\n"])
counts = st.none() | st.integers(0, 2**40)
seconds = st.none() | st.fractions(0, 10**6, max_denominator=10**6)
usual_rates = st.sampled_from([Fraction(24), Fraction(24000, 1001), Fraction(25), Fraction(30), Fraction(60)])
rates = st.none() | usual_rates | st.fractions(Fraction(1, 1000), 1000, max_denominator=1001)
lengths = st.sampled_from([0, 1, 2, 15, 160, 720, 1080, 1279, 1280, 1920, 2160, 3840, 4096, 7680]) | st.integers(
    0, 70000
)
pixel_shapes = st.just(Fraction(1)) | st.fractions(Fraction(1, 1000), 1000, max_denominator=5000)
flags = st.frozensets(st.sampled_from(Disposition), max_size=3)
languages = st.none() | st.sampled_from(LANGUAGES)
first = st.just(StreamIndex(0))

colors = st.builds(Color, names, names, names, names)
dolby_visions = st.none() | st.builds(
    DolbyVision, st.integers(0, 20), st.none() | st.integers(1, 13), st.integers(0, 15)
)

video_streams = st.builds(
    VideoStream,
    index=first,
    codec=st.none() | st.sampled_from(VIDEO_CODECS),
    codec_tag=st.sampled_from([None, "hvc1", "hev1", "avc1"]),
    codec_profile=st.none() | st.sampled_from(PROFILES),
    language=languages,
    title=names,
    dispositions=flags,
    start_time=seconds,
    duration=seconds,
    bit_rate=counts,
    encrypted=st.booleans(),
    width=lengths,
    height=lengths,
    level=st.none() | st.integers(0, 255),
    reference_frames=st.none() | st.integers(0, 100),
    sample_aspect_ratio=pixel_shapes,
    frame_rate=rates,
    nominal_frame_rate=rates,
    pixel_format=names,
    bit_depth=st.sampled_from([None, 8, 10, 12, 16]),
    chroma=st.sampled_from([None, "4:2:0", "4:2:2", "4:4:4", "4:0:0"]),
    color=colors,
    dynamic_range=st.sampled_from(DynamicRange),
    dolby_vision=dolby_visions,
    field_order=st.none() | st.sampled_from(FieldOrder),
    measured_field_order=st.none() | st.sampled_from(FieldOrder),
    telecined=st.booleans(),
    rotation=st.sampled_from([0, 90, 180, 270]),
    flipped=st.booleans(),
    frame_count=counts,
    closed_captions=st.booleans(),
)

audio_streams = st.builds(
    AudioStream,
    index=first,
    codec=st.none() | st.sampled_from(AUDIO_CODECS),
    codec_profile=st.none() | st.sampled_from(PROFILES),
    language=languages,
    title=names,
    dispositions=flags,
    start_time=seconds,
    duration=seconds,
    bit_rate=counts,
    encrypted=st.booleans(),
    channels=st.none() | st.integers(0, 64),
    channel_layout=names,
    sample_rate=st.none() | st.sampled_from([8000, 22050, 44100, 48000, 96000]) | st.integers(0, 10**6),
    bit_depth=st.sampled_from([None, 16, 24, 32]),
)

subtitle_streams = st.builds(
    SubtitleStream,
    index=first,
    codec=st.none() | st.sampled_from(SUBTITLE_CODECS),
    language=languages,
    title=names,
    dispositions=flags,
    encrypted=st.booleans(),
    form=st.none() | st.sampled_from(SubtitleKind),
    carrier=st.none() | first,
    width=counts,
    height=counts,
)

other_streams = st.builds(
    OtherStream,
    index=first,
    codec=names,
    kind=st.sampled_from(["data", "attachment"]),
    filename=names,
    mime_type=names,
)


def _chapter(start: Fraction, length: Fraction, title: str | None) -> Chapter:
    return Chapter(start, start + length, title)


moments = st.fractions(0, 10**5, max_denominator=1000)
chapters = st.builds(_chapter, moments, moments, names)


def _numbered(streams: list[Stream]) -> tuple[Stream, ...]:
    return tuple(replace(stream, index=StreamIndex(i)) for i, stream in enumerate(streams))


streams: st.SearchStrategy[Stream] = video_streams | audio_streams | subtitle_streams | other_streams


def _readable(stream: VideoStream | AudioStream) -> Stream:
    """The same stream, such that something can be made of it."""
    codec = stream.codec or "something_new"
    if isinstance(stream, AudioStream):
        return replace(stream, codec=codec, encrypted=False)
    size = (max(stream.width, 1), max(stream.height, 1))
    shown = stream.dispositions - {Disposition.ATTACHED_PIC, Disposition.STILL_IMAGE}
    return replace(
        stream, codec=codec, encrypted=False, width=size[0], height=size[1], dispositions=shown, frame_count=None
    )


readable_streams = (video_streams | audio_streams).map(_readable)


media_files = st.builds(
    MediaInfo,
    container=st.sampled_from(Container),
    format_name=st.sampled_from(["matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "", "something_new"]),
    streams=st.lists(streams, max_size=6).map(_numbered),
    size=counts,
    duration=seconds,
    start_time=st.none() | st.fractions(-100, 10**6, max_denominator=10**6),
    bit_rate=counts,
    title=names,
    chapters=st.lists(chapters, max_size=3).map(tuple),
    index_in_front=st.none() | st.booleans(),
    fragmented=st.booleans(),
)


@st.composite
def playable_files(draw: st.DrawFn) -> MediaInfo:
    """Files of which something can be played."""
    media = draw(media_files)
    rest = [s for s in media.streams if not isinstance(s, VideoStream) or s.is_cover_art]
    kept = [draw(readable_streams), *rest, *draw(st.lists(readable_streams, max_size=2))]
    return replace(media, streams=_numbered(draw(st.permutations(kept))))
