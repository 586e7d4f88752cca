"""The plan table: one row a fact. The rows are in ``rows/``."""

from __future__ import annotations

from dataclasses import dataclass, field

from castengine.media import MediaInfo
from castengine.plan import Capabilities

PLAYED = "device_plays_it"
NOT_MKV = "container_not_played"
COPY_VIDEO = f"video copy: {PLAYED}"
COPY_AUDIO = f"audio copy: {PLAYED}"
MKV_TO_MP4 = f"remux mp4: {NOT_MKV}"
AS_IS_MP4 = f"as_is mp4: {PLAYED}"
TRANSCODE_MKV = f"transcode mp4: {NOT_MKV}"


@dataclass(frozen=True)
class Row:
    """``expected``: the plan in the words of ``films.in_words``."""

    fact: str
    media: MediaInfo
    device: str
    expected: tuple[str, ...]
    options: dict[str, object] = field(default_factory=dict)
    can: Capabilities = field(default_factory=Capabilities.software)


def row(
    fact: str, media: MediaInfo, device: str, *expected: str, can: Capabilities | None = None, **options: object
) -> Row:
    return Row(fact, media, device, expected, options, can or Capabilities.software())
