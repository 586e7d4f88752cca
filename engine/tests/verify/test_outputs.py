"""Verification of real files: too short, too damaged, or only as damaged as their source."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from castengine import (
    Cancellation,
    Capabilities,
    MediaInfo,
    Plan,
    Preferences,
    Tools,
    find_device,
    make_plan,
    probe,
)
from castengine.errors import Cancelled, VerificationFailed
from castengine.verify import SourceFile, verify

from ..conftest import MakeClip

PICTURE = "testsrc2=s=320x180:r=25:d={}"
BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-pix_fmt", "yuv420p", "-vf", BT709)
AC3 = ("-c:a", "ac3", "-ac", "2")
MP4 = ("-c:a", "aac", "-ac", "2", "-movflags", "+faststart")


def clip(make_clip: MakeClip, name: str, video: int, audio: int, *coded: str) -> Path:
    inputs = ("-f", "lavfi", "-i", PICTURE.format(video), "-f", "lavfi", "-i", f"sine=r=48000:d={audio}")
    return make_clip(name, *inputs, *coded)


def plan_for(media: MediaInfo) -> Plan:
    return make_plan(media, find_device("any-chromecast"), Preferences(), Capabilities.software())


def check(film: Path, source: Path, tools: Tools, **pretended: object) -> list[str]:
    """``pretended``: what the source's facts say although it is not so."""
    media = replace(probe(source, tools), **pretended)  # type: ignore[arg-type]
    origin = SourceFile(source, media, tools, Cancellation())
    _, findings = verify(film, origin, plan_for(media), find_device("any-chromecast"), embedded=0)
    return [str(finding.code) for finding in findings]


def test_a_good_film_has_no_findings(make_clip: MakeClip, tools: Tools) -> None:
    source = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    assert check(clip(make_clip, "good.mp4", 6, 6, *X264, *MP4), source, tools) == []


@pytest.mark.parametrize(
    ("video", "audio", "code"),
    [
        pytest.param(2, 2, "duration_differs", id="all of it ends too early"),
        pytest.param(2, 6, "stream_ends_early", id="the picture ends too early"),
        pytest.param(6, 2, "stream_ends_early", id="the sound ends too early"),
        pytest.param(12, 12, "duration_differs", id="it is longer than the source"),
    ],
)
def test_wrong_lengths_are_refused(make_clip: MakeClip, tools: Tools, video: int, audio: int, code: str) -> None:
    source = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    film = clip(make_clip, f"short{video}{audio}.mp4", video, audio, *X264, *MP4)
    with pytest.raises(VerificationFailed, match="not last as long") as raised:
        check(film, source, tools)
    assert code in (raised.value.detail or "")


@pytest.mark.parametrize("delay", [0.05, 0.3])
def test_sound_that_starts_too_late_is_refused(make_clip: MakeClip, tools: Tools, delay: float) -> None:
    source = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    inputs = ("-f", "lavfi", "-i", PICTURE.format(6), "-itsoffset", str(delay), "-f", "lavfi", "-i")
    film = make_clip(f"late{delay}.mp4", *inputs, f"sine=r=48000:d={6 - delay}", *X264, *MP4)
    with pytest.raises(VerificationFailed, match="not in step") as raised:
        check(film, source, tools)
    assert "sound_out_of_step stream=1" in (raised.value.detail or "")


def test_a_tenth_of_a_second_less_is_too_little(make_clip: MakeClip, tools: Tools) -> None:
    source = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    film = make_clip("less.mp4", "-i", str(source), "-t", "5.88", *X264, *MP4)
    with pytest.raises(VerificationFailed) as raised:
        check(film, source, tools)
    assert "duration_differs stream=0 seconds=5.88 expected=6.0" in (raised.value.detail or "")


def test_only_what_decodes_of_a_source_is_asked_for(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    whole = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    film = make_clip("cut.mp4", "-i", str(cut), *X264, *MP4)
    assert "source_truncated" in check(film, cut, tools)


def test_a_stream_that_is_shorter_in_the_source_may_be_shorter(make_clip: MakeClip, tools: Tools) -> None:
    source = clip(make_clip, "uneven.mkv", 6, 2, *X264, *AC3)
    assert check(clip(make_clip, "uneven.mp4", 6, 2, *X264, *MP4), source, tools) == []


def test_a_source_that_promises_more_than_it_holds_is_told(make_clip: MakeClip, tools: Tools) -> None:
    source = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    film = clip(make_clip, "good.mp4", 6, 6, *X264, *MP4)
    assert check(film, source, tools, duration=Fraction(3600)) == ["source_truncated"]


def test_a_source_that_does_not_tell_its_length_is_believed(make_clip: MakeClip, tools: Tools) -> None:
    source = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    assert check(clip(make_clip, "good.mp4", 6, 6, *X264, *MP4), source, tools, duration=None) == []


@pytest.mark.parametrize("distance", ["25", "250"], ids=["many key frames", "one key frame"])
def test_samples_of_a_copy_decode(make_clip: MakeClip, tools: Tools, distance: str) -> None:
    coded = (*X264[:4], "-pix_fmt", "yuv420p", "-g", distance)
    source = clip(make_clip, f"copied{distance}.mkv", 6, 6, *coded, "-c:a", "aac", "-ac", "2")
    film = make_clip(f"copied{distance}.mp4", "-i", str(source), "-c", "copy", "-movflags", "+faststart")
    assert check(film, source, tools) == []


def test_damage_in_a_copied_picture_is_worth_a_word(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    source = clip(make_clip, "copied.mkv", 6, 6, *X264, "-c:a", "aac", "-ac", "2")
    film = damaged(clip(make_clip, "good.mp4", 6, 6, *X264, *MP4), tmp_path)
    assert "source_damaged" in check(film, source, tools)


def test_damage_in_a_picture_encoded_here_is_refused(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    source = clip(make_clip, "mpeg4.mkv", 6, 6, "-c:v", "mpeg4", *AC3)
    film = damaged(clip(make_clip, "good.mp4", 6, 6, *X264, *MP4), tmp_path)
    with pytest.raises(VerificationFailed) as raised:
        check(film, source, tools)
    assert "decode_errors stream=0" in (raised.value.detail or "")


@pytest.mark.parametrize("content", [b"", b"no film at all" * 1000], ids=["nothing", "rubbish"])
def test_what_cannot_be_read_is_refused(make_clip: MakeClip, tools: Tools, tmp_path: Path, content: bytes) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(content)
    with pytest.raises(VerificationFailed, match="cannot be read"):
        check(film, clip(make_clip, "source.mkv", 6, 6, *X264, *AC3), tools)


def test_verification_can_be_cancelled(make_clip: MakeClip, tools: Tools) -> None:
    source = clip(make_clip, "source.mkv", 6, 6, *X264, *AC3)
    media, cancellation = probe(source, tools), Cancellation()
    cancellation.cancel()
    origin = SourceFile(source, media, tools, cancellation)
    film = clip(make_clip, "good.mp4", 6, 6, *X264, *MP4)
    with pytest.raises(Cancelled):
        verify(film, origin, plan_for(media), find_device("any-chromecast"), embedded=0)


def damaged(film: Path, directory: Path) -> Path:
    """A copy with noise in the middle of its pictures."""
    data = bytearray(film.read_bytes())
    start = data.index(b"mdat") + (len(data) - data.index(b"mdat")) // 2
    for offset in range(0, 20_000, 3):
        data[start + offset] ^= 0x5A
    copy = directory / "damaged.mp4"
    copy.write_bytes(data)
    return copy
