"""What a track is for: its flags say so, or, in the many files that lack them, words of its title."""

from __future__ import annotations

import re
from typing import Final

from castengine.media.streams import Disposition

_WORDS: Final = {
    Disposition.COMMENT: re.compile(
        r"\bcommentar(?:y|ies)\b|\bcommentaires?\b|kommentar|comentarios?\b|comentário|\bcommento\b|commentaar"
        r"|комментари|コメンタリー|解说|評論音軌",
        re.IGNORECASE,
    ),
    Disposition.VISUAL_IMPAIRED: re.compile(
        r"\baudio[ -]?descri|\bdescriptive\b|\bdescribed\b|\bvisually impaired\b|audiovision\b|audiodeskription|hörfilm"
        r"|\bdescri(?:pción|ção|zione)\b.*\baudio|audiodescri|\bnon vedenti\b|тифлокомментари|解説放送",
        re.IGNORECASE,
    ),
    Disposition.FORCED: re.compile(
        r"\bforced\b|\bforcés?\b|\berzwungen|\bforzad[oa]s?\b|\bforzat[io]\b|\bforçad[oa]s?\b|\bgeforceerd|форсир"
        r"|\bsigns\b|\bforeign parts\b",
        re.IGNORECASE,
    ),
    Disposition.HEARING_IMPAIRED: re.compile(
        r"\bSDH\b|\bHoH\b|\bCC\b|closed captions?\b|\bhearing[ -]impaired\b|malentendants?\b|\bsourds?\b|gehörlos"
        r"|hörgeschädigt|\bsordos?\b|\bnon udenti\b|\bsurdos?\b|слабослыш",
        re.IGNORECASE,
    ),
}
_OF_SOUND: Final = (Disposition.COMMENT, Disposition.VISUAL_IMPAIRED)
_OF_SUBTITLES: Final = (Disposition.COMMENT, Disposition.FORCED, Disposition.HEARING_IMPAIRED)


def roles_of_sound(title: str | None) -> frozenset[Disposition]:
    return _named(title, _OF_SOUND)


def roles_of_subtitle(title: str | None) -> frozenset[Disposition]:
    return _named(title, _OF_SUBTITLES)


def _named(title: str | None, roles: tuple[Disposition, ...]) -> frozenset[Disposition]:
    return frozenset(role for role in roles if title and _WORDS[role].search(title))
