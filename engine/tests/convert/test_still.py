"""Stills: one bright picture of a film, in its true shape."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from castengine import Tools, probe, take_still
from castengine.errors import ConversionError

from ..conftest import MakeClip

H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "5", "-pix_fmt", "yuv420p")


def picture(seconds: float, size: str = "320x180") -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={seconds}")


@pytest.fixture
def jpeg_size() -> Callable[[Path], tuple[int, int]]:
    """Width and height as the JPEG's frame header says (ITU-T T.81, B.2.2)."""

    def read(path: Path) -> tuple[int, int]:
        data = path.read_bytes()
        assert data[:2] == b"\xff\xd8"
        start = data.index(b"\xff\xc0")
        return int.from_bytes(data[start + 7 : start + 9], "big"), int.from_bytes(data[start + 5 : start + 7], "big")

    return read


def take(clip: Path, destination: Path, tools: Tools, width: int = 640) -> Path | None:
    return take_still(clip, probe(clip, tools), destination, tools, width)


@pytest.mark.parametrize(
    ("name", "arguments", "size"),
    [
        ("wide.mp4", (*picture(1), *H264), (640, 360)),
        ("dvd.mkv", (*picture(1, "720x576"), "-vf", "setsar=64/45", "-c:v", "mpeg2video"), (640, 360)),
        ("tall.mkv", (*picture(1, "90x160"), *H264), (640, 1138)),
        ("short.mkv", (*picture(0.04), "-c:v", "mpeg4"), (640, 360)),
    ],
)
def test_a_still_has_the_films_shape(
    make_clip: MakeClip,
    tools: Tools,
    tmp_path: Path,
    jpeg_size: Callable[[Path], tuple[int, int]],
    name: str,
    arguments: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    destination = tmp_path / "100%d.jpg"
    assert take(make_clip(name, *arguments), destination, tools) == destination
    assert jpeg_size(destination) == size
    assert [path.name for path in tmp_path.iterdir()] == ["100%d.jpg"]


def test_a_turned_film_gives_an_upright_still(
    make_clip: MakeClip, tools: Tools, tmp_path: Path, jpeg_size: Callable[[Path], tuple[int, int]]
) -> None:
    flat = make_clip("flat-still.mp4", *picture(1), *H264)
    turned = make_clip("turned-still.mp4", "-display_rotation", "90", "-i", str(flat), "-c", "copy")
    take(turned, tmp_path / "still.jpg", tools, 180)
    assert jpeg_size(tmp_path / "still.jpg") == (180, 320)


def test_black_pictures_are_passed_over(
    make_clip: MakeClip, tools: Tools, tmp_path: Path, brightness: Callable[[Path], tuple[float, float, float]]
) -> None:
    dawn = "color=black:s=160x90:r=25:d=2[a];color=0xB0B0B0:s=160x90:r=25:d=2[b];[a][b]concat"
    clip = make_clip("dawn.mp4", "-f", "lavfi", "-i", dawn, *H264)
    take(clip, tmp_path / "still.jpg", tools)
    assert brightness(tmp_path / "still.jpg")[0] > 100


def test_of_a_black_film_the_still_is_black(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    clip = make_clip("night.mp4", "-f", "lavfi", "-i", "color=black:s=160x90:r=25:d=1", *H264)
    assert take(clip, tmp_path / "still.jpg", tools) is not None


def test_sound_alone_has_no_still(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    clip = make_clip("sound.mka", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "flac")
    assert take(clip, tmp_path / "still.jpg", tools) is None
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    clip = make_clip("wide.mp4", *picture(1), *H264)
    with pytest.raises(ConversionError):
        take(clip, tmp_path / "missing" / "still.jpg", tools)
