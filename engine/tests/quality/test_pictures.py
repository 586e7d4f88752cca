"""Each step that changes a picture, against a picture that never needed it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from castengine import Tools, probe
from castengine.media import FieldOrder

from ..conftest import MakeClip
from .conftest import Likeness, Make, with_video
from .pulldown import TIMES, with_pulldown

BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-pix_fmt", "yuv420p")
MOVING = "testsrc2=s=320x180:r={rate}:d={seconds}"  # bars that move, a clock, text


def progressive(make_clip: MakeClip, rate: str, seconds: float = 1) -> Path:
    source = MOVING.format(rate=rate, seconds=seconds)
    name = f"progressive-{rate.replace('/', '-')}.mkv"
    return make_clip(name, "-f", "lavfi", "-i", source, "-vf", BT709, *LOSSLESS)


def test_tone_mapping_gives_back_the_picture_that_was_lit_up(
    make_clip: MakeClip, made: Make, likeness: Callable[..., Likeness]
) -> None:
    """A BT.709 picture, shown as HDR10 with its white at 203 cd/m2 (ITU-R BT.2408), and back."""
    reference = progressive(make_clip, "25")
    lit = "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020:t=smpte2084:m=bt2020nc:r=tv:npl=203"
    tags = "setparams=range=tv:color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"
    x265 = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "4", "-x265-params", "log-level=error:hdr10=1")
    hdr = make_clip("hdr10.mkv", "-i", str(reference), "-vf", f"{lit},format=yuv420p10le,{tags}", *x265)
    mapped = likeness(made(hdr), reference)
    untouched = likeness(hdr, reference)
    assert mapped.ssim > 0.93
    assert mapped.psnr > 23
    assert mapped.ssim > untouched.ssim + 0.02


@pytest.mark.parametrize("order", ["tff", "bff"])
def test_deinterlacing_gives_back_the_lines_between(
    make_clip: MakeClip, made: Make, likeness: Callable[..., Likeness], tools: Tools, order: str
) -> None:
    reference = progressive(make_clip, "50")
    mode = "interleave_top" if order == "tff" else "interleave_bottom"
    coded = ("-flags", "+ilme+ildct", "-c:v", "mpeg2video", "-q:v", "2")
    fields = f"tinterlace={mode},setfield={order}"
    interlaced = make_clip(f"{order}.ts", "-i", str(reference), "-vf", fields, *coded)
    film = made(interlaced, seen=lambda media: with_video(media, measured_field_order=ORDER[order]))
    # A picture for each field, or one for each two: then it is compared with every other one.
    rate = "null" if _rate(film, tools) > 30 else "select='not(mod(n\\,2))'"
    woven = likeness(interlaced, reference, filters="select='not(mod(n\\,2))'")
    result = likeness(film, reference, filters=rate)
    assert result.psnr > 26
    assert result.psnr > woven.psnr + 2.5


ORDER = {"tff": FieldOrder.TOP_FIRST, "bff": FieldOrder.BOTTOM_FIRST}


def test_inverse_telecine_gives_back_the_film(
    make_clip: MakeClip, made: Make, likeness: Callable[..., Likeness], tools: Tools
) -> None:
    reference = progressive(make_clip, "24000/1001", seconds=2)
    coded = ("-flags", "+ilme+ildct", "-c:v", "mpeg2video", "-q:v", "2")
    spread = make_clip("pulldown.mkv", "-i", str(reference), "-vf", "telecine=first_field=top:pattern=23", *coded)
    facts = {"measured_field_order": FieldOrder.TOP_FIRST, "telecined": True}
    film = made(spread, seen=lambda media: with_video(media, **facts))
    assert _rate(film, tools) == pytest.approx(24000 / 1001, abs=0.3)
    result = likeness(film, reference)
    assert result.psnr > 42
    assert result.ssim > 0.97


def test_flagged_pulldown_gives_back_the_film_evenly(
    make_clip: MakeClip, made: Make, likeness: Callable[..., Likeness], tools: Tools, tmp_path: Path
) -> None:
    """Every picture once, none doubled, each shown as long as the others; the sound ends with them."""
    reference = progressive(make_clip, "24000/1001", seconds=2)
    flagged = tmp_path / "flagged.m2v"
    mpeg2 = ("-c:v", "mpeg2video", "-q:v", "2", "-bf", "0", "-f", "mpeg2video")
    as_television = ("-vf", f"setpts=N*1001/30000/TB,{BT709}", "-r", "30000/1001")
    flagged.write_bytes(with_pulldown(make_clip("film.m2v", "-i", str(reference), *as_television, *mpeg2).read_bytes()))
    inputs = ("-i", str(flagged), "-f", "lavfi", "-i", "sine=d=2", "-map", "0:v", "-map", "1:a")
    times = f"setts=pts={TIMES}:dts={TIMES}"
    clip = make_clip("flagged.ts", *inputs, "-c:v", "copy", "-bsf:v", times, "-c:a", "mp2")
    (source,) = probe(clip, tools).video
    assert (source.repeats_fields, source.telecined, source.is_interlaced) == (True, False, False)
    film = made(clip)
    media = probe(film, tools)
    assert media.video[0].frame_rate == media.video[0].nominal_frame_rate == Fraction(24000, 1001)
    assert media.video[0].frame_count == 48
    ends = [stream.duration or Fraction(0) for stream in (media.video[0], media.audio[0])]
    assert abs(ends[0] - ends[1]) < Fraction(1, 20)
    result = likeness(film, reference)
    assert result.psnr > 38
    assert result.ssim > 0.97


def test_scaling_keeps_what_fits(make_clip: MakeClip, made: Make, likeness: Callable[..., Likeness]) -> None:
    """Against a picture made in the small size by a filter of another family (area averaging)."""
    large = make_clip(
        "large.mkv",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=640x360:r=25:d=1",
        "-vf",
        BT709,
        "-c:v",
        "ffv1",
        "-pix_fmt",
        "yuv420p",
    )
    result = likeness(made(large, max_height=180), large, filters="scale=320:180:flags=area")
    assert result.psnr > 38
    assert result.ssim > 0.97
    assert result.vmaf > 88


def test_the_default_quality_is_hardly_told_from_the_source(
    make_clip: MakeClip, made: Make, likeness: Callable[..., Likeness]
) -> None:
    source = make_clip(
        "whole.mkv",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180:r=25:d=1",
        "-vf",
        BT709,
        "-c:v",
        "ffv1",
        "-pix_fmt",
        "yuv420p",
    )
    assert likeness(made(source, preset="medium", crf=20), source).vmaf > 93


def _rate(film: Path, tools: Tools) -> float:
    return float(probe(film, tools).video[0].frame_rate or Fraction(0))
