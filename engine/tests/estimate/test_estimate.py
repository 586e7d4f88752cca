"""How long and how large: told before, compared with what came out."""

from __future__ import annotations

import importlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from castengine import Tools, convert, probe
from castengine.errors import Cancelled
from castengine.estimate import Estimate, estimate
from castengine.media import AudioStream, Container, MediaInfo, StreamIndex, VideoStream
from castengine.plan import Copy, Drop
from castengine.plan.actions import Delivery, Plan
from castengine.verify.packets import bytes_between

from ..conftest import MakeClip
from ..convert.planned import changed, picture, plan_of

I0, I1 = StreamIndex(0), StreamIndex(1)
NOWHERE = Path("/nowhere/film.mkv")
MEDIA = MediaInfo(
    container=Container.MATROSKA,
    format_name="matroska",
    size=1_200_000_000,
    duration=None,
    streams=(
        VideoStream(index=I0, codec="h264", width=1920, height=1080),
        AudioStream(index=I1, codec="ac3", channels=6, bit_rate=640_000),
    ),
)


def plan(delivery: Delivery, *actions: Copy | Drop) -> Plan:
    return Plan(
        device="any-chromecast",
        delivery=delivery,
        container=Container.MP4,
        container_reasons=(),
        actions=actions,
    )


def test_what_plays_costs_nothing(tools: Tools) -> None:
    assert estimate(NOWHERE, MEDIA, plan(Delivery.AS_IS), tools) == Estimate(0.0, 1_200_000_000)


def test_a_copy_is_told_by_the_disk_without_opening_the_file(tools: Tools) -> None:
    copied = plan(Delivery.REMUX, Copy(I0, (), "video"), Copy(I1, (), "audio"))
    found = estimate(NOWHERE, MEDIA, copied, tools)
    assert found is not None
    assert (found.bytes, 5 < found.seconds < 20) == (1_200_000_000, True)


def test_a_track_that_is_left_out_makes_the_copy_smaller(tools: Tools) -> None:
    hour = MediaInfo(**{**{f: getattr(MEDIA, f) for f in MEDIA.__slots__}, "duration": 3600})
    copied = plan(Delivery.REMUX, Copy(I0, (), "video"), Drop(I1, (), "audio"))
    found = estimate(NOWHERE, hour, copied, tools)
    assert found is not None
    assert found.bytes == 1_200_000_000 - 640_000 * 3600 // 8


def test_of_a_film_without_a_length_nothing_is_known(tools: Tools) -> None:
    assert estimate(NOWHERE, MEDIA, replace(plan(Delivery.TRANSCODE)), tools) is None


def test_a_film_that_is_gone_has_no_estimate(tools: Tools, make_clip: MakeClip, tmp_path: Path) -> None:
    clip = make_clip("gone.mkv", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1", "-c:v", "mpeg4")
    media = probe(clip, tools)
    assert estimate(tmp_path / "gone.mkv", media, plan_of(media, "any-chromecast"), tools) is None


def test_the_size_is_nearly_what_comes_out(
    tools: Tools, make_clip: MakeClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a minute whose pictures are alike everywhere, sampled at three places."""
    monkeypatch.setattr(importlib.import_module("castengine.estimate"), "_WHOLE", 0.0)
    noisy = "testsrc2=s=320x180:r=25:d=30,noise=alls=12:allf=t"
    tone = ("-f", "lavfi", "-i", "anoisesrc=d=30:a=0.1:r=48000")
    clip = make_clip("long.mkv", "-f", "lavfi", "-i", noisy, *tone, "-c:v", "mpeg4", "-q:v", "3", "-c:a", "ac3")
    media = probe(clip, tools)
    plan = plan_of(media, "any-chromecast")
    found = estimate(clip, media, plan, tools)
    output = convert(clip, media, plan, directory=tmp_path, stem="film", tools=tools).output
    assert found is not None
    assert output is not None
    assert found.bytes == pytest.approx(output.stat().st_size, rel=0.2)
    assert estimate(clip, media, plan, tools) is found  # remembered
    assert estimate(clip, media, changed(plan, picture(lambda t: replace(t, crf=40))), tools) is not found


def test_a_wished_rate_is_the_size(tools: Tools, make_clip: MakeClip) -> None:
    clip = make_clip("rate.mkv", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=2", "-c:v", "mpeg4")
    media = probe(clip, tools)
    wished = changed(plan_of(media, "any-chromecast"), picture(lambda t: replace(t, bit_rate=400_000)))
    found = estimate(clip, media, wished, tools)
    assert found is not None
    assert found.bytes == pytest.approx(100_000, rel=0.1)


def test_an_estimate_that_nobody_wants_any_more_is_given_up(tools: Tools, make_clip: MakeClip) -> None:
    slow = "testsrc2=s=1280x720:r=25:d=8,noise=alls=20:allf=t"
    clip = make_clip("unwanted.mkv", "-f", "lavfi", "-i", slow, "-c:v", "mpeg4", "-q:v", "5")
    media = probe(clip, tools)
    with pytest.raises(Cancelled):
        estimate(clip, media, plan_of(media, "any-chromecast"), tools, is_unwanted=lambda: True)


PLAYS = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2")


def test_a_small_copy_is_made_to_know_its_size(tools: Tools, make_clip: MakeClip, tmp_path: Path) -> None:
    tone = ("-f", "lavfi", "-i", "sine=r=48000:d=3")
    clip = make_clip("plays.mkv", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=3", *tone, *PLAYS)
    media = probe(clip, tools)
    plan = plan_of(media, "any-chromecast")
    assert plan.delivery is Delivery.REMUX
    found = estimate(clip, media, plan, tools)
    output = convert(clip, media, plan, directory=tmp_path, stem="film", tools=tools).output
    assert found is not None
    assert output is not None
    assert found.bytes == pytest.approx(output.stat().st_size, rel=0.02)


def test_a_quick_film_is_converted_as_a_whole_even_when_it_is_shorter_than_it_says(
    tools: Tools, make_clip: MakeClip, tmp_path: Path
) -> None:
    clip = make_clip("short.mkv", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=2", "-c:v", "mpeg4")
    media = replace(probe(clip, tools), duration=Fraction(500))
    streams = tuple(replace(stream, duration=None) for stream in media.streams)
    media = replace(media, streams=streams)
    plan = plan_of(media, "any-chromecast")
    found = estimate(clip, media, plan, tools)
    output = convert(clip, media, plan, directory=tmp_path, stem="film", tools=tools).output
    assert found is not None
    assert output is not None
    assert found.bytes == pytest.approx(output.stat().st_size, rel=0.02)


def test_the_bytes_of_a_stretch_are_those_between_its_ends(tools: Tools, make_clip: MakeClip) -> None:
    """One group of pictures, so that ffprobe starts each stretch at the beginning of the film."""
    clip = make_clip(
        "one-group.mkv", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=4", "-c:v", "libx264", "-g", "999", "-bf", "0"
    )
    second = [bytes_between(clip, tools, I0, start, 1) or 0 for start in range(4)]
    assert all(second)
    assert sum(second) == bytes_between(clip, tools, I0, 0, 4)
    assert bytes_between(clip, tools, I0, 100, 1) is None
