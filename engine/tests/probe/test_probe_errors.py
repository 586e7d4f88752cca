"""Files that are no films: the right error, a clear sentence, what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from castengine.errors import NotMedia, SourceEmpty, SourceError, SourceIsDirectory, SourceNotFound, SourceUnreadable
from castengine.probe import probe
from castengine.tools import Tools
from tests.conftest import MakeClip


def _refused(path: Path, tools: Tools) -> SourceError:
    with pytest.raises(SourceError) as caught:
        probe(path, tools)
    assert caught.value.message.endswith(".")
    assert caught.value.advice
    caught.value.message.encode()  # it can be printed and stored, whatever the file's name is
    return caught.value


def test_a_missing_file(tools: Tools, tmp_path: Path) -> None:
    error = _refused(tmp_path / "none.mkv", tools)
    assert type(error) is SourceNotFound
    assert "none.mkv" in error.message


def test_a_folder(tools: Tools, tmp_path: Path) -> None:
    assert type(_refused(tmp_path, tools)) is SourceIsDirectory


def test_an_empty_file(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "empty.mkv").touch()
    assert type(_refused(tmp_path / "empty.mkv", tools)) is SourceEmpty


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it(tools: Tools, tmp_path: Path) -> None:
    path = tmp_path / "secret.mkv"
    path.write_bytes(b"x")
    path.chmod(0)
    assert type(_refused(path, tools)) is SourceUnreadable


def test_a_named_pipe_is_not_waited_for(tools: Tools, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mkv")
    assert type(_refused(tmp_path / "pipe.mkv", tools)) is SourceUnreadable


@pytest.mark.parametrize("name", ["a\0b.mkv", "x" * 300 + ".mkv"])
def test_a_name_that_cannot_be(tools: Tools, tmp_path: Path, name: str) -> None:
    assert type(_refused(tmp_path / name, tools)) is SourceUnreadable


def test_a_link_that_leads_nowhere(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "link.mkv").symlink_to(tmp_path / "gone")
    assert type(_refused(tmp_path / "link.mkv", tools)) is SourceNotFound


def test_a_name_of_bytes_that_are_no_text(tools: Tools, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.mkv")
    path.write_bytes(b"nonsense")
    assert type(_refused(path, tools)) is NotMedia


OTHER_CONTENT = [
    pytest.param(b"[00:01.00] la la la\n" * 50, id="a text that ffmpeg would take for song lyrics"),
    pytest.param(b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", id="subtitles"),
    pytest.param(b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", id="a playlist"),
    pytest.param(b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://localhost/\n", id="a stream's playlist"),
    pytest.param(b"ffconcat version 1.0\nfile '/etc/passwd'\n", id="a concat script"),
    pytest.param(b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n", id="a session description"),
    pytest.param(b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>', id="a manifest"),
    pytest.param(b"\x1a\x45\xdf\xa3" + bytes(50), id="a Matroska header and nothing else"),
    pytest.param(b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", id="an MP4 without an index"),
    pytest.param(b"\0", id="one byte"),
    pytest.param(bytes(100_000), id="zeros"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), id="a picture"),
    pytest.param(b"%PDF-1.7\n", id="a document"),
    pytest.param(b"const film: string = 'a'\n" * 40, id="a program"),
]


@pytest.mark.parametrize("content", OTHER_CONTENT)
@pytest.mark.parametrize("ending", ["mkv", "mp4", "ts"])
def test_what_is_not_a_film(tools: Tools, tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"film.{ending}"
    path.write_bytes(content)
    assert type(_refused(path, tools)) is NotMedia


def test_the_detail_does_not_recite_the_allowed_formats(tools: Tools, tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(b"[00:01.00] la la la\n" * 50)
    detail = _refused(path, tools).detail
    assert detail
    assert len(detail) < 400


def test_a_picture_is_not_a_film(tools: Tools, make_clip: MakeClip) -> None:
    picture = make_clip("picture.png", "-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1")
    assert type(_refused(picture, tools)) is NotMedia


@pytest.mark.parametrize("cut", [100, 1000, 5000])
def test_a_cut_film_is_read_or_refused(tools: Tools, make_clip: MakeClip, tmp_path: Path, cut: int) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=size=160x90:duration=1", "-c:v", "libx264", "-preset", "ultrafast")
    path = tmp_path / "cut.mkv"
    path.write_bytes(make_clip("whole.mkv", *source).read_bytes()[:cut])
    try:
        codecs = [stream.codec for stream in probe(path, tools).streams]
    except NotMedia:
        codecs = []
    assert codecs in ([], ["h264"])
