"""Closed captions: texts inside the pictures (CEA-608 in ATSC A/53 user data), not in a stream of their own.

They are told as one more subtitle of the file, whose number comes after those of all its streams.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from castengine.media import Disposition, MediaInfo, StreamIndex, SubtitleKind, SubtitleStream, VideoStream

CAPTIONS: Final = "eia_608"
ROLES_OF_CAPTIONS: Final = frozenset({Disposition.HEARING_IMPAIRED})
"""What captions are by their purpose, whether or not a flag says so."""


def with_captions(media: MediaInfo) -> MediaInfo:
    """The same file, with the captions of its first picture that has any."""
    carrier = next((stream for stream in media.video if stream.closed_captions), None)
    if carrier is None:
        return media
    captions = SubtitleStream(
        index=StreamIndex(max(stream.index for stream in media.streams) + 1),
        codec=CAPTIONS,
        language=_language(media, carrier),
        dispositions=ROLES_OF_CAPTIONS,
        form=SubtitleKind.TEXT,
        carrier=carrier.index,
    )
    return replace(media, streams=(*media.streams, captions))


def _language(media: MediaInfo, carrier: VideoStream) -> str | None:
    """The first caption service is in the language of the programme (47 CFR 79.102): of its first sound."""
    return carrier.language or next((stream.language for stream in media.audio), None)
