"""The downmix to stereo, channel by channel, against ITU-R BS.775: center and surround at -3 dB, nothing clipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import MakeClip
from .conftest import Make

PICTURE = (
    "-f",
    "lavfi",
    "-i",
    "color=s=160x90:r=25:d=2",
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-pix_fmt",
    "yuv420p",
)
CHANNELS = ("FL", "FR", "FC", "LFE", "BL", "BR")
LEFT, RIGHT = "pan=mono|c0=c0", "pan=mono|c0=c1"
Loudness = Callable[[Path, str], float]


def surround(make_clip: MakeClip, level: float, *loud: str) -> Path:
    """A tone (80 Hz) in the channels named, silence in the others."""
    tones = "|".join(f"{level}*sin(80*2*PI*t)" if channel in loud else "0" for channel in CHANNELS)
    sound = ("-f", "lavfi", "-i", f"aevalsrc={tones}:c=5.1:s=48000:d=2", "-c:a", "pcm_s16le")
    return make_clip(f"{'-'.join(loud)}.mkv", *PICTURE[:4], *sound, *PICTURE[4:])


@pytest.mark.parametrize(
    ("channel", "left", "right"),
    [
        pytest.param("FL", 0.0, None, id="left stays left"),
        pytest.param("FR", None, 0.0, id="right stays right"),
        pytest.param("FC", -3.0, -3.0, id="the voices in the middle come from both sides"),
        pytest.param("BL", -3.0, None, id="what is behind on the left is heard on the left"),
        pytest.param("BR", None, -3.0, id="what is behind on the right is heard on the right"),
    ],
)
def test_each_channel_is_where_it_belongs(
    make_clip: MakeClip, made: Make, loudness: Loudness, channel: str, left: float | None, right: float | None
) -> None:
    front = loudness(made(surround(make_clip, 0.25, "FL")), LEFT)
    film = made(surround(make_clip, 0.25, channel))
    for side, expected in ((LEFT, left), (RIGHT, right)):
        if expected is None:
            assert loudness(film, side) < front - 40
        else:
            assert loudness(film, side) == pytest.approx(front + expected, abs=0.5)


def test_the_bass_channel_is_not_lost(make_clip: MakeClip, made: Make, loudness: Loudness) -> None:
    front = loudness(made(surround(make_clip, 0.25, "FL")), LEFT)
    assert loudness(made(surround(make_clip, 0.25, "LFE")), LEFT) > front - 12


def test_the_downmix_is_as_loud_as_the_film(make_clip: MakeClip, made: Make, loudness: Loudness) -> None:
    """3 dB less than the front channel's own level, which is what keeps full scale from clipping so often."""
    source = surround(make_clip, 0.25, "FL")
    assert loudness(made(source), LEFT) == pytest.approx(loudness(source, LEFT) - 3, abs=0.7)


def test_all_channels_at_once_do_not_clip(make_clip: MakeClip, made: Make, loudness: Loudness) -> None:
    """A clipped sine has harmonics: nothing but noise may be left without the tone itself."""
    film = made(surround(make_clip, 0.9, *CHANNELS))
    assert loudness(film, f"{LEFT},highpass=f=700:poles=2,highpass=f=700:poles=2") < loudness(film, LEFT) - 30
