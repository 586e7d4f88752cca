"""Filter chains, whole."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from castengine.ffmpeg.filters import video_filters
from castengine.ffmpeg.sound import audio_filters
from castengine.media import (
    AudioStream,
    Color,
    DolbyVision,
    DynamicRange,
    FieldOrder,
    StreamIndex,
    VideoStream,
)
from castengine.plan import AudioTarget, VideoTarget

from .targets import X264 as TARGET

HD = VideoStream(index=StreamIndex(0), codec="h264", width=1920, height=1080, frame_rate=Fraction(25))
BT709 = "color_primaries=bt709:color_trc=bt709:colorspace=bt709"
PAL = "color_primaries=bt470bg:color_trc=smpte170m:colorspace=bt470bg"
NTSC = "color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m"
UHD = Color("bt2020", "smpte2084", "bt2020nc", "tv")


def scaled(matrix: str) -> str:
    return f"scale=w=1280:h=720:flags=lanczos+accurate_rnd+full_chroma_int:out_color_matrix={matrix}:out_range=tv"


def end(tags: str) -> str:
    return f"format=yuv420p,setsar=1,setparams=range=tv:{tags}"


def tone_mapped(before: str = "") -> str:
    return (
        f"{before}zscale=w=1280:h=720:filter=lanczos:t=linear:npl=150,format=gbrpf32le,zscale=p=bt709,"
        f"tonemap=tonemap=mobius:param=0.3:desat=0,zscale=t=bt709:m=bt709:r=tv:dither=error_diffusion"
    )


@pytest.mark.parametrize(
    ("stream", "target", "chain"),
    [
        pytest.param(
            HD,
            TARGET,
            f"setparams={BT709},{scaled('bt709')},{end(BT709)}",
            id="an untagged HD picture is BT.709",
        ),
        pytest.param(
            replace(HD, width=720, height=576),
            TARGET,
            f"setparams={PAL},{scaled('bt470bg')},{end(PAL)}",
            id="an untagged PAL picture is BT.601 (625 lines)",
        ),
        pytest.param(
            replace(HD, width=640, height=480),
            TARGET,
            f"setparams={NTSC},{scaled('smpte170m')},{end(NTSC)}",
            id="another untagged small picture is BT.601 (525 lines)",
        ),
        pytest.param(
            replace(HD, color=Color(matrix="smpte170m")),
            TARGET,
            f"setparams={NTSC},{scaled('smpte170m')},{end(NTSC)}",
            id="what the file says wins over the size",
        ),
        pytest.param(
            replace(HD, pixel_format="gbrp", color=Color(matrix="gbr")),
            TARGET,
            f"setparams=colorspace=gbr,{scaled('bt709')},{end(BT709)}",
            id="RGB becomes BT.709",
        ),
        pytest.param(
            replace(HD, pixel_format="rgb24"),
            TARGET,
            f"{scaled('bt709')},{end(BT709)}",
            id="untagged RGB is not called YUV",
        ),
        pytest.param(
            replace(HD, field_order=FieldOrder.TOP_FIRST),
            replace(TARGET, deinterlace=True),
            f"setparams={BT709},bwdif=mode=send_frame:parity=tff:deint=all,{scaled('bt709')},{end(BT709)}",
            id="fields become frames before scaling",
        ),
        pytest.param(
            replace(HD, field_order=FieldOrder.TOP_FIRST, measured_field_order=FieldOrder.BOTTOM_FIRST),
            replace(TARGET, deinterlace=True, frame_rate=Fraction(50)),
            f"setparams={BT709},bwdif=mode=send_field:parity=bff:deint=all,fps=50,{scaled('bt709')},{end(BT709)}",
            id="for twice the rate each field becomes a frame, in the order that was seen",
        ),
        pytest.param(
            HD,
            replace(TARGET, frame_rate=Fraction(30000, 1001)),
            f"setparams={BT709},fps=30000/1001,{scaled('bt709')},{end(BT709)}",
            id="a rate is a fraction, and only when asked for",
        ),
        pytest.param(
            replace(HD, dynamic_range=DynamicRange.HDR10, color=UHD),
            replace(TARGET, tone_map=True),
            f"setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc,{tone_mapped()},{end(BT709)}",
            id="PQ is tone mapped",
        ),
        pytest.param(
            replace(HD, dynamic_range=DynamicRange.HLG),
            replace(TARGET, tone_map=True),
            f"setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc,{tone_mapped()},{end(BT709)}",
            id="HLG without tags is told as HLG",
        ),
        pytest.param(
            replace(HD, dynamic_range=DynamicRange.DOLBY_VISION, dolby_vision=DolbyVision(5, 6, 0)),
            replace(TARGET, tone_map=True, reshape=True),
            "libplacebo=w=1280:h=720:colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv:"
            f"apply_dolbyvision=true:tonemapping=bt.2390:format=yuv420p10le,{end(BT709)}",
            id="Dolby Vision's own colors are computed by its notes, whatever the tags say",
        ),
        pytest.param(
            replace(HD, width=1919, dynamic_range=DynamicRange.HDR10, color=UHD),
            replace(TARGET, tone_map=True),
            "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc,"
            f"{tone_mapped('format=yuv444p12,')},{end(BT709)}",
            id="an odd size has full chroma while it is tone mapped",
        ),
        pytest.param(
            replace(HD, color=Color("bt2020", "bt2020-10", "bt2020nc")),
            TARGET,
            "setparams=color_primaries=bt2020:color_trc=bt2020-10:colorspace=bt2020nc,"
            "zscale=w=1280:h=720:filter=lanczos:p=bt709:t=bt709:m=bt709:r=tv:dither=error_diffusion,"
            f"{end(BT709)}",
            id="SDR in a wide gamut loses the gamut, not its colors",
        ),
    ],
)
def test_video_chains(stream: VideoStream, target: VideoTarget, chain: str) -> None:
    assert video_filters(stream, target) == chain


LIMITED = "alimiter=limit=0.9:level=false:latency=true"
LO_RO = "aresample=out_chlayout=stereo:out_sample_fmt=fltp:rematrix_volume=0.707:lfe_mix_level=0.5"
IN_STEP = "aresample=48000:async=1000:first_pts=0"


@pytest.mark.parametrize(
    ("channels", "wanted", "chain"),
    [
        (1, 1, f"aformat=channel_layouts=mono,{IN_STEP}"),
        (1, 2, f"pan=stereo|c0=c0|c1=c0,{IN_STEP}"),
        (2, 2, f"aformat=channel_layouts=stereo,{IN_STEP}"),
        (6, 2, f"{LO_RO},{LIMITED},{IN_STEP}"),
        (8, 2, f"{LO_RO},{LIMITED},{IN_STEP}"),
        (6, 6, f"aformat=channel_layouts=5.1,{IN_STEP}"),
        (8, 6, f"aformat=sample_fmts=fltp:channel_layouts=5.1,{LIMITED},{IN_STEP}"),
        (None, 2, f"aformat=channel_layouts=stereo,{IN_STEP}"),
    ],
)
def test_audio_chains(channels: int | None, wanted: int, chain: str) -> None:
    stream = AudioStream(index=StreamIndex(1), codec="dts", channels=channels)
    target = AudioTarget(codec="aac", encoder="aac", channels=wanted, sample_rate=48000, bit_rate=192000)
    assert audio_filters(stream, target) == chain
