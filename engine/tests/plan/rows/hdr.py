"""Rows of the plan table: HEVC and dynamic range."""

from __future__ import annotations

from dataclasses import replace

from castengine.media import Disposition
from castengine.plan import Capabilities
from tests.plan.films import aac, dolby_vision_5, dolby_vision_8, film, h264, hdr10, hevc, hevc_10_bit, hlg, subtitle
from tests.plan.table import COPY_AUDIO, COPY_VIDEO, MKV_TO_MP4, TRANSCODE_MKV, row

ROWS = [
    row("HEVC plays on the Ultra", film(hevc(), aac()), "chromecast-ultra", MKV_TO_MP4, COPY_VIDEO, COPY_AUDIO),
    row(
        "HEVC becomes H.264 on a third Chromecast",
        film(hevc(), aac()),
        "chromecast-3",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0: video_codec_not_played",
        COPY_AUDIO,
    ),
    row(
        "10-bit SDR HEVC plays on the Ultra",
        film(hevc_10_bit(), aac()),
        "chromecast-ultra",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row("HDR10 plays on the Ultra", film(hdr10(), aac()), "chromecast-ultra", MKV_TO_MP4, COPY_VIDEO, COPY_AUDIO),
    row(
        "HDR10 is tone-mapped for any Chromecast",
        film(hdr10(), aac()),
        "any-chromecast",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0 tone-mapped: video_codec_not_played",
        COPY_AUDIO,
    ),
    row(
        "HLG is not shown by the Ultra",
        film(hlg(), aac()),
        "chromecast-ultra",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.2 tone-mapped: dynamic_range_not_shown",
        COPY_AUDIO,
    ),
    row("HLG is shown by a TV", film(hlg(), aac()), "smart-tv-4k", MKV_TO_MP4, COPY_VIDEO, COPY_AUDIO),
    row(
        "Dolby Vision 5 becomes a picture for a device without it where libplacebo works",
        film(dolby_vision_5(), aac()),
        "smart-tv-4k",
        TRANSCODE_MKV,
        "video transcode 3840x2160 level 5.1 tone-mapped reshaped: dolby_vision_without_base_layer",
        COPY_AUDIO,
        can=replace(Capabilities.software(), reshapes_dolby_vision=True),
    ),
    row(
        "what reshapes Dolby Vision 5 is not asked to change what the device plays",
        film(dolby_vision_5(), aac()),
        "chromecast-ultra",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        can=replace(Capabilities.software(), reshapes_dolby_vision=True),
    ),
    row(
        "a forced subtitle of pictures does not cost a Dolby Vision 5 that can only be copied",
        film(dolby_vision_5(), aac(language="fr"), subtitle("hdmv_pgs_subtitle", "fr", Disposition.FORCED)),
        "chromecast-ultra",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
        "subtitle drop: subtitle_is_a_picture",
    ),
    row(
        "Dolby Vision 5 plays on the Ultra",
        film(dolby_vision_5(), aac()),
        "chromecast-ultra",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "Dolby Vision 8.1 plays as HDR10",
        film(dolby_vision_8(), aac()),
        "smart-tv-4k",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "H.264 with HDR tags is tone-mapped",
        film(replace(h264(), color=hdr10().color, dynamic_range=hdr10().dynamic_range), aac()),
        "google-tv-4k",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0 tone-mapped: dynamic_range_not_shown",
        COPY_AUDIO,
    ),
    row(
        "8K HEVC is too large",
        film(hevc(7680, 4320, 24), aac()),
        "google-tv-streamer",
        TRANSCODE_MKV,
        "video transcode 3840x2160 level 5.1: video_level_too_high, resolution_too_high",
        COPY_AUDIO,
    ),
    row("DCI 4K HEVC plays", film(hevc(4096, 2160, 24), aac()), "google-tv-4k", MKV_TO_MP4, COPY_VIDEO, COPY_AUDIO),
    row(
        "HEVC with 4:2:2 does not play",
        film(hevc(codec_profile="Rext", chroma="4:2:2", bit_depth=10), aac()),
        "google-tv-4k",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0: video_profile_not_played, chroma_not_played",
        COPY_AUDIO,
    ),
    row(
        "1080p60 HEVC plays on Google TV (HD)",
        film(hevc(rate=60), aac()),
        "google-tv-hd",
        MKV_TO_MP4,
        COPY_VIDEO,
        COPY_AUDIO,
    ),
    row(
        "4K HEVC does not play on Google TV (HD)",
        film(hdr10(), aac()),
        "google-tv-hd",
        TRANSCODE_MKV,
        "video transcode 1920x1080 level 4.0 tone-mapped: video_level_too_high, resolution_too_high",
        COPY_AUDIO,
    ),
]
