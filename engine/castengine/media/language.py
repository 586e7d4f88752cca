"""Language tags: what files and people write, made one. ``fre``, ``fra`` and ``FR`` are all ``fr`` (BCP 47)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from langcodes import Language, standardize_tag
from langcodes.tag_parser import LanguageTagError

_SAYS_NOTHING: Final = frozenset({"und", "mis", "mul", "zxx"})  # ISO 639-2: undetermined, uncoded, many, none
_LONGEST_TAG: Final = 35  # RFC 5646, 4.4.1: what software should be ready for


@lru_cache(maxsize=512)
def normalise_language(tag: str | None) -> str | None:
    """The canonical BCP 47 tag, or ``None`` for junk and for codes that name no language. Never raises.

    Understands ISO 639-1, 639-2 (both forms), 639-3 and ``pt_BR``. The result is safe in a file name.
    """
    if not tag or len(tag) > _LONGEST_TAG:
        return None
    try:
        canonical = standardize_tag(tag.strip(), macro=True)
    except (LanguageTagError, ValueError):
        return None
    return None if primary_language(canonical) in _SAYS_NOTHING else canonical


@lru_cache(maxsize=512)
def primary_language(canonical: str) -> str:
    """``pt`` of ``pt-BR``; the tag itself when it has no language part (``x-private``)."""
    return Language.get(canonical).language or canonical


def closest_language(wishes: Iterable[str], present: Sequence[str | None]) -> str | None:
    """Of the canonical tags ``present``, the one that serves the first wish that can be served.

    The very same tag wins over another one of the same language: for ``pt-BR`` first ``pt-BR``, then ``pt``.
    """
    for wish in wishes:
        if wish in present:
            return wish
        kin = next((tag for tag in present if tag and same_language(tag, wish)), None)
        if kin is not None:
            return kin
    return None


def same_language(one: str, other: str) -> bool:
    return primary_language(one) == primary_language(other)
