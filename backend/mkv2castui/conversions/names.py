"""Names of files: shown to people, and the harmless part of them that may stand on disk."""

from __future__ import annotations

import re
import unicodedata

from mkv2castui.common.searching import searchable as searchable

LONGEST = 255  # characters of a shown name
LONGEST_STEM = 150  # bytes; leaves room for suffixes within the 255 bytes of a file system's name


def display_name(raw: str) -> str | None:
    """The last component of what a client calls its file, without what could deceive; ``None`` if nothing is left.

    Any script is welcome. Gone are folders of either separator, control characters, and the invisible marks that
    turn text around (a name that reads ``gpj.exe`` backwards).
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    name = "".join(" " if unicodedata.category(c) in ("Zl", "Zp") else c for c in name if _shown(c))
    name = name.strip().rstrip(".")
    return _shortened(name) if name.strip(". ") else None


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn") and character not in _TURNING


_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _shortened(name: str) -> str:
    """``name`` within :data:`LONGEST`, its ending kept."""
    if len(name) <= LONGEST:
        return name
    stem, ending = stem_and_ending(name)
    return stem[: LONGEST - len(ending)] + ending


def stem_and_ending(name: str) -> tuple[str, str]:
    """``("Film.2020", ".mkv")``; no ending when what follows the last dot is not one."""
    match = re.fullmatch(r"(.+)(\.[A-Za-z0-9]{1,8})", name, re.DOTALL)
    return (match[1], match[2]) if match else (name, "")


def safe_stem(filename: str) -> str:
    """A stem for files on disk: not hidden, without the characters that some systems refuse, not too long."""
    stem = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", stem_and_ending(filename)[0]).strip(". ")
    while len(stem.encode()) > LONGEST_STEM:
        stem = stem[:-1]
    return stem.strip(". ") or "film"
