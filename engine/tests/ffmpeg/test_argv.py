"""Argument lists, whole: what a plan becomes. (That they work is in ``tests/convert``.)"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from castengine.demuxers import ALLOWED_DEMUXERS
from castengine.errors import ConversionError
from castengine.ffmpeg.argv import conversion_argv, decode_argv, lines_argv, reading_argv, sidecars_argv
from castengine.ffmpeg.paths import file_url
from castengine.media import (
    AudioStream,
    Container,
    Disposition,
    DolbyVision,
    MediaInfo,
    OtherStream,
    StreamIndex,
    SubtitleKind,
    SubtitleStream,
    VideoStream,
)
from castengine.plan import (
    AudioTarget,
    BurnIn,
    Copy,
    Delivery,
    Drop,
    Plan,
    Sidecar,
    TranscodeAudio,
    TranscodeVideo,
)

from .targets import X264

FFMPEG = Path("/opt/ffmpeg")
FILM = Path("/out/.film.part.mp4")
GLOBAL = [
    *("/opt/ffmpeg", "-nostdin", "-hide_banner", "-y", "-loglevel", "error"),
    *("-nostats", "-stats_period", "0.5", "-progress", "pipe:1"),
]
GUARDS = ["-protocol_whitelist", "file,pipe", "-format_whitelist", ",".join(ALLOWED_DEMUXERS)]
SOURCE = [*GUARDS, "-i", "file:/in/film.mkv"]
ENDING = [
    *("-map_metadata", "0", "-map_chapters", "0", "-max_muxing_queue_size", "4096", "-thread_queue_size", "64"),
    *("-movflags", "+faststart", "-write_tmcd", "0", "-f", "mp4", "file:/out/.film.part.mp4"),
]
AAC = AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=48000, bit_rate=192000)
I0, I1, I2, I3, I4 = (StreamIndex(n) for n in range(5))


def media(*streams: VideoStream | AudioStream | SubtitleStream | OtherStream, container: Container) -> MediaInfo:
    return MediaInfo(container=container, format_name="any", streams=streams)


def plan(*actions: Copy | TranscodeVideo | TranscodeAudio | Sidecar | BurnIn | Drop, container: Container) -> Plan:
    return Plan(
        device="any-chromecast",
        delivery=Delivery.TRANSCODE,
        container=container,
        container_reasons=(),
        actions=actions,
    )


def test_a_film_of_five_tracks_with_the_sound_first() -> None:
    source = media(
        AudioStream(index=I0, codec="dts", channels=2, language="fr", dispositions=frozenset({Disposition.DUB})),
        VideoStream(
            index=I1,
            codec="hevc",
            width=1920,
            height=1080,
            frame_rate=Fraction(24),
            nominal_frame_rate=Fraction(24),
        ),
        AudioStream(index=I2, codec="aac", channels=2, language="pt-BR", title="Comments"),
        SubtitleStream(index=I3, codec="subrip", language="de", dispositions=frozenset({Disposition.FORCED})),
        OtherStream(index=I4, codec="ttf", kind="attachment"),
        container=Container.MATROSKA,
    )
    chosen = plan(
        TranscodeAudio(I0, AAC, ()),
        TranscodeVideo(I1, X264, ()),
        Copy(I2, (), "audio"),
        Sidecar(I3, "de.forced", True, ()),
        Drop(I4, (), "attachment"),
        container=Container.MP4,
    )
    argv = conversion_argv(FFMPEG, Path("/in/film.mkv"), source, chosen, FILM, {I3: Path("/out/.3.vtt")})
    bt709 = "color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    assert argv == [
        *GLOBAL,
        *SOURCE,
        *("-map", "0:0", "-map", "0:1", "-map", "0:2", "-map", "0:3"),
        "-filter:v:0",
        f"setparams={bt709},scale=w=1280:h=720:flags=lanczos+accurate_rnd+full_chroma_int:out_color_matrix=bt709"
        f":out_range=tv,format=yuv420p,setsar=1,setparams=range=tv:{bt709}",
        *("-fps_mode:v:0", "vfr"),
        *("-c:v:0", "libx264", "-profile:v:0", "high", "-level:v:0", "4.1", "-preset:v:0", "medium"),
        *("-x264-params:v:0", "aq-mode=2:trellis=1:deblock=-1,-1"),
        *("-crf:v:0", "20", "-maxrate:v:0", "12000000", "-bufsize:v:0", "24000000"),
        *("-pix_fmt:v:0", "yuv420p", "-refs:v:0", "3", "-force_key_frames:v:0", "expr:gte(t,n_forced*2)"),
        *("-disposition:v:0", "default"),
        *("-filter:a:0", "aformat=channel_layouts=stereo,aresample=48000:async=1000:first_pts=0"),
        *("-c:a:0", "aac", "-b:a:0", "192000", "-ar:a:0", "48000", "-ac:a:0", "2"),
        *("-metadata:s:a:0", "language=fra", "-disposition:a:0", "default+dub"),
        *("-c:a:1", "copy", "-metadata:s:a:1", "language=por", "-metadata:s:a:1", "title=Comments"),
        *("-disposition:a:1", "0"),
        *("-c:s:0", "mov_text", "-metadata:s:s:0", "language=deu", "-disposition:s:0", "forced"),
        *ENDING,
        *("-map", "0:3", "-c:s", "webvtt", "-map_metadata", "-1", "-f", "webvtt", "file:/out/.3.vtt"),
    ]


def test_a_remux_of_hevc_gets_the_tag_that_devices_look_for() -> None:
    source = media(
        VideoStream(index=I0, codec="hevc", width=1920, height=1080),
        AudioStream(index=I1, codec="aac", channels=2),
        container=Container.MATROSKA,
    )
    chosen = plan(Copy(I0, (), "video"), Copy(I1, (), "audio"), container=Container.MP4)
    assert conversion_argv(FFMPEG, Path("/in/film.mkv"), source, chosen, FILM, {}) == [
        *GLOBAL,
        *SOURCE,
        *("-map", "0:0", "-map", "0:1"),
        *("-c:v:0", "copy", "-tag:v:0", "hvc1", "-disposition:v:0", "default"),
        *("-c:a:0", "copy", "-disposition:a:0", "default"),
        *ENDING,
    ]


@pytest.mark.parametrize(
    ("profile", "tag"),
    [
        pytest.param(5, "dvh1", id="profile 5 is Dolby Vision and nothing else"),
        pytest.param(8, "hvc1", id="profile 8 is HEVC first, with its record kept"),
    ],
)
def test_dolby_vision_tags(profile: int, tag: str) -> None:
    stream = VideoStream(index=I0, codec="hevc", width=64, height=64, dolby_vision=DolbyVision(profile, 6, 1))
    chosen = plan(Copy(I0, (), "video"), container=Container.MP4)
    argv = conversion_argv(FFMPEG, Path("/in/film.mkv"), media(stream, container=Container.MATROSKA), chosen, FILM, {})
    assert argv == [
        *GLOBAL,
        *SOURCE,
        *("-map", "0:0", "-c:v:0", "copy", "-tag:v:0", tag, "-strict", "unofficial", "-disposition:v:0", "default"),
        *ENDING,
    ]


def test_webm_has_its_index_in_front() -> None:
    source = media(VideoStream(index=I0, codec="vp9", width=64, height=64), container=Container.MATROSKA)
    chosen = plan(Copy(I0, (), "video"), container=Container.WEBM)
    film = Path("/out/.film.part.webm")
    assert conversion_argv(FFMPEG, Path("/in/film.mkv"), source, chosen, film, {}) == [
        *GLOBAL,
        *SOURCE,
        *("-map", "0:0", "-c:v:0", "copy", "-disposition:v:0", "default"),
        *("-map_metadata", "0", "-map_chapters", "0", "-max_muxing_queue_size", "4096", "-thread_queue_size", "64"),
        *("-cues_to_front", "1", "-f", "webm", "file:/out/.film.part.webm"),
    ]


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        pytest.param(Container.AVI, ["-fflags", "+genpts"], id="AVI has no presentation times"),
        pytest.param(Container.MATROSKA, [], id="Matroska has"),
    ],
)
def test_missing_times_are_made_for_copies(container: Container, expected: list[str]) -> None:
    source = media(VideoStream(index=I0, codec="h264", width=64, height=64), container=container)
    chosen = plan(Copy(I0, (), "video"), container=Container.MP4)
    argv = conversion_argv(FFMPEG, Path("/in/film.mkv"), source, chosen, FILM, {})
    start = argv.index("-protocol_whitelist")
    assert argv[start : argv.index("-map")] == [*GUARDS, *expected, "-i", "file:/in/film.mkv"]


def test_a_variable_frame_rate_keeps_the_files_clock() -> None:
    stream = VideoStream(
        index=I0, codec="vp8", width=64, height=64, frame_rate=Fraction(17), nominal_frame_rate=Fraction(60)
    )
    chosen = plan(TranscodeVideo(I0, X264, ()), container=Container.MP4)
    argv = conversion_argv(FFMPEG, Path("/in/film.mkv"), media(stream, container=Container.WEBM), chosen, FILM, {})
    start = argv.index("-fps_mode:v:0")
    assert argv[start : start + 5] == ["-fps_mode:v:0", "vfr", "-enc_time_base:v:0", "demux", "-c:v:0"]


def test_subtitles_alone() -> None:
    texts = [SubtitleStream(index=index, codec="subrip", form=SubtitleKind.TEXT) for index in (I2, I3)]
    mkv = media(*texts, container=Container.MATROSKA)
    assert sidecars_argv(FFMPEG, Path("/in/film.mkv"), mkv, {I2: Path("/out/a.vtt"), I3: Path("/out/b.vtt")}) == [
        *GLOBAL,
        *SOURCE,
        *("-map", "0:2", "-c:s", "webvtt", "-map_metadata", "-1", "-f", "webvtt", "file:/out/a.vtt"),
        *("-map", "0:3", "-c:s", "webvtt", "-map_metadata", "-1", "-f", "webvtt", "file:/out/b.vtt"),
    ]


def test_each_text_is_read_as_it_is_written() -> None:
    """Options of the input: for teletext, for letters that are not UTF-8, and only for what is read."""
    teletext = SubtitleStream(index=I2, codec="dvb_teletext", form=SubtitleKind.TEXT, page="888")
    polish = SubtitleStream(index=I3, codec="subrip", form=SubtitleKind.TEXT, encoding="cp1250")
    both = media(teletext, polish, container=Container.MPEG_TS)
    start = len([*GLOBAL])
    argv = sidecars_argv(FFMPEG, Path("/in/film.ts"), both, {I2: Path("/out/a.vtt"), I3: Path("/out/b.vtt")})
    words = ["-txt_format:2", "text", "-txt_page:2", "888", "-fix_sub_duration:2", "-sub_charenc:3", "cp1250"]
    assert argv[start : start + 7] == words
    drawn = lines_argv(FFMPEG, Path("/in/film.ts"), both, I3, {})
    assert drawn[start : start + 2] == ["-sub_charenc:3", "cp1250"]
    assert "-txt_format:2" not in drawn


def test_decoding_a_stretch() -> None:
    assert decode_argv(FFMPEG, Path("/in/film.mkv"), I1, start=12.5, seconds=4) == [
        *GLOBAL,
        *GUARDS,
        *("-ss", "12.500", "-i", "file:/in/film.mkv", "-map", "0:1", "-t", "4"),
        *("-fps_mode", "passthrough", "-enc_time_base:v", "demux", "-f", "null", "-"),
    ]


def test_reading_a_stream_to_its_end() -> None:
    assert reading_argv(FFMPEG, Path("/in/film.mkv"), I1) == [
        *GLOBAL,
        *SOURCE,
        *("-map", "0:1", "-c", "copy", "-f", "null", "-"),
    ]


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param(plan(Copy(I0, (), "video"), container=Container.AVI), id="another container"),
    ],
)
def test_what_cannot_be_done_is_said(refused: Plan) -> None:
    source = media(VideoStream(index=I0, codec="h264", width=64, height=64), container=Container.MATROSKA)
    with pytest.raises(ConversionError):
        conversion_argv(FFMPEG, Path("/in/film.mkv"), source, refused, FILM, {})


@pytest.mark.parametrize(
    "name", ["-film.mkv", "http:film.mkv", "concat:a|b.mkv", "a%03d.mkv", "a\nb.mkv", "it's «é».mkv", "f\udcff.mkv"]
)
def test_a_name_is_a_name(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert file_url(Path(name)) == f"file:{tmp_path}/{name}"
