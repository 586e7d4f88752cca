"""Marks of protection that decoders overlook: they decode the scrambled bytes, get noise, and call it a success.

Transport streams: the scrambling control bits of ISO/IEC 13818-1, 2.4.3.3; program streams (DVDs with CSS): those of
2.4.3.7. ASF: its specification, 3.14 and 3.15. (Those of MP4 and Matroska are ffprobe's to tell.)
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PIECE: Final = 1024 * 1024  # bytes looked at: at the beginning, and in the middle because menus are often free
_EVIDENCE: Final = 20  # packets; fewer prove nothing
_TS_SYNC: Final = 0x47
_TS_STRIDES: Final = (188, 192, 204)  # plain, with the time codes of Blu-ray, with error correction
_TS_STUFFING: Final = 0x1FFF
_ASF: Final = bytes.fromhex("3026b2758e66cf11")
_ASF_PROTECTED: Final = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),  # Content Encryption Object
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),  # Extended Content Encryption Object
)
_PS_PACK: Final = b"\x00\x00\x01\xba"
_PS_START: Final = b"\x00\x00\x01"
_PS_SCRAMBLED: Final = frozenset({0xBD, *range(0xC0, 0xF0)})  # private stream 1 (AC-3), MPEG sound, MPEG pictures


def is_protected(path: Path) -> bool:
    """Whether most of what the file holds is marked as scrambled. Raises ``OSError``."""
    with path.open("rb") as file:
        head = file.read(_PIECE)
        if head.startswith(_ASF):
            return any(mark in head for mark in _ASF_PROTECTED)
        flags = list(_flags(head))
        file.seek(path.stat().st_size // 2)
        flags += _flags(file.read(_PIECE), is_program_stream=head.startswith(_PS_PACK))
    return len(flags) >= _EVIDENCE and sum(flags) * 2 > len(flags)


def _flags(data: bytes, *, is_program_stream: bool | None = None) -> Iterator[bool]:
    """For each packet with a payload: is it scrambled?"""
    if data.startswith(_PS_PACK) if is_program_stream is None else is_program_stream:
        yield from _program_stream(data)
    elif (layout := _transport_layout(data)) is not None:
        yield from _transport_stream(data, *layout)


def _transport_layout(data: bytes) -> tuple[int, int] | None:
    """Where the first packet starts, and how far it is to the next."""
    for stride in _TS_STRIDES:
        for start in range(stride):
            syncs = data[start : start + stride * _EVIDENCE : stride]
            if len(syncs) == _EVIDENCE and set(syncs) == {_TS_SYNC}:
                return start, stride
    return None


def _transport_stream(data: bytes, start: int, stride: int) -> Iterator[bool]:
    for offset in range(start, len(data) - 4, stride):
        _, high, low, control = data[offset : offset + 4]
        has_payload = bool(control & 0x10)
        if has_payload and (high & 0x1F) << 8 | low != _TS_STUFFING:
            yield bool(control & 0xC0)


def _program_stream(data: bytes) -> Iterator[bool]:
    position = 0
    with contextlib.suppress(IndexError):
        while (position := data.find(_PS_START, position)) >= 0:
            is_mpeg2 = data[position + 6] & 0xC0 == 0x80
            if data[position + 3] in _PS_SCRAMBLED and is_mpeg2:
                yield bool(data[position + 6] & 0x30)
            position += len(_PS_START)
