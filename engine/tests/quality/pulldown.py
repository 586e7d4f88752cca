"""A film of whole pictures, flagged to be shown as television: 3:2 pulldown that only the headers know of."""

from __future__ import annotations

from itertools import cycle

_EXTENSION = b"\x00\x00\x01\xb5"
_SEQUENCE, _PICTURE = 1, 8
_PROGRESSIVE_SEQUENCE, _PROGRESSIVE_FRAME = 0x08, 0x80
_TOP_FIRST, _REPEAT_FIRST = 0x80, 0x02
_ROUND = (_TOP_FIRST | _REPEAT_FIRST, 0, _REPEAT_FIRST, _TOP_FIRST)

# Of a stream whose pictures come in the order they are shown in: three fields, two, three, …
TIMES = "ceil(N*2.5)*1001/60000/TB"


def with_pulldown(stream: bytes) -> bytes:
    """An MPEG-2 elementary stream with the flags of ISO/IEC 13818-2, 6.2.3.1 set; the pictures stay as they are."""
    changed, flags = bytearray(stream), cycle(_ROUND)
    place = changed.find(_EXTENSION)
    while place >= 0:
        kind = changed[place + 4] >> 4
        if kind == _SEQUENCE:
            changed[place + 5] &= ~_PROGRESSIVE_SEQUENCE
        elif kind == _PICTURE:
            changed[place + 7] = changed[place + 7] & ~(_TOP_FIRST | _REPEAT_FIRST) | next(flags)
            changed[place + 8] |= _PROGRESSIVE_FRAME
        place = changed.find(_EXTENSION, place + 4)
    return bytes(changed)
