"""Rows of the plan table: which of several audio tracks plays."""

from __future__ import annotations

from dataclasses import replace

from tests.plan.table import AS_IS_MP4, COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, NOT_MKV, row

from castengine.media import Disposition
from tests.plan.films import aac, film, flagged, h264, mp4, sound

FRENCH, ENGLISH = aac(language="fr"), aac(language="en")
COMMENTARY = flagged(aac(language="en"), Disposition.COMMENT)
OTHER = "audio drop: other_track_chosen"
REMUX_SECOND = f"remux mp4: {NOT_MKV}, extra_streams"

ROWS = [
    row(
        "the first track plays without a flag",
        film(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        OTHER,
    ),
    row(
        "the default track plays",
        film(h264(), FRENCH, flagged(ENGLISH, Disposition.DEFAULT)),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
    ),
    row(
        "the original wins over the default",
        film(h264(), flagged(FRENCH, Disposition.DEFAULT), flagged(ENGLISH, Disposition.ORIGINAL)),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
    ),
    row(
        "a wished language wins",
        film(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
        audio_lang=["eng"],
    ),
    row(
        "the second wish counts when the first is not there",
        film(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
        audio_lang=["ja", "en"],
    ),
    row(
        "a wish that nothing meets changes nothing",
        film(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        OTHER,
        audio_lang=["ja"],
    ),
    row(
        "a track by number",
        film(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
        audio_track=1,
    ),
    row(
        "a track by stream index",
        film(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        OTHER,
        audio_stream=1,
    ),
    row(
        "track 0 at stream 0 is a track",
        film(FRENCH, h264(), ENGLISH),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_AUDIO,
        COPY_VIDEO,
        OTHER,
        audio_track=0,
    ),
    row(
        "a commentary is not the film's sound",
        film(h264(), COMMENTARY, FRENCH),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
        audio_lang=["en"],
    ),
    row(
        "a commentary is known by its title",
        film(h264(), replace(ENGLISH, title="Director's Commentary"), FRENCH),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
    ),
    row(
        "a commentary plays when asked for",
        film(h264(), FRENCH, COMMENTARY),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
        audio_track=1,
    ),
    row(
        "a commentary plays when there is no other sound",
        film(h264(), COMMENTARY),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "the wrong track in front makes an MP4 be remuxed",
        mp4(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        "remux mp4: extra_streams",
        COPY_VIDEO,
        OTHER,
        COPY_AUDIO,
        audio_lang=["en"],
    ),
    row(
        "a second track behind the right one does no harm",
        mp4(h264(), FRENCH, ENGLISH),
        "any-chromecast",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        OTHER,
    ),
    row(
        "sound that cannot be read is left out",
        film(h264(), sound("aac", encrypted=True), replace(sound("x"), codec=None), FRENCH),
        "any-chromecast",
        REMUX_SECOND,
        COPY_VIDEO,
        "audio drop: encrypted",
        "audio drop: stream_unreadable",
        COPY_AUDIO,
    ),
]
