"""Targets that a wish leads to, and pictures that need more than scaling, made for real."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from castengine import Tools, convert, probe
from castengine.media import DynamicRange
from castengine.plan import Copy
from castengine.plan.actions import AudioTarget, VideoTarget
from castengine.process import run_captured

from ..conftest import MakeClip
from .conftest import Cast
from .planned import changed, converted, picture, plan_of

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2")
MPEG4 = ("-c:v", "mpeg4", "-q:v", "2")
AAC = AudioTarget(codec="aac", encoder="aac", channels=2, sample_rate=48000, bit_rate=128_000)


@pytest.mark.parametrize("codec", ["hevc", "av1"])
def test_another_codec_by_wish(make_clip: MakeClip, cast: Cast, codec: str) -> None:
    clip = make_clip("mpeg4.mkv", *PICTURE, *MPEG4)
    video = cast(clip, device="google-tv-streamer", options={"video_codec": codec}).media.video[0]
    assert (video.codec, video.width, video.bit_depth) == (codec, 320, 8)
    assert video.codec_tag == {"hevc": "hvc1", "av1": "av01"}[codec]


def test_hdr_stays_hdr_in_hevc_for_a_device_that_shows_it(make_clip: MakeClip, cast: Cast) -> None:
    hdr = "testsrc2=s=320x180:r=25:d=0.6,format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084"
    clip = make_clip("hdr.mkv", "-f", "lavfi", "-i", f"{hdr}:colorspace=bt2020nc:range=tv", "-c:v", "ffv1")
    video = cast(clip, device="google-tv-streamer", options={"video_codec": "hevc"}).media.video[0]
    assert (video.codec, video.bit_depth, video.dynamic_range) == ("hevc", 10, DynamicRange.HDR10)
    assert (video.color.primaries, video.color.transfer, video.color.matrix) == ("bt2020", "smpte2084", "bt2020nc")


@pytest.mark.parametrize("encoder", ["libx264", "libx265"])
def test_a_wished_rate_is_met(make_clip: MakeClip, tools: Tools, tmp_path: Path, encoder: str) -> None:
    noisy = "testsrc2=s=320x180:r=25:d=4,noise=alls=30:allf=t"
    clip = make_clip("noisy.mkv", "-f", "lavfi", "-i", noisy, *MPEG4)

    def change(target: VideoTarget) -> VideoTarget:
        codec = {"libx264": ("h264", "high"), "libx265": ("hevc", "main")}[encoder]
        return replace(target, codec=codec[0], encoder=encoder, codec_profile=codec[1], bit_rate=500_000)

    outcome = converted(clip, tmp_path, tools, picture(change), device="google-tv-streamer")
    assert outcome.output is not None
    assert outcome.warnings == ()
    assert outcome.output.stat().st_size * 8 / 4 == pytest.approx(500_000, rel=0.12)


def test_a_level_that_claims_too_much_is_corrected_without_encoding(
    make_clip: MakeClip, tools: Tools, tmp_path: Path
) -> None:
    x264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-level", "5.1")
    clip = make_clip("claims.mkv", *PICTURE, *x264)
    media = probe(clip, tools)
    plan = plan_of(media, "google-tv-4k")
    corrected = changed(plan, lambda a: replace(a, level="3.0") if isinstance(a, Copy) else a)
    output = convert(clip, media, corrected, directory=tmp_path, stem="film", tools=tools)
    assert output.media is not None
    assert (output.warnings, output.media.video[0].level) == ((), 30)


def test_silence_is_as_long_as_the_film(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    clip = make_clip("silent.mkv", *PICTURE, *MPEG4)
    media = probe(clip, tools)
    plan = replace(plan_of(media, "any-chromecast"), silence=AAC)
    output = convert(clip, media, plan, directory=tmp_path, stem="film", tools=tools).media
    assert output is not None
    assert float(output.audio[0].duration or 0) == pytest.approx(2, abs=0.05)


def likeness(tools: Tools, film: Path, reference: str, filters: str = "null") -> float:
    """SSIM of a film's pictures and of a generated reference, 1 for the same."""
    graph = f"[0:v]{filters},settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N,format=yuv420p[b];[a][b]ssim"
    inputs = ("-i", f"file:{film}", "-f", "lavfi", "-i", reference)
    argv = [str(tools.ffmpeg), "-hide_banner", "-nostdin", *inputs, "-filter_complex", graph, "-f", "null", "-"]
    found = re.search(r"SSIM .*All:([\d.]+)", run_captured(argv, timeout=60).stderr)
    assert found
    return float(found[1])


def test_fields_become_the_pictures_they_were_taken_from(make_clip: MakeClip, cast: Cast, tools: Tools) -> None:
    source = "testsrc2=s=320x288:r=50:d=2"
    coded = ("-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-q:v", "1", "-pix_fmt", "yuv420p")
    clip = make_clip("fields.mkv", "-f", "lavfi", "-i", f"{source},interlace=scan=tff:lowpass=0", *coded)
    done = cast(clip, options={"crf": 12})
    rate = done.media.video[0].frame_rate
    reference = source if rate == 50 else f"{source},select='not(mod(n,2))'"
    assert likeness(tools, done.film, reference) > 0.9


def test_telecine_is_undone(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    source = "testsrc2=s=320x240:r=24000/1001:d=3"
    coded = ("-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-q:v", "1", "-pix_fmt", "yuv420p")
    clip = make_clip("telecine.mkv", "-f", "lavfi", "-i", f"{source},telecine=pattern=23", *coded)

    def change(target: VideoTarget) -> VideoTarget:
        rate = probe(make_clip("rate.mkv", "-f", "lavfi", "-i", source, *MPEG4), tools).video[0].frame_rate
        return replace(target, deinterlace=False, inverse_telecine=True, frame_rate=rate, crf=12)

    outcome = converted(clip, tmp_path, tools, picture(change))
    assert outcome.output is not None
    assert outcome.media is not None
    assert float(outcome.media.video[0].frame_rate or 0) == pytest.approx(24000 / 1001, abs=0.01)
    assert likeness(tools, outcome.output, f"{source},settb=1/1000") > 0.9


def test_tone_mapping_keeps_the_greys_apart(make_clip: MakeClip, cast: Cast, tools: Tools) -> None:
    """A ramp of SDR greys, carried in PQ with white at 203 nits (ITU-R BT.2408), comes back as a ramp."""
    ramp = "color=c=black:s=320x180:r=10:d=0.4,format=gbrp,geq=r='X*255/319':g='X*255/319':b='X*255/319'"
    to_pq = "format=gbrpf32le,zscale=tin=bt709:t=linear:npl=203,zscale=p=bt2020:t=smpte2084:m=bt2020nc:r=tv:npl=203"
    tagged = f"{ramp},setparams=colorspace=gbr:color_primaries=bt709,{to_pq},format=yuv420p10le"
    clip = make_clip("ramp.mkv", "-f", "lavfi", "-i", tagged, "-c:v", "ffv1")
    film = cast(clip, options={"crf": 10}).film
    levels = [_mean_luma(tools, film, x) for x in range(8, 312, 38)]
    steps = [after - before for before, after in itertools.pairwise(levels)]
    assert min(steps) > 4
    assert levels[0] < 30
    assert levels[-1] > 150


def _mean_luma(tools: Tools, film: Path, x: int) -> float:
    chain = f"crop=8:64:{x}:50,signalstats,metadata=mode=print:key=lavfi.signalstats.YAVG:file=-"
    argv = [str(tools.ffmpeg), "-v", "error", "-nostdin", "-i", f"file:{film}", "-vf", chain, "-frames:v", "1"]
    found = re.search(r"YAVG=(\S+)", run_captured([*argv, "-f", "null", "-"], timeout=30).stdout.decode())
    assert found
    return float(found[1])
