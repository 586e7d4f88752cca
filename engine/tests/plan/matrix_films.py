"""The films of the matrix, by noun and by name: what the tables in ``matrix/`` speak of."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from castengine.media import Container, DolbyVision, DynamicRange, FieldOrder, MediaInfo, VideoStream
from tests.plan.films import (
    NTSC_60,
    aac,
    av1,
    dolby_vision_5,
    dolby_vision_8,
    film,
    font,
    h264,
    hdr10,
    hevc,
    hevc_10_bit,
    hlg,
    interlaced,
    mp4,
    other_video,
    sound,
    subtitle,
    timed_data,
    vp8,
    vp9,
    vp9_10_bit,
)

NTSC: Final = Fraction(30000, 1001)


def _telecined() -> VideoStream:
    dvd = other_video("mpeg2video", 720, 480, NTSC, sample_aspect_ratio=Fraction(32, 27))
    return replace(dvd, measured_field_order=FieldOrder.TOP_FIRST, telecined=True)


def _dolby_vision(profile: int, compatibility: int) -> VideoStream:
    return hdr10(dolby_vision=DolbyVision(profile, 6, compatibility))


_PICTURES: Final = {
    "H.264 High, 1080p24": h264(),
    "H.264 High, 1080p30": h264(rate=30),
    "H.264 High, 1080p60": h264(rate=60, level=42),
    "H.264 High, 720p60": h264(1280, 720, NTSC_60, level=32),
    "H.264 High, 2160p24": h264(3840, 2160, level=51),
    "H.264 High, 1080p24, level 5.1 in its header": h264(level=51),
    "H.264 High 10, 1080p24": h264(codec_profile="High 10", bit_depth=10, pixel_format="yuv420p10le"),
    "H.264 High 4:2:2, 1080p25": h264(rate=25, codec_profile="High 4:2:2", chroma="4:2:2"),
    "H.264 interlaced, 1080i25": interlaced(h264(rate=25)),
    "H.264 flagged interlaced, progressive in truth": replace(
        interlaced(h264(rate=25)), measured_field_order=FieldOrder.PROGRESSIVE
    ),
    "H.264 turned by a phone": h264(rotation=90, rate=30),
    "HEVC Main, 1080p24": hevc(),
    "HEVC Main 10, 2160p24": hevc_10_bit(),
    "HEVC Main, 2160p60": hevc(3840, 2160, 60),
    "HEVC interlaced, 1080i25": interlaced(hevc(rate=25)),
    "VP8, 720p30": vp8(),
    "VP9, 1080p30": vp9(),
    "VP9, 2160p60": vp9(3840, 2160, 60),
    "AV1, 1080p24": av1(),
    "MPEG-2, 576i25 anamorphic": interlaced(
        other_video("mpeg2video", 720, 576, 25, sample_aspect_ratio=Fraction(64, 45))
    ),
    "MPEG-2, a film pulled down to 480i": _telecined(),
    "MPEG-4 ASP, 480p25": other_video("mpeg4", 640, 480, 25),
}

_LIGHT: Final = {
    "HDR10": hdr10(),
    "HDR10+": hdr10(dynamic_range=DynamicRange.HDR10_PLUS),
    "HLG": hlg(),
    "Dolby Vision 5": dolby_vision_5(),
    "Dolby Vision 7": _dolby_vision(7, 6),
    "Dolby Vision 8.1": dolby_vision_8(),
    "Dolby Vision 8.4": replace(hlg(), dolby_vision=DolbyVision(8, 6, 4)),
    "HDR10 in VP9": vp9_10_bit(color=hdr10().color, dynamic_range=DynamicRange.HDR10),
    "HDR10 in AV1": av1(bit_depth=10, color=hdr10().color, dynamic_range=DynamicRange.HDR10),
}

_SOUNDS: Final = {
    "AAC stereo": aac(),
    "AAC mono": aac(1),
    "AAC 5.1": aac(6),
    "HE-AAC": aac(codec_profile="HE-AAC"),
    "MP3": sound("mp3"),
    "Opus": sound("opus"),
    "FLAC 96 kHz": sound("flac", rate=96_000, bit_depth=24),
    "FLAC 192 kHz": sound("flac", rate=192_000, bit_depth=24),
    "AC-3 5.1": sound("ac3", 6),
    "E-AC-3 7.1": sound("eac3", 8),
    "DTS-HD MA": sound("dts", 6, codec_profile="DTS-HD MA"),
    "TrueHD": sound("truehd", 8),
    "PCM": sound("pcm_s16le"),
}

_FILES: Final = {
    "MP4": mp4(h264(), aac()),
    "MP4, its index at the end": mp4(h264(), aac(), index_in_front=False),
    "fragmented MP4": mp4(h264(), aac(), fragmented=True),
    "QuickTime": film(h264(), aac(), container=Container.QUICKTIME),
    "MPEG-TS": film(h264(), aac(), container=Container.MPEG_TS),
    "AVI": film(h264(), sound("mp3"), container=Container.AVI),
    "WebM": film(vp9(), sound("opus"), container=Container.WEBM),
    "Matroska with fonts, data and subtitles": film(
        h264(), aac(), subtitle(), subtitle("ass", "ja"), font(), timed_data()
    ),
    "Matroska with two films": film(h264(1280, 720), h264(), aac()),
    "an MP3": film(sound("mp3"), container=Container.MP3),
    "an audio book in Matroska": film(sound("vorbis")),
    "a silent film": film(h264()),
}

NOUNS: Final[dict[str, dict[str, MediaInfo]]] = {
    "picture": {name: film(stream, aac()) for name, stream in _PICTURES.items()},
    "light": {name: film(stream, aac()) for name, stream in _LIGHT.items()},
    "sound": {name: film(h264(), stream) for name, stream in _SOUNDS.items()},
    "file": _FILES,
}
