"""Rows of the plan table: codecs that were born in WebM."""

from __future__ import annotations

from castengine.media import Container
from tests.plan.films import aac, av1, film, h264, mp4, sound, vp8, vp9, vp9_10_bit
from tests.plan.table import AS_IS_MP4, COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, NOT_MKV, PLAYED, TRANSCODE_MKV, row

ROWS = [
    row(
        "VP8 with Opus in WebM plays as it is",
        film(vp8(), sound("opus"), container=Container.WEBM),
        "chromecast-3",
        f"as_is webm: {PLAYED}",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "VP8 with Vorbis in Matroska becomes WebM",
        film(vp8(), sound("vorbis")),
        "chromecast-1",
        f"remux webm: {NOT_MKV}",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "VP8 with AAC stays VP8: its sound becomes Opus",
        film(vp8(), aac()),
        "chromecast-1",
        f"transcode webm: {NOT_MKV}",
        COPY_VIDEO,
        "audio transcode opus 2ch 48000: codec_not_in_container",
    ),
    row(
        "1080p VP9 is too large for a Nest Hub Max",
        film(vp9(), sound("opus")),
        "nest-hub-max",
        TRANSCODE_MKV,
        "video transcode 1280x720 level 3.1: resolution_too_high",
        COPY_AUDIO,
    ),
    row(
        "VP9 with Opus becomes WebM where it plays",
        film(vp9(), sound("opus")),
        "google-tv-4k",
        f"remux webm: {NOT_MKV}",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row("VP9 with AAC becomes MP4", film(vp9(), aac()), "chromecast-ultra", MKV_TO_MP4, COPY_VIDEO, COPY_AUDIO),
    row(
        "VP9 becomes H.264 where it does not play",
        film(vp9(), sound("opus"), container=Container.WEBM),
        "chromecast-3",
        "transcode mp4",
        "video transcode 1920x1080 level 4.0: video_codec_not_played",
        COPY_AUDIO,
    ),
    row(
        "H.264 with Vorbis becomes MP4: Vorbis is not held by it",
        film(h264(), sound("vorbis")),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: codec_not_in_container",
    ),
    row(
        "H.264 with Opus becomes MP4", film(h264(), sound("opus")), "any-chromecast", MKV_TO_MP4, COPY_VIDEO, COPY_AUDIO
    ),
    row(
        "10-bit VP9 plays on a 4K device",
        film(vp9_10_bit(), sound("opus"), container=Container.WEBM),
        "chromecast-ultra",
        f"as_is webm: {PLAYED}",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "10-bit VP9 does not play on a Nest Hub",
        film(vp9_10_bit(width=1280, height=720), sound("opus"), container=Container.WEBM),
        "nest-hub",
        "transcode mp4",
        "video transcode 1280x720 level 3.1: video_profile_not_played, bit_depth_not_played",
        COPY_AUDIO,
    ),
    row(
        "AV1 plays on the Streamer",
        mp4(av1(3840, 2160, 60), aac()),
        "google-tv-streamer",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "AV1 becomes H.264 elsewhere",
        mp4(av1(), aac()),
        "google-tv-4k",
        "transcode mp4",
        "video transcode 1920x1080 level 4.0: video_codec_not_played",
        COPY_AUDIO,
    ),
]
