"""Which whole files no other try could read, and which one might."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from castengine import Tools, probe
from castengine.errors import NotMedia, SourceTruncated
from castengine.probe import can_never_be_read
from tests.conftest import MakeClip

MATROSKA = bytes.fromhex("1a45dfa3 8b 4282 88 6d6174726f736b61 18538067 01ffffffffffffff")
SOUND = ("-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac")


def refused(film: Path, tools: Tools) -> NotMedia:
    with pytest.raises(NotMedia) as caught:
        probe(film, tools)
    return caught.value


@pytest.mark.parametrize(
    ("content", "hopeless"),
    [
        pytest.param(b"film", True, id="four letters"),
        pytest.param(b"Just a text.\n" * 1000, True, id="a text"),
        pytest.param(bytes(200_000), True, id="nothing but zeros"),
        pytest.param(b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(200_000), True, id="an archive"),
        pytest.param(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", True, id="a playlist"),
        pytest.param(b"ffconcat version 1.0\nfile /etc/passwd\n", True, id="a script of other files"),
        pytest.param(MATROSKA + random.Random(1).randbytes(200_000), False, id="a damaged Matroska"),
    ],
)
def test_what_is_in_no_format_is_hopeless(content: bytes, hopeless: bool, tools: Tools, tmp_path: Path) -> None:
    film = tmp_path / "source"
    film.write_bytes(content)
    assert can_never_be_read(film, refused(film, tools), tools) is hopeless


def test_an_mp4_without_its_index_is_hopeless(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    whole, film = make_clip("sound.mp4", *SOUND).read_bytes(), tmp_path / "source"
    film.write_bytes(whole[: whole.rindex(b"moov") - 4])
    error = refused(film, tools)
    assert type(error) is SourceTruncated
    assert can_never_be_read(film, error, tools)


@pytest.fixture
def broken(tools: Tools, tmp_path: Path) -> Callable[[str], Tools]:
    """An ffprobe that does nothing but a line of Python."""

    def make(line: str) -> Tools:
        script = tmp_path / "ffprobe"
        script.write_text(f"#!{sys.executable}\nimport os, sys\n{line}\n")
        script.chmod(0o755)
        return replace(tools, ffprobe=script)

    return make


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("os.kill(os.getpid(), 9)", id="killed"),
        pytest.param("sys.exit('error while loading shared libraries: libx.so')", id="not to be started"),
        pytest.param("sys.exit('file:source: Cannot allocate memory')", id="without memory"),
        pytest.param("sys.exit('file:source: Input/output error')", id="a disk that fails"),
    ],
)
def test_trouble_of_another_kind_is_none_of_the_film_s(
    line: str, broken: Callable[[str], Tools], tmp_path: Path
) -> None:
    film, tools = tmp_path / "source", broken(line)
    film.write_bytes(b"#EXTM3U\n")
    assert not can_never_be_read(film, refused(film, tools), tools)
