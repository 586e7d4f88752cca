"""Rows of the plan table: files with sound only."""

from __future__ import annotations

from dataclasses import replace

from castengine.media import Container
from tests.plan.films import aac, cover_art, film, h264, mp4, sound
from tests.plan.table import AS_IS_MP4, COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, NOT_MKV, PLAYED, TRANSCODE_MKV, row

ROWS = [
    row(
        "of a film whose picture has no size the sound is left",
        film(h264(0, 0), sound("ac3", 6), container=Container.MPEG_TS),
        "any-chromecast",
        "transcode mp4: extra_streams",
        "video drop: picture_unreadable",
        "audio transcode aac 2ch 48000: audio_codec_not_played, too_many_channels",
    ),
    row(
        "of a film whose picture nobody can decode the sound is left",
        film(replace(h264(), codec=None, codec_tag="abcd"), aac()),
        "any-chromecast",
        f"{MKV_TO_MP4}, extra_streams",
        "video drop: picture_unreadable",
        COPY_AUDIO,
    ),
    row(
        "a device must not stumble over a picture that cannot be read",
        mp4(replace(h264(), codec=None), aac()),
        "any-chromecast",
        "remux mp4: extra_streams",
        "video drop: picture_unreadable",
        COPY_AUDIO,
    ),
    row(
        "a picture that cannot be read does not cost the other one",
        film(h264(0, 0), h264(), aac()),
        "any-chromecast",
        f"{MKV_TO_MP4}, extra_streams",
        "video drop: stream_unreadable",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "a track of which nothing was seen gives way to one that was",
        film(h264(), replace(sound("ac3"), channels=None, sample_rate=None), aac()),
        "any-chromecast",
        f"{MKV_TO_MP4}, extra_streams",
        COPY_VIDEO,
        "audio drop: stream_unreadable",
        COPY_AUDIO,
    ),
    row(
        "a track that begins late is still the film's only one",
        film(h264(), replace(sound("ac3"), channels=None, sample_rate=None)),
        "any-chromecast",
        TRANSCODE_MKV,
        COPY_VIDEO,
        "audio transcode aac 2ch 48000: audio_codec_not_played",
    ),
    row(
        "an MP3 plays as it is",
        film(sound("mp3"), container=Container.MP3),
        "any-chromecast",
        f"as_is mp3: {PLAYED}",
        COPY_AUDIO,
    ),
    row(
        "an MP3 with a cover plays as it is",
        film(sound("mp3"), cover_art(), container=Container.MP3),
        "any-chromecast",
        f"as_is mp3: {PLAYED}",
        COPY_AUDIO,
        "video drop: cover_art",
    ),
    row(
        "a WAV plays as it is",
        film(sound("pcm_s16le"), container=Container.WAV),
        "any-chromecast",
        f"as_is wav: {PLAYED}",
        COPY_AUDIO,
    ),
    row(
        "a FLAC plays as it is",
        film(sound("flac"), container=Container.FLAC),
        "any-chromecast",
        f"as_is flac: {PLAYED}",
        COPY_AUDIO,
    ),
    row(
        "Ogg Vorbis plays as it is",
        film(sound("vorbis"), container=Container.OGG),
        "any-chromecast",
        f"as_is ogg: {PLAYED}",
        COPY_AUDIO,
    ),
    row("an M4A plays as it is", mp4(aac()), "any-chromecast", AS_IS_MP4, COPY_AUDIO),
    row(
        "Vorbis in Matroska becomes WebM", film(sound("vorbis")), "any-chromecast", f"remux webm: {NOT_MKV}", COPY_AUDIO
    ),
    row(
        "DTS alone becomes AAC",
        film(sound("dts", 6)),
        "any-chromecast",
        TRANSCODE_MKV,
        "audio transcode aac 2ch 48000: audio_codec_not_played, too_many_channels",
    ),
    row(
        "raw AAC gets an MP4 around it", film(aac(), container=Container.ADTS), "any-chromecast", MKV_TO_MP4, COPY_AUDIO
    ),
]
