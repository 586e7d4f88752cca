"""Which page of a teletext stream holds the subtitles."""

from __future__ import annotations

from typing import Final

_SUBTITLES: Final = 2
_FOR_HARD_OF_HEARING: Final = 5


def page_of(announced: bytes) -> str | None:
    """``"888"``; for everybody before for the hard of hearing. ``None``: none is announced.

    ``announced``: of each page the kind and the magazine, and its number, as in the descriptor of ETSI EN 300 468,
    6.2.43 (ffmpeg's extradata leaves out the language).
    """
    pages = [(announced[i] >> 3, announced[i] & 7, announced[i + 1]) for i in range(0, len(announced) - 1, 2)]
    for wanted in (_SUBTITLES, _FOR_HARD_OF_HEARING):
        for kind, magazine, number in pages:
            if kind == wanted:
                return f"{magazine or 8}{number:02x}"
    return None
