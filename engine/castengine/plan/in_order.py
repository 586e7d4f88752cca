"""Whether a plan can be carried out while its film is still on its way: read once, from the first byte to the last."""

from __future__ import annotations

from typing import Final

from castengine.media import Container, MediaInfo, SubtitleKind
from castengine.plan.actions import BurnIn, Delivery, Plan, TranscodeAudio, TranscodeVideo

_IN_ORDER: Final = frozenset({Container.MATROSKA, Container.WEBM, Container.MPEG_TS})
_BY_AN_INDEX: Final = frozenset({Container.MP4, Container.QUICKTIME})


def can_be_read_in_order(media: MediaInfo, plan: Plan) -> bool:
    """``media`` may tell of the beginning of the film alone."""
    return _says_all_in_front(media) and plan.delivery is not Delivery.AS_IS and not _reads_twice(plan)


def _says_all_in_front(media: MediaInfo) -> bool:
    is_indexed_first = media.container in _BY_AN_INDEX and media.index_in_front is True
    return media.container in _IN_ORDER or is_indexed_first


def _reads_twice(plan: Plan) -> bool:
    """Lettering is laid out, loudness measured and a wished size looked for before the film is written."""
    return (
        any(action.form is SubtitleKind.TEXT for action in plan.only(BurnIn))
        or any(action.target.normalize for action in plan.only(TranscodeAudio))
        or any(action.target.bit_rate is not None for action in plan.only(TranscodeVideo))
    )
