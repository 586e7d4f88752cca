"""Enough of ISO/IEC 13818-1 to write a transport stream whose packets are known to the last bit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

_PROGRAM_PID = 0x100
_BODY = 184


def elementary(stream_id: int, at: float, payload: bytes, header_length: int = 5) -> bytes:
    """A packetized elementary stream's packet, shown ``at`` seconds (and a second, as streams do not begin at 0)."""
    ticks = _ticks(at)
    times = bytes([0x21 | ticks >> 29 & 0x0E, ticks >> 22 & 255, 1 | ticks >> 14 & 254, ticks >> 7 & 255])
    times += bytes([1 | ticks << 1 & 254])
    rest = bytes([0x84, 0x80, header_length]) + times + b"\xff" * (header_length - 5) + payload
    return b"\x00\x00\x01" + bytes([stream_id]) + len(rest).to_bytes(2, "big") + rest


def stream(programs: Sequence[tuple[int, int, bytes]], packets: Iterable[tuple[float, int, bytes]]) -> bytes:
    """``programs``: kind, identifier and descriptors of each elementary stream, the one with the clock first;
    ``packets``: when, of which, and what, in their order.
    """
    parts = b"".join(bytes([kind, 0xE0 | pid >> 8, pid & 255, 0xF0, len(more)]) + more for kind, pid, more in programs)
    clock = programs[0][1]
    table = bytes([0xE0 | clock >> 8, clock & 255, 0xF0, 0]) + parts
    tables = [
        (0, b"\x00" + _section(0x00, bytes([0, 1, 0xE0 | _PROGRAM_PID >> 8, _PROGRAM_PID & 255]))),
        (_PROGRAM_PID, b"\x00" + _section(0x02, table)),
    ]
    counters: Counter[int] = Counter()
    written = [_cut(pid, content, counters) for pid, content in tables]
    for at, pid, content in packets:
        if pid == clock:
            written.append(_clock(pid, at, counters))
        written.append(_cut(pid, content, counters))
    return b"".join(written)


def _ticks(at: float) -> int:
    return round((at + 1) * 90000)


def _clock(pid: int, at: float, counters: Counter[int]) -> bytes:
    """A packet without content that tells the time."""
    count = (counters[pid] - 1) % 16
    return (
        bytes([0x47, pid >> 8, pid & 255, 0x20 | count, 183, 0x10])
        + (_ticks(at) << 15 | 0x7E00).to_bytes(6, "big")
        + b"\xff" * 176
    )


def _section(table: int, content: bytes) -> bytes:
    body = b"\x00\x01\xc1\x00\x00" + content
    head = bytes([table, 0xB0, len(body) + 4]) + body
    return head + _crc(head).to_bytes(4, "big")


def _crc(data: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


def _cut(pid: int, content: bytes, counters: Counter[int]) -> bytes:
    pieces = []
    for start in range(0, len(content), _BODY):
        piece = content[start : start + _BODY]
        room = _BODY - len(piece)
        control = (0x30 if room else 0x10) | counters[pid] % 16
        counters[pid] += 1
        head = bytes([0x47, (0 if start else 0x40) | pid >> 8, pid & 255, control])
        pieces.append(head + _stuffing(room) + piece)
    return b"".join(pieces)


def _stuffing(room: int) -> bytes:
    if room == 0:
        return b""
    return b"\x00" if room == 1 else bytes([room - 1, 0]) + b"\xff" * (room - 2)
