"""Rows of the plan table: sound."""

from __future__ import annotations

from dataclasses import replace

from tests.plan.table import COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, TRANSCODE_MKV, row

from tests.plan.films import aac, film, h264, sound

ROWS = [
    row(
        "DTS becomes stereo AAC",
        film(h264(), sound("dts", 6)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: audio_codec_not_played, too_many_channels",
    ),
    row(
        "5.1 AAC becomes stereo",
        film(h264(), aac(6)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: too_many_channels",
    ),
    row(
        "mono stays mono",
        film(h264(), sound("ac3", 1)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 1ch 48000: audio_codec_not_played",
    ),
    row(
        "HE-AAC is copied",
        film(h264(), aac(codec_profile="HE-AAC")),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "AAC Main is not played",
        film(h264(), aac(codec_profile="Main")),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: audio_profile_not_played",
    ),
    row(
        "44.1 kHz stays",
        film(h264(), sound("alac", 2, 44100)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 44100: audio_codec_not_played",
    ),
    row(
        "96 kHz FLAC is copied",
        film(h264(), sound("flac", 2, 96000)),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "192 kHz FLAC becomes AAC of 48 kHz",
        film(h264(), sound("flac", 2, 192000)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: sample_rate_too_high",
    ),
    row(
        "PCM in Matroska becomes AAC",
        film(h264(), sound("pcm_s16le")),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: codec_not_in_container",
    ),
    row(
        "AC-3 is not played by itself",
        film(h264(), sound("ac3", 6)),
        "google-tv-4k",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: audio_codec_not_played, too_many_channels",
    ),
    row(
        "E-AC-3 is copied when the user says that the TV decodes it",
        film(h264(), sound("eac3", 6)),
        "google-tv-4k",
        MKV_TO_MP4,
        COPY_VIDEO,
        "audio copy: user_wish",
        keep_surround=True,
    ),
    row(
        "a Nest Hub has nothing behind HDMI",
        film(h264(1280, 720), sound("eac3", 6)),
        "nest-hub",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 6ch 48000: audio_codec_not_played",
        keep_surround=True,
    ),
    row(
        "5.1 AAC is copied when surround is wished",
        film(h264(), aac(6)),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        keep_surround=True,
    ),
    row(
        "7.1 becomes 5.1 when surround is wished",
        film(h264(), sound("dts", 8)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 6ch 48000: audio_codec_not_played, too_many_channels",
        keep_surround=True,
    ),
    row(
        "sound of unknown channels is not trusted",
        film(h264(), replace(aac(), channels=None)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: audio_profile_not_played",
    ),
]
