"""Rows of the plan table: what the user wishes."""

from __future__ import annotations

from castengine.media import Container
from tests.plan.films import aac, film, h264, hevc, mp4, sound, vp9
from tests.plan.table import AS_IS_MP4, COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, NOT_MKV, TRANSCODE_MKV, row

ROWS = [
    row(
        "H.264 by wish",
        film(hevc(), aac()),
        "google-tv-4k",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0: user_wish",
        COPY_AUDIO,
        force_h264=True,
    ),
    row(
        "AAC by wish",
        mp4(h264(), sound("mp3")),
        "any-chromecast",
        "transcode mp4",
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: user_wish",
        force_aac=True,
    ),
    row(
        "a lower picture by wish",
        mp4(h264(), aac()),
        "any-chromecast",
        "transcode mp4",
        "video transcode 854x480 level 3.0: user_wish",
        COPY_AUDIO,
        max_height=480,
    ),
    row(
        "a wish for less than is there changes nothing",
        mp4(h264(), aac()),
        "any-chromecast",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        max_height=1080,
    ),
    row(
        "MP4 by wish",
        film(vp9(), sound("opus"), container=Container.WEBM),
        "google-tv-4k",
        "remux mp4: user_wish",
        COPY_VIDEO,
        COPY_AUDIO,
        container="mp4",
    ),
    row(
        "WebM by wish for VP9",
        film(vp9(), aac()),
        "google-tv-4k",
        f"transcode webm: {NOT_MKV}",
        COPY_VIDEO,
        "audio transcode opus 2ch 48000: codec_not_in_container",
        container="webm",
    ),
    row(
        "WebM by wish is not possible for H.264",
        film(h264(), aac()),
        "google-tv-4k",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        container="webm",
    ),
]
