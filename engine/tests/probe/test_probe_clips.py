"""Real clips through the real ffprobe."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from castengine.media import Color, Container, Disposition, DynamicRange, FieldOrder, MediaInfo, SubtitleKind
from castengine.probe import probe
from castengine.tools import Tools
from tests.conftest import MakeClip

PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=24000/1001:duration=1")
TONE = ("-f", "lavfi", "-i", "sine=duration=1:sample_rate=48000")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
THREE_REFERENCES = ("-x264-params", "ref=3:bframes=0")
AAC = ("-c:a", "aac", "-ac", "2")


@pytest.fixture(scope="session")
def film(make_clip: MakeClip, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """H.264, AAC in two languages, a forced subtitle, a font, a chapter."""
    folder = tmp_path_factory.mktemp("parts")
    (folder / "a.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nHello\n")
    (folder / "a.ttf").write_bytes(b"\0\1\0\0")
    (folder / "a.txt").write_text(
        ";FFMETADATA1\ntitle=A film\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=One\n"
    )
    return make_clip(
        "film.mkv",
        *(*PICTURE, *TONE, "-i", str(folder / "a.srt"), "-i", str(folder / "a.txt"), "-attach", str(folder / "a.ttf")),
        *("-map", "0", "-map", "1", "-map", "1", "-map", "2", "-map_metadata", "3", "-map_chapters", "3"),
        *(*H264, *THREE_REFERENCES, *AAC, "-c:s", "srt", "-metadata:s:t", "mimetype=font/ttf"),
        *("-metadata:s:a:0", "language=fre", "-metadata:s:a:1", "language=eng", "-metadata:s:a:1", "title=Comments"),
        *("-disposition:a:0", "default", "-disposition:a:1", "comment", "-disposition:s:0", "forced"),
    )


@pytest.fixture(scope="session")
def film_facts(film: Path, tools: Tools) -> MediaInfo:
    return probe(film, tools)


FACTS: list[tuple[str, Callable[[MediaInfo], object], object]] = [
    ("the container", lambda m: m.container, Container.MATROSKA),
    ("the title", lambda m: m.title, "A film"),
    ("the chapters", lambda m: [(c.start, c.end, c.title) for c in m.chapters], [(0, Fraction(1, 2), "One")]),
    (
        "the kinds in file order",
        lambda m: [s.kind for s in m.streams],
        ["video", "audio", "audio", "subtitle", "attachment"],
    ),
    ("the indexes", lambda m: [s.index for s in m.streams], [0, 1, 2, 3, 4]),
    ("the frame rate exactly", lambda m: m.video[0].frame_rate, Fraction(24000, 1001)),
    ("the size", lambda m: (m.video[0].width, m.video[0].height), (160, 90)),
    ("the codec's profile", lambda m: m.video[0].codec_profile, "Constrained Baseline"),
    ("the reference frames", lambda m: m.video[0].reference_frames, 3),
    ("bit depth and chroma", lambda m: (m.video[0].bit_depth, m.video[0].chroma), (8, "4:2:0")),
    ("the field order", lambda m: m.video[0].field_order, FieldOrder.PROGRESSIVE),
    ("the languages", lambda m: [s.language for s in m.audio], ["fr", "en"]),
    ("the profile of AAC", lambda m: m.audio[0].codec_profile, "LC"),
    ("the channels", lambda m: (m.audio[0].channels, m.audio[0].channel_layout), (2, "stereo")),
    ("the track's title", lambda m: m.audio[1].title, "Comments"),
    ("the commentary", lambda m: m.audio[1].dispositions, frozenset({Disposition.COMMENT})),
    ("the forced subtitle", lambda m: m.subtitles[0].dispositions, frozenset({Disposition.FORCED})),
    ("the form of subtitles", lambda m: m.subtitles[0].form, SubtitleKind.TEXT),
    ("the font", lambda m: (m.other[0].filename, m.other[0].mime_type), ("a.ttf", "font/ttf")),
    ("no index in Matroska", lambda m: m.index_in_front, None),
]


@pytest.mark.parametrize(("fact", "expected"), [pytest.param(f, e, id=name) for name, f, e in FACTS])
def test_a_fact_of_a_film(film_facts: MediaInfo, fact: Callable[[MediaInfo], object], expected: object) -> None:
    assert fact(film_facts) == expected


def test_the_size_and_the_duration_of_a_film(film: Path, film_facts: MediaInfo) -> None:
    assert film_facts.size == film.stat().st_size
    assert film_facts.duration is not None
    assert abs(film_facts.duration - 1) < Fraction(1, 10)


@pytest.mark.parametrize(
    ("name", "options", "container", "in_front", "fragmented"),
    [
        pytest.param("a.mp4", (), Container.MP4, False, False, id="the index at the end"),
        pytest.param("b.mp4", ("-movflags", "+faststart"), Container.MP4, True, False, id="the index in front"),
        pytest.param("c.mp4", ("-movflags", "+frag_keyframe+empty_moov"), Container.MP4, True, True, id="fragments"),
        pytest.param("d.mov", (), Container.QUICKTIME, False, False, id="QuickTime"),
        pytest.param("e.ts", (), Container.MPEG_TS, None, False, id="a transport stream"),
        pytest.param("f.avi", (), Container.AVI, None, False, id="AVI"),
    ],
)
def test_the_file_around_the_streams(
    make_clip: MakeClip,
    tools: Tools,
    name: str,
    options: tuple[str, ...],
    container: Container,
    in_front: bool | None,
    fragmented: bool,
) -> None:
    media = probe(make_clip(name, *PICTURE, *TONE, *H264, *AAC, *options), tools)
    assert (media.container, media.index_in_front, media.fragmented) == (container, in_front, fragmented)


def test_webm_is_told_from_matroska(make_clip: MakeClip, tools: Tools) -> None:
    clip = make_clip("a.webm", *PICTURE, "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8")
    assert probe(clip, tools).container is Container.WEBM


def test_cover_art_is_not_the_film(make_clip: MakeClip, tools: Tools) -> None:
    cover = make_clip("cover.jpg", "-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1")
    clip = make_clip(
        "cover.mp4",
        *(*PICTURE, "-i", str(cover), "-map", "1", "-map", "0", *H264, "-c:v:0", "copy"),
        *("-disposition:v:0", "attached_pic"),
    )
    media = probe(clip, tools)
    assert [stream.codec for stream in media.video] == ["h264"]
    assert [stream.codec for stream in media.cover_art] == ["mjpeg"]


def test_rotation_is_clockwise(make_clip: MakeClip, tools: Tools) -> None:
    upright = make_clip("upright.mp4", *PICTURE, *H264)
    turned = make_clip("turned.mp4", "-display_rotation", "-90", "-i", str(upright), "-c", "copy")
    assert probe(turned, tools).video[0].rotation == 90


X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le")
HDR_TAGS = ("-vf", "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc")
MASTERING = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"


def test_hdr10_is_known_from_the_bitstream_when_the_container_says_nothing(make_clip: MakeClip, tools: Tools) -> None:
    params = f"log-level=error:hdr10=1:master-display={MASTERING}:max-cll=1000,400"
    clip = make_clip("hdr.ts", *TONE, *PICTURE, *HDR_TAGS, *X265, "-x265-params", params, *AAC)
    (stream,) = probe(clip, tools).video
    assert stream.dynamic_range is DynamicRange.HDR10
    assert (stream.bit_depth, stream.codec_profile) == (10, "Main 10")


def test_ten_bits_alone_are_not_hdr(make_clip: MakeClip, tools: Tools) -> None:
    clip = make_clip("ten.mkv", *TONE, *PICTURE, *X265, "-x265-params", "log-level=error", *AAC)
    (stream,) = probe(clip, tools).video
    assert (stream.dynamic_range, stream.color) == (DynamicRange.SDR, Color(range="tv"))


def test_an_interlaced_dvd(make_clip: MakeClip, tools: Tools) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=size=720x576:rate=50:duration=1", "-vf", "interlace,setsar=64/45")
    clip = make_clip("dvd.mpg", *source, "-c:v", "mpeg2video", "-flags", "+ildct+ilme")
    (stream,) = probe(clip, tools).video
    assert (stream.is_interlaced, stream.sample_aspect_ratio) == (True, Fraction(64, 45))


def test_a_missing_duration_is_found_at_the_end(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    """A recorder that writes to a pipe cannot come back to write the duration."""
    clip = make_clip("live.webm", *TONE, "-c:a", "libopus", "-f", "webm", "-live", "1")
    duration = probe(clip, tools).duration
    assert duration is not None
    assert abs(duration - 1) < Fraction(1, 10)


NAMES = [
    pytest.param(b"-y.mkv", id="a dash"),
    pytest.param(b"http:x.mkv", id="a protocol"),
    pytest.param(b"concat:a|b.mkv", id="a list of files"),
    pytest.param(b"100%d.mkv", id="a pattern"),
    pytest.param(b"a\nb.mkv", id="a line break"),
    pytest.param("\N{FILM FRAMES} été 'x' \"y\".mkv".encode(), id="an emoji and quotes"),
    pytest.param(b"\xff\xfe.mkv", id="bytes that are no text"),
    pytest.param(b"x" * 251 + b".mkv", id="255 bytes"),
    pytest.param(b"file.txt", id="the wrong ending"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(film: Path, tools: Tools, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    os.link(film, path)
    assert len(probe(path, tools).streams) == 5


def test_a_relative_name_that_begins_with_a_dash(
    film: Path, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.link(film, tmp_path / "-i.mkv")
    monkeypatch.chdir(tmp_path)
    assert len(probe(Path("-i.mkv"), tools).streams) == 5


def test_probing_is_quick(film: Path, tools: Tools) -> None:
    """One call of ffprobe takes some 20 ms; the limit leaves room for a busy machine."""
    probe(film, tools)
    start = time.monotonic()
    probe(film, tools)
    assert time.monotonic() - start < 2


def test_the_title_of_a_track_survives_in_mp4(film: Path, make_clip: MakeClip, tools: Tools) -> None:
    copy = make_clip("film.mp4", "-i", f"file:{film}", "-map", "0:v", "-map", "0:a", "-c", "copy")
    assert [track.title for track in probe(copy, tools).audio] == [None, "Comments"]
