"""Rows of the plan table: subtitles that are drawn into the picture."""

from __future__ import annotations

from dataclasses import replace

from castengine.media import Disposition
from tests.plan.films import aac, film, font, h264, subtitle
from tests.plan.table import COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, TRANSCODE_MKV, row

PGS = "hdmv_pgs_subtitle"
FRENCH = aac(language="fr")
FORCED = Disposition.FORCED
FORMAT = "subtitle_format_not_shown"
DRAWN = "video transcode 1920x1080 level 4.0: subtitle_drawn"
AS_PICTURE = "subtitle drop: subtitle_is_a_picture"
WISHED = "subtitle burn_in: user_wish"

ROWS = [
    row(
        "forced pictures in the language of the sound belong to the film",
        film(h264(), FRENCH, subtitle(PGS, "fr"), subtitle(PGS, "fr", FORCED)),
        "chromecast-3",
        TRANSCODE_MKV,
        DRAWN,
        COPY_AUDIO,
        AS_PICTURE,
        "subtitle burn_in: subtitle_forced",
    ),
    row(
        "forced pictures in another language do not",
        film(h264(), FRENCH, subtitle(PGS, "en", FORCED)),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        AS_PICTURE,
    ),
    row(
        "forced pictures beside a sound of unknown language do not",
        film(h264(), aac(), subtitle(PGS, "fr", FORCED)),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        AS_PICTURE,
    ),
    row(
        "forced texts come along by themselves",
        film(h264(), FRENCH, subtitle("subrip", "fr", FORCED), subtitle(PGS, "fr", FORCED)),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar fr.forced embedded: {FORMAT}",
        AS_PICTURE,
    ),
    row(
        "no forced subtitles when none are wanted",
        film(h264(), FRENCH, subtitle(PGS, "fr", FORCED), subtitle("subrip", "fr", FORCED)),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        "subtitle drop: not_wanted",
        "subtitle drop: not_wanted",
        no_forced_subs=True,
    ),
    row(
        "pictures by wish",
        film(h264(), FRENCH, subtitle(PGS)),
        "chromecast-3",
        TRANSCODE_MKV,
        DRAWN,
        COPY_AUDIO,
        WISHED,
        burn_subtitle=2,
    ),
    row(
        "texts by wish, the others come along",
        film(h264(), FRENCH, subtitle("ass", "ja"), subtitle()),
        "chromecast-3",
        TRANSCODE_MKV,
        DRAWN,
        COPY_AUDIO,
        WISHED,
        f"subtitle sidecar en embedded: {FORMAT}",
        burn_subtitle=2,
    ),
    row(
        "the forced one by wish",
        film(h264(), FRENCH, subtitle("subrip", "fr"), subtitle("subrip", "fr", FORCED)),
        "chromecast-3",
        TRANSCODE_MKV,
        DRAWN,
        COPY_AUDIO,
        f"subtitle sidecar fr embedded: {FORMAT}",
        WISHED,
        burn_subtitle="forced",
    ),
    row(
        "no forced one, nothing drawn",
        film(h264(), FRENCH, subtitle("subrip", "fr")),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar fr embedded: {FORMAT}",
        burn_subtitle="forced",
    ),
    row(
        "the best one of a wished language",
        film(h264(), FRENCH, subtitle(PGS, "fr"), subtitle(PGS, "en", FORCED), subtitle(PGS)),
        "chromecast-3",
        TRANSCODE_MKV,
        DRAWN,
        COPY_AUDIO,
        "subtitle drop: not_wanted",
        AS_PICTURE,
        WISHED,
        burn_subtitle="auto",
        subtitle_lang=["en"],
    ),
    row(
        "nothing is drawn where there is no picture",
        film(FRENCH, subtitle(PGS, "fr", FORCED)),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_AUDIO,
        AS_PICTURE,
    ),
    row(
        "a subtitle that comes with its fonts loses them as text",
        film(h264(), FRENCH, subtitle("ass", "ja"), font()),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar ja embedded: {FORMAT}, subtitle_styled",
        "attachment drop: not_for_playing",
    ),
    row(
        "forced ones first",
        film(h264(), FRENCH, subtitle("subrip", "fr"), subtitle("subrip", "fr", FORCED), subtitle()),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        "subtitle drop: not_wanted",
        f"subtitle sidecar fr.forced embedded: {FORMAT}",
        f"subtitle sidecar en embedded: {FORMAT}",
        prefer_forced_subs=True,
    ),
    row(
        "what cannot be read does not stand in for what can",
        film(h264(), FRENCH, subtitle("subrip", "fr"), replace(subtitle("x", "fr", FORCED), form=None)),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar fr embedded: {FORMAT}",
        "subtitle drop: subtitle_unreadable",
        prefer_forced_subs=True,
    ),
    row(
        "texts beside the film only",
        film(h264(), FRENCH, subtitle()),
        "chromecast-3",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar en: {FORMAT}",
        subtitle_mode="sidecar",
    ),
]
