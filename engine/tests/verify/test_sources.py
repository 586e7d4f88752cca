"""Sources that are dead, cut off or protected end with the error that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from castengine import Capabilities, Preferences, Tools, convert, find_device, make_plan, probe
from castengine.errors import CastEngineError, SourceDamaged, SourceEncrypted, SourceTruncated
from castengine.verify.protection import is_protected
from castengine.verify.source import complaints

from ..conftest import MakeClip

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=8")
SOUND = ("-f", "lavfi", "-i", "sine=r=48000:d=8")
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac")
KEY = ("-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb", "-encryption_kid", "a7e61c373e219033c21091fa607bf3b8")


def ending(source: Path, directory: Path, tools: Tools) -> CastEngineError:
    media = probe(source, tools)
    plan = make_plan(media, find_device("any-chromecast"), Preferences(), Capabilities.software())
    with pytest.raises(CastEngineError) as raised:
        convert(source, media, plan, directory=directory, stem="film", tools=tools)
    assert [path.name for path in directory.iterdir() if path.name.startswith((".film", "film"))] == []
    return raised.value


def scrambled(source: Path, target: Path, *, marked: bool) -> Path:
    """A transport stream whose payloads are noise, as those of coded channels; headers of packets stay readable."""
    data = bytearray(source.read_bytes())
    for start in range(0, len(data) - 187, 188):
        pid = (data[start + 1] & 0x1F) << 8 | data[start + 2]
        begins = data[start + 1] & 0x40
        if pid in (0x100, 0x101) and data[start + 3] & 0x30 == 0x10 and not begins:
            data[start + 3] |= 0x80 if marked else 0
            data[start + 4 : start + 188] = bytes(
                (b * 167 + 13 * n) & 0xFF for n, b in enumerate(data[start + 4 : start + 188])
            )
    target.write_bytes(data)
    return target


def test_a_scrambled_recording_is_refused_before_work_begins(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    clear = make_clip("clear.ts", *PICTURE, *SOUND, *X264)
    assert not is_protected(clear)
    film = scrambled(clear, tmp_path / "coded.ts", marked=True)
    assert is_protected(film)
    assert type(ending(film, tmp_path, tools)) is SourceEncrypted


def test_noise_is_no_film_even_when_ffmpeg_is_content(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    mpeg2 = ("-c:v", "mpeg2video", "-b:v", "3M", "-g", "12", "-c:a", "mp2")
    clear = make_clip("clear2.ts", *PICTURE, *SOUND, *mpeg2)
    film = scrambled(clear, tmp_path / "noise.ts", marked=False)
    assert isinstance(ending(film, tmp_path, tools), SourceDamaged)


def test_a_protected_film_whose_tracks_do_not_say_so(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    coded = make_clip("coded.mp4", *PICTURE, *SOUND, *X264, "-encryption_scheme", "cenc-aes-ctr", *KEY)
    film = tmp_path / "hidden.mp4"
    film.write_bytes(coded.read_bytes().replace(b"encv", b"avc1").replace(b"enca", b"mp4a").replace(b"sinf", b"free"))
    assert type(ending(film, tmp_path, tools)) is SourceEncrypted


def test_nothing_but_zeros_after_the_header_is_damage(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    whole = make_clip("whole.mp4", *PICTURE, *SOUND, *X264, "-movflags", "+faststart").read_bytes()
    start = whole.index(b"mdat") + 4
    film = tmp_path / "zeros.mp4"
    film.write_bytes(whole[:start] + bytes(len(whole) - start))
    assert type(ending(film, tmp_path, tools)) is SourceDamaged


def test_a_file_cut_off_before_the_first_picture(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    whole = make_clip("whole.mp4", *PICTURE, *SOUND, *X264, "-movflags", "+faststart").read_bytes()
    film = tmp_path / "begun.mp4"
    film.write_bytes(whole[: whole.index(b"mdat") + 8])
    assert type(ending(film, tmp_path, tools)) is SourceTruncated


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("", 0),
        ("[h264 @ 0x1] one\n[h264 @ 0x1] two\n", 2),
        ("[h264 @ 0x1] one\n    Last message repeated 10 times\n", 1),
    ],
)
def test_complaints_are_counted(said: str, count: int) -> None:
    assert complaints(said) == count


def test_a_download_that_was_never_finished(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    whole = make_clip("index-last.mp4", *PICTURE, *SOUND, *X264).read_bytes()
    film = tmp_path / "unfinished.mp4"
    film.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceTruncated) as raised:
        probe(film, tools)
    assert raised.value.code == "source_truncated"
