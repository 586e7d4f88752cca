"""A transport stream with teletext subtitles, made of nothing: ETSI EN 300 706 (pages), EN 300 472 (in a stream)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import transport

_TELETEXT_PID, _SOUND_PID = 0x102, 0x101
_HAMMING = bytes.fromhex("1502495e6473382fd0c78c9ba1b6fdea")
_ERASE, _SUBTITLE = 8, 8  # bits C4 and C6 of a page's header
_MAGAZINE, _PAGE = 0, 0x88  # magazine 8 is counted as 0: page 888
_ROW = 22
_START_BOX, _END_BOX, _SPACE = 0x0B, 0x0A, 0x20


@dataclass(frozen=True)
class Line:
    begin: float  # seconds
    end: float
    text: str  # of the letters that all national sets share


def transport_stream(lines: Iterable[Line], sound: Sequence[bytes], seconds_a_frame: float) -> bytes:
    """``sound``: frames of MPEG audio, so that there is a film around the text."""
    pages = [_page(line) for line in lines]
    timed = [(at, _TELETEXT_PID, _teletext(at, packets)) for page in pages for at, packets in page]
    timed += [(i * seconds_a_frame, _SOUND_PID, _sound(i * seconds_a_frame, f)) for i, f in enumerate(sound)]
    descriptor = b"\x56\x05fin" + bytes([2 << 3 | _MAGAZINE, _PAGE])
    programs = [(0x03, _SOUND_PID, b""), (0x06, _TELETEXT_PID, descriptor)]
    return transport.stream(programs, sorted(timed, key=lambda packet: packet[0]))


def _sound(at: float, frame: bytes) -> bytes:
    return transport.elementary(0xC0, at, frame)


def _teletext(at: float, packets: Iterable[bytes]) -> bytes:
    units = [b"\x03\x2c\xe7" + bytes(_mirrored(byte) for byte in b"\x27" + packet) for packet in packets]
    units += [b"\xff\x2c" + b"\xff" * 44] * (-(len(units) + 1) % 4)  # header and units fill packets to the last byte
    return transport.elementary(0xBD, at, b"\x10" + b"".join(units), header_length=36)


def _page(line: Line) -> Iterator[tuple[float, list[bytes]]]:
    """Shown, and taken away. A page is over when the next one's header comes."""
    body = [_START_BOX, _START_BOX, *line.text.encode("ascii"), _END_BOX, _END_BOX]
    row = [*body, *[_SPACE] * (40 - len(body))]
    yield line.begin, [_header(), _packet(_ROW, [_odd(byte) for byte in row]), _filler()]
    yield line.end, [_header(), _filler()]


def _header() -> bytes:
    return _page_header(_PAGE, [0, _ERASE, 0, _SUBTITLE, 0, 0])


def _filler() -> bytes:
    return _page_header(0xFF, [0xF, 7, 0xF, 3, 0, 0])


def _page_header(page: int, control: Sequence[int]) -> bytes:
    numbers = [_HAMMING[value] for value in (page & 15, page >> 4, *control)]
    return _packet(0, [*numbers, *[_odd(_SPACE)] * 32])


def _packet(row: int, content: Sequence[int]) -> bytes:
    address = _MAGAZINE | row << 3
    return bytes([_HAMMING[address & 15], _HAMMING[address >> 4], *content])


def _odd(byte: int) -> int:
    return byte if bin(byte).count("1") % 2 else byte | 0x80


def _mirrored(byte: int) -> int:
    return int(f"{byte:08b}"[::-1], 2)
