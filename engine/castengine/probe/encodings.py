"""How the letters of a text are written, where it is not UTF-8 as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from charset_normalizer import from_bytes

_WESTERN: Final = ("cp1252",)
_CENTRAL: Final = ("cp1250", "iso8859_2")
_CYRILLIC: Final = ("cp1251", "koi8_r")

# What programs for subtitles wrote in a language before UTF-8. The language of the track is better evidence than
# letters that several of these encodings share.
_OF_LANGUAGE: Final = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), _CENTRAL),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), _CYRILLIC),
    "sr": (*_CENTRAL, *_CYRILLIC),
    "el": ("cp1253",),
    "tr": ("cp1254",),
    "he": ("cp1255",),
    **dict.fromkeys(("ar", "fa", "ur"), ("cp1256",)),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257",)),
    "vi": ("cp1258",),
    "th": ("cp874",),
    "ja": ("cp932", "euc_jp"),
    "zh": ("gb18030", "big5"),
    "ko": ("cp949",),
    **dict.fromkeys(("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "is", "ca"), _WESTERN),
}
_ANY: Final = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp932",
    "gb18030",
    "big5",
    "cp949",
)


def encoding_of(lines: Sequence[bytes], language: str | None) -> str | None:
    """Its name, as both Python and iconv know it; ``None`` for UTF-8, and for what is no text at all."""
    content = b"\n".join(lines)
    if _is_utf8(content):
        return None
    primary = (language or "").partition("-")[0]
    candidates = _OF_LANGUAGE.get(primary, _ANY)
    best = from_bytes(content, cp_isolation=list(candidates), threshold=0.5).best()
    found = best.encoding if best is not None else candidates[0]
    return found.replace("iso8859_", "iso8859-").replace("koi8_", "koi8-").replace("euc_", "euc-")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
