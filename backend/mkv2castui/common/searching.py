"""What is searched for, and where: without what a searcher can't be expected to type."""

from __future__ import annotations

import unicodedata

LONGEST = 255  # characters; PostgreSQL's indexes take short texts only


def searchable(text: str) -> str:
    """``text`` without accents and case: who looks for ``amelie`` finds ``Amélie``. No longer than :data:`LONGEST`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return plain[:LONGEST]
