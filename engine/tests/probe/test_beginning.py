"""The first megabyte of a film says what the whole one says, or nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from castengine import Tools, media_as_json, probe, probe_beginning, take_still
from castengine.errors import NotMedia, SourceTruncated
from tests.conftest import MakeClip

MEGABYTE = 1024 * 1024
NOISY = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=3,noise=alls=40:allf=t", "-f", "lavfi", "-i", "sine=d=3")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "12", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "aac")
MPEG2 = ("-c:v", "mpeg2video", "-q:v", "2", "-c:a", "mp2")
VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-crf", "4", "-b:v", "9M", "-c:a", "libopus")
LENGTH = {"duration", "duration_exact", "bit_rate"}


def beginning_of(film: Path, folder: Path, size: int = MEGABYTE) -> Path:
    assert film.stat().st_size > size
    path = folder / "beginning"
    with film.open("rb") as file:
        path.write_bytes(file.read(size))
    return path


def without_length(media: object) -> object:
    """Of the file and of its streams."""
    match media:
        case dict():
            return {name: without_length(value) for name, value in media.items() if name not in LENGTH}
        case list() | tuple():
            return [without_length(value) for value in media]
        case _:
            return media


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("film.mkv", H264, id="Matroska"),
        pytest.param("film.webm", VP8, id="WebM"),
        pytest.param("film.mp4", (*H264, "-movflags", "+faststart"), id="MP4 with its index in front"),
        pytest.param("film.flv", H264, id="Flash"),
    ],
)
def test_headers_that_say_all(
    name: str, arguments: tuple[str, ...], make_clip: MakeClip, tools: Tools, tmp_path: Path
) -> None:
    film = make_clip(name, *NOISY, *arguments)
    media = probe_beginning(beginning_of(film, tmp_path), film.stat().st_size, tools)
    assert media_as_json(media) == media_as_json(probe(film, tools))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("film.ts", H264, id="a transport stream, whose length its last packets say"),
        pytest.param("film.avi", MPEG2, id="AVI, whose index comes last"),
        pytest.param("film.wmv", ("-c:v", "wmv2", "-q:v", "2", "-c:a", "wmav2"), id="Windows Media"),
    ],
)
def test_what_only_the_end_tells_is_not_guessed(
    name: str, arguments: tuple[str, ...], make_clip: MakeClip, tools: Tools, tmp_path: Path
) -> None:
    film = make_clip(name, *NOISY, *arguments)
    media = probe_beginning(beginning_of(film, tmp_path), film.stat().st_size, tools)
    assert (media.duration, media.bit_rate, {stream.duration for stream in media.streams}) == (None, None, {None})
    assert media.size == film.stat().st_size
    assert without_length(media_as_json(media)) == without_length(media_as_json(probe(film, tools)))


def test_fragments_tell_neither_length_nor_bit_rate(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    film = make_clip("film.mp4", *NOISY, *H264, "-movflags", "frag_keyframe+empty_moov")
    media = probe_beginning(beginning_of(film, tmp_path), film.stat().st_size, tools)
    assert (media.fragmented, media.duration, media.bit_rate) == (True, None, None)
    assert {(stream.duration, stream.bit_rate) for stream in media.streams} == {(None, None)}


def test_a_program_stream_of_which_a_track_may_still_begin(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    film = make_clip("film.vob", *NOISY, *MPEG2)
    with pytest.raises(SourceTruncated):
        probe_beginning(beginning_of(film, tmp_path), film.stat().st_size, tools)


def test_an_index_that_comes_last_is_enough_with_the_beginning(
    make_clip: MakeClip, tools: Tools, tmp_path: Path
) -> None:
    film = make_clip("late.mp4", *NOISY, *H264)
    content = film.read_bytes()
    with pytest.raises(SourceTruncated):
        probe_beginning(beginning_of(film, tmp_path), len(content), tools)
    index, path = content.rindex(b"moov") - 4, tmp_path / "both ends"
    with path.open("wb") as file:
        file.write(content[:MEGABYTE])
        file.seek(index)
        file.write(content[index:])
    media = probe_beginning(path, len(content), tools)
    assert media_as_json(media) == media_as_json(probe(film, tools))
    assert media.index_in_front is False
    assert take_still(path, media, tmp_path / "still.jpg", tools, is_whole=False)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", id="an HLS playlist"),
        pytest.param(b"ffconcat version 1.0\nfile /etc/passwd\n", id="a concat script"),
        pytest.param(b"1\n00:00:01,000 --> 00:00:02,000\nHello\n\n", id="subtitles"),
        pytest.param(b"PK\x03\x04\x14\x00\x00\x00\x08\x00", id="an archive"),
        pytest.param(b"Just a text.\n", id="a text"),
        pytest.param(b"\0", id="nothing but zeros"),
    ],
)
def test_what_never_becomes_a_film(content: bytes, tools: Tools, tmp_path: Path) -> None:
    path = tmp_path / "film"  # ffprobe believes in endings of names, too
    path.write_bytes((content * MEGABYTE)[:MEGABYTE])
    with pytest.raises(NotMedia) as caught:
        probe_beginning(path, 10**9, tools)
    assert type(caught.value) is NotMedia
    assert caught.value.message == "'film' is not a film or sound that can be read."
    path.write_bytes(path.read_bytes()[:-1])
    if b"ffconcat" not in content and b"-->" not in content:
        with pytest.raises(SourceTruncated):
            probe_beginning(path, 10**9, tools)


@pytest.mark.parametrize("size", [4, 200, 4000])
def test_of_a_film_that_has_hardly_begun_nothing_is_said(
    size: int, make_clip: MakeClip, tools: Tools, tmp_path: Path
) -> None:
    film = make_clip("film.mkv", *NOISY, *H264)
    with pytest.raises(SourceTruncated):
        probe_beginning(beginning_of(film, tmp_path, size), film.stat().st_size, tools)


def test_a_film_whose_middle_is_noise_is_one_until_all_of_it_was_seen(
    make_clip: MakeClip, tools: Tools, tmp_path: Path
) -> None:
    film = make_clip("film.mkv", *NOISY, *H264)
    path = beginning_of(film, tmp_path, 300)
    path.write_bytes(path.read_bytes() + random.Random(1).randbytes(MEGABYTE))
    with pytest.raises(SourceTruncated):
        probe_beginning(path, 10**9, tools)


def test_a_dark_beginning_is_no_picture_of_the_film(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    dark = make_clip("dark.mkv", "-f", "lavfi", "-i", "color=black:s=320x180:r=25:d=1", *H264[:-2])
    media = probe(dark, tools)
    assert take_still(dark, media, tmp_path / "still.jpg", tools, is_whole=False) is None
    assert not (tmp_path / "still.jpg").exists()
    assert take_still(dark, media, tmp_path / "still.jpg", tools)
