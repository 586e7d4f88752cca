"""Rows of the plan table: the file around the streams."""

from __future__ import annotations

from dataclasses import replace

from castengine.media import Container
from tests.plan.films import aac, cover_art, film, font, h264, hevc, mp4, sound, timed_data
from tests.plan.table import AS_IS_MP4, COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, NOT_MKV, PLAYED, row

ROWS = [
    row(
        "an MP4 with its index in front plays as it is",
        mp4(h264(), aac()),
        "any-chromecast",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row("Matroska is remuxed", film(h264(), aac()), "any-chromecast", MKV_TO_MP4, COPY_VIDEO, COPY_AUDIO),
    row(
        "an index at the end is moved to the front",
        mp4(h264(), aac(), index_in_front=False),
        "any-chromecast",
        "remux mp4: index_not_in_front",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "a fragmented MP4 plays as it is",
        mp4(h264(), aac(), fragmented=True),
        "chromecast-3",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "an MPEG transport stream plays as it is",
        film(h264(), aac(), container=Container.MPEG_TS),
        "chromecast-1",
        f"as_is mpegts: {PLAYED}",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "AVI is remuxed when its streams play",
        film(h264(), sound("mp3"), container=Container.AVI),
        "chromecast-2",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "QuickTime is remuxed though its boxes are MP4's",
        film(h264(), aac(), container=Container.QUICKTIME, index_in_front=True),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "cover art in an MP4 is taken out",
        mp4(h264(), aac(), cover_art()),
        "any-chromecast",
        "remux mp4: extra_streams",
        COPY_VIDEO,
        COPY_AUDIO,
        "video poster: cover_art",
    ),
    row(
        "cover art before the film is not the film",
        film(cover_art(), h264(), aac()),
        "any-chromecast",
        MKV_TO_MP4,
        "video poster: cover_art",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "fonts and data are left out",
        film(h264(), aac(), font(), timed_data()),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        "attachment drop: not_for_playing",
        "data drop: not_for_playing",
    ),
    row(
        "data beside the film in an MP4 does no harm",
        mp4(h264(), aac(), timed_data()),
        "any-chromecast",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        "data drop: not_for_playing",
    ),
    row(
        "HEVC in an MP4 tagged hvc1 plays as it is",
        mp4(hevc(), aac()),
        "google-tv-4k",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "HEVC in an MP4 tagged hev1 is tagged anew",
        mp4(hevc(codec_tag="hev1"), aac()),
        "google-tv-4k",
        "remux mp4: hevc_tag",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "of two films the default one is kept",
        film(replace(h264(), dispositions=frozenset()), h264(1280, 720), aac()),
        "any-chromecast",
        f"remux mp4: {NOT_MKV}, extra_streams",
        "video drop: other_track_chosen",
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row("a film without sound is remuxed too", film(h264()), "any-chromecast", MKV_TO_MP4, COPY_VIDEO),
]
