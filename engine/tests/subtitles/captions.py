"""Closed captions made of nothing: the codes of CEA-608 in the user data of ATSC A/53, where H.264 has it (D.1.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

RATE: Final = "30000/1001"  # pictures a second; each carries two letters
_A_SECOND: Final = 30000 / 1001
_LOAD, _SHOW, _TAKE_AWAY, _NEW, _ITALICS = (0x14, 0x20), (0x14, 0x2F), (0x14, 0x2C), (0x14, 0x2E), (0x11, 0x2E)
_LOWEST_ROW: Final = (0x14, 0x70)
_NOTHING: Final = (0x00, 0x00)
_SLICE: Final = re.compile(rb"\x00\x00\x00?\x01[\x01\x21\x41\x61\x25\x45\x65]")

Pair = tuple[int, int]


@dataclass(frozen=True)
class Caption:
    """``text``: an even number of letters follows; at least as many pictures before ``begin`` as it has pairs."""

    begin: float  # seconds
    end: float
    text: str
    italics: bool = False


def with_captions(h264: bytes, captions: Iterable[Caption]) -> bytes:
    """``h264``: an elementary stream of one slice a picture, in the order in which the pictures are shown."""
    places = [found.start() for found in _SLICE.finditer(h264)]
    pairs = _pairs(captions, len(places))
    ends = [*places[1:], len(h264)]
    pictures = (_carrying(pair) + h264[a:b] for pair, a, b in zip(pairs, places, ends, strict=True))
    return h264[: places[0]] + b"".join(pictures)


def scenarist(captions: Iterable[Caption], pictures: int) -> str:
    """The same codes as a file of text (SCC), of which ffmpeg makes a track."""
    timed = enumerate(map(_with_parity, _pairs(captions, pictures)))
    lines = (f"00:00:{n // 30:02}:{n % 30:02}\t{a:02x}{b:02x}\n" for n, (a, b) in timed)
    return "Scenarist_SCC V1.0\n\n" + "\n".join(lines)


def _pairs(captions: Iterable[Caption], pictures: int) -> list[Pair]:
    pairs = [_NOTHING] * pictures
    for caption in captions:
        loading = list(_loading(caption))
        shown = round(caption.begin * _A_SECOND)
        pairs[shown - len(loading) : shown] = loading
        pairs[shown] = _SHOW
        pairs[round(caption.end * _A_SECOND)] = _TAKE_AWAY
    return pairs


def _loading(caption: Caption) -> Iterator[Pair]:
    yield from (_LOAD, _NEW, _LOWEST_ROW)
    if caption.italics:
        yield _ITALICS
    letters = caption.text.encode("ascii")
    yield from zip(letters[::2], letters[1::2], strict=True)


def _carrying(pair: Pair) -> bytes:
    payload = b"\xb5\x00\x31GA94\x03\x41\xff\xfc" + bytes(_with_parity(pair)) + b"\xff"
    return b"\x00\x00\x00\x01\x06\x04" + bytes([len(payload)]) + payload + b"\x80"


def _with_parity(pair: Sequence[int]) -> Pair:
    first, second = (byte if bin(byte).count("1") % 2 else byte | 0x80 for byte in pair)
    return first, second
