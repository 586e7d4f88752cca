"""Rows of the plan table: the shape and the coding of the picture."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from castengine.media import Container, FieldOrder
from tests.plan.films import aac, film, h264, interlaced, mp4, other_video, sound
from tests.plan.table import AS_IS_MP4, COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, TRANSCODE_MKV, row

ROTATED = replace(h264(), rotation=90)

ROWS = [
    row(
        "pulldown by flags becomes the film's own even rate",
        film(other_video("mpeg2video", 720, 480, Fraction(30000, 1001), repeats_fields=True), aac()),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 720x480@23.98 level 3.0: video_codec_not_played, telecined",
        COPY_AUDIO,
    ),
    row(
        "10-bit H.264 does not play",
        film(h264(codec_profile="High 10", bit_depth=10), aac()),
        "google-tv-4k",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0: video_profile_not_played, bit_depth_not_played",
        COPY_AUDIO,
    ),
    row(
        "4:4:4 H.264 does not play",
        film(h264(codec_profile="High 4:4:4 Predictive", chroma="4:4:4"), aac()),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0: video_profile_not_played, chroma_not_played",
        COPY_AUDIO,
    ),
    row(
        "interlaced video is deinterlaced",
        film(interlaced(h264(rate=25)), aac()),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0 deinterlaced: interlaced",
        COPY_AUDIO,
    ),
    row(
        "pictures that were measured to be progressive are not deinterlaced",
        film(replace(interlaced(h264(rate=25)), measured_field_order=FieldOrder.PROGRESSIVE), aac()),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "an anamorphic DVD gets square pixels",
        film(interlaced(other_video("mpeg2video", 720, 576, 25, sample_aspect_ratio=Fraction(64, 45))), sound("ac3")),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 1024x576 level 3.1 deinterlaced: video_codec_not_played, interlaced, pixels_not_square",
        "audio transcode aac 2ch 48000: audio_codec_not_played",
    ),
    row(
        "anamorphic 1440x1080 becomes 1920x1080",
        film(h264(1440, 1080, sample_aspect_ratio=Fraction(4, 3)), aac()),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0: pixels_not_square",
        COPY_AUDIO,
    ),
    row(
        "nearly square pixels are square",
        mp4(h264(sample_aspect_ratio=Fraction(4319, 4320)), aac()),
        "any-chromecast",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "a phone's film is turned",
        mp4(ROTATED, aac()),
        "any-chromecast",
        "transcode mp4",
        "video transcode 608x1080 level 3.1: rotated",
        COPY_AUDIO,
    ),
    row(
        "a mirrored film is turned over",
        mp4(h264(flipped=True), aac()),
        "any-chromecast",
        "transcode mp4",
        "video transcode 1920x1080 level 4.0: rotated",
        COPY_AUDIO,
    ),
    row(
        "odd sizes become even",
        mp4(h264(1279, 719), aac()),
        "any-chromecast",
        "transcode mp4",
        "video transcode 1280x720 level 3.1: odd_size",
        COPY_AUDIO,
    ),
    row(
        "XviD becomes H.264",
        film(other_video("mpeg4", 640, 352, 25), sound("mp3"), container=Container.AVI),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 640x352 level 3.0: video_codec_not_played",
        COPY_AUDIO,
    ),
    row(
        "a film of unknown profile is not trusted",
        film(h264(codec_profile=None), aac()),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0: video_profile_not_played",
        COPY_AUDIO,
    ),
]
