"""What the first bytes of a file say about its container: ISO base media boxes and the EBML header."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

_MOST_BOXES: Final = 512  # what matters comes early; a hostile file must not keep us walking
_EBML_MAGIC: Final = b"\x1a\x45\xdf\xa3"
_DOCTYPE: Final = b"\x42\x82"
_HEADER_BYTES: Final = 256  # an EBML header has some 40


@dataclass(frozen=True, slots=True)
class BoxLayout:
    """``index_in_front`` is ``None`` when the file has no index (``moov``) or no media (``mdat``)."""

    index_in_front: bool | None
    fragmented: bool


def read_box_layout(file: BinaryIO) -> BoxLayout:
    """Of an ISO base media file (ISO/IEC 14496-12, 4.2): the order of its top-level boxes. Never raises on junk."""
    first: dict[bytes, int] = {}
    for position, kind in enumerate(_box_kinds(file)):
        first.setdefault(kind, position)
        if b"moov" in first and b"moof" in first:
            break
    index, media, fragment = (first.get(kind) for kind in (b"moov", b"mdat", b"moof"))
    data = min((p for p in (media, fragment) if p is not None), default=None)
    in_front = None if index is None or data is None else index < data
    return BoxLayout(in_front, fragment is not None)


def is_webm(head: bytes) -> bool:
    """Whether the first bytes of a Matroska file declare the document type ``webm`` (RFC 8794, 11.2.4)."""
    header = head[:_HEADER_BYTES]
    place = header.find(_DOCTYPE)
    if not header.startswith(_EBML_MAGIC) or place < 0 or len(header) < place + 3:
        return False
    length = header[place + 2] & 0x7F
    return header[place + 3 : place + 3 + length].rstrip(b"\0") == b"webm"


def _box_kinds(file: BinaryIO) -> Iterator[bytes]:
    start = 0
    for _ in range(_MOST_BOXES):
        file.seek(start)
        header = file.read(16)
        if len(header) < 8:
            return
        size, kind = struct.unpack(">I4s", header[:8])
        if size == 1 and len(header) == 16:
            size = int.from_bytes(header[8:16], "big")
        yield kind
        if size < 8 or start + size > 2**62:  # 0: to the end of the file; the rest is nonsense
            return
        start += size
