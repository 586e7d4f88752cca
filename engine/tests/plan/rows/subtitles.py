"""Rows of the plan table: subtitles."""

from __future__ import annotations

from dataclasses import replace

from castengine.media import Disposition
from tests.plan.films import aac, film, h264, mp4, subtitle, vp8
from tests.plan.table import AS_IS_MP4, COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, NOT_MKV, row

FORMAT = "subtitle_format_not_shown"

ROWS = [
    row(
        "text becomes WebVTT",
        film(h264(), aac(), subtitle()),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar en embedded: {FORMAT}",
    ),
    row(
        "ASS becomes WebVTT",
        film(h264(), aac(), subtitle("ass", "ja")),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar ja embedded: {FORMAT}",
    ),
    row(
        "pictures are left out",
        film(h264(), aac(), subtitle("hdmv_pgs_subtitle")),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        "subtitle drop: subtitle_is_a_picture",
    ),
    row(
        "what cannot be read is left out",
        film(h264(), aac(), replace(subtitle("dvb_teletext"), form=None)),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        "subtitle drop: subtitle_unreadable",
    ),
    row(
        "the sidecars have different names",
        film(
            h264(),
            aac(),
            subtitle(),
            subtitle(),
            subtitle("ass", "en", Disposition.FORCED),
            subtitle("ass", "en", Disposition.HEARING_IMPAIRED),
            subtitle("ass", None),
        ),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar en embedded: {FORMAT}",
        f"subtitle sidecar en.2 embedded: {FORMAT}",
        f"subtitle sidecar en.forced embedded: {FORMAT}",
        f"subtitle sidecar en.sdh embedded: {FORMAT}",
        f"subtitle sidecar und embedded: {FORMAT}",
    ),
    row(
        "a language that is a path is no language",
        film(h264(), subtitle("subrip", "../../etc/x")),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        f"subtitle sidecar und embedded: {FORMAT}",
    ),
    row(
        "subtitles of a file that plays as it is are written beside it",
        mp4(h264(), aac(), subtitle("mov_text", "fr")),
        "any-chromecast",
        AS_IS_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        f"subtitle sidecar fr: {FORMAT}",
    ),
    row(
        "WebM embeds no mov_text",
        film(vp8(), subtitle("webvtt")),
        "chromecast-1",
        f"remux webm: {NOT_MKV}",
        COPY_VIDEO,
        f"subtitle sidecar en: {FORMAT}",
    ),
    row(
        "no subtitles when none are wanted",
        film(h264(), subtitle()),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        "subtitle drop: not_wanted",
        no_subtitles=True,
    ),
    row(
        "only the wished languages",
        film(h264(), subtitle("subrip", "pt-BR"), subtitle()),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        f"subtitle sidecar pt-BR embedded: {FORMAT}",
        "subtitle drop: not_wanted",
        subtitle_lang=["por"],
    ),
    row(
        "only the wished track",
        film(h264(), subtitle(), subtitle("subrip", "fr")),
        "any-chromecast",
        MKV_TO_MP4,
        COPY_VIDEO,
        "subtitle drop: not_wanted",
        f"subtitle sidecar fr embedded: {FORMAT}",
        subtitle_track=1,
    ),
]
