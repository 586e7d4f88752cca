"""What the first bytes of a file say."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castengine.probe.boxes import BoxLayout, is_webm, read_box_layout


def box(kind: str, content: int = 0) -> bytes:
    return struct.pack(">I4s", 8 + content, kind.encode()) + bytes(content)


def large_box(kind: str, content: int) -> bytes:
    return struct.pack(">I4sQ", 1, kind.encode(), 16 + content) + bytes(content)


def endless_box(kind: str) -> bytes:
    return struct.pack(">I4s", 0, kind.encode()) + bytes(100)


@pytest.mark.parametrize(
    ("data", "in_front", "fragmented"),
    [
        pytest.param(box("ftyp", 8) + box("moov", 50) + box("mdat", 99), True, False, id="the index in front"),
        pytest.param(box("ftyp", 8) + box("mdat", 99) + box("moov", 50), False, False, id="the index at the end"),
        pytest.param(
            box("ftyp") + box("free", 9) + large_box("mdat", 99) + box("moov"), False, False, id="64-bit sizes"
        ),
        pytest.param(box("ftyp") + box("moov") + endless_box("mdat"), True, False, id="media to the end of the file"),
        pytest.param(box("ftyp") + box("moov") + box("moof", 5) + box("mdat", 9), True, True, id="fragments"),
        pytest.param(
            box("moov") + box("sidx") + box("moof") + box("mdat") + box("moof"), True, True, id="an indexed stream"
        ),
        pytest.param(box("ftyp") + box("mdat", 9), None, False, id="no index"),
        pytest.param(box("ftyp") + box("moov", 9), None, False, id="no media"),
        pytest.param(
            box("moov") + struct.pack(">I4s", 2**32 - 1, b"mdat"), True, False, id="media longer than the file"
        ),
        pytest.param(b"", None, False, id="nothing"),
        pytest.param(b"\0\0\0\5moov", None, False, id="a size that is too small"),
        pytest.param(box("x") * 600 + box("moov") + box("mdat"), None, False, id="more boxes than anybody walks"),
    ],
)
def test_the_order_of_boxes(data: bytes, in_front: bool | None, fragmented: bool) -> None:
    assert read_box_layout(io.BytesIO(data)) == BoxLayout(in_front, fragmented)


@given(st.binary(max_size=200))
def test_any_bytes_have_a_layout(data: bytes) -> None:
    assert isinstance(read_box_layout(io.BytesIO(data)), BoxLayout)


EBML = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01"


@pytest.mark.parametrize(
    ("head", "webm"),
    [
        pytest.param(EBML + b"\x42\x82\x84webm" + b"rest", True, id="webm"),
        pytest.param(EBML + b"\x42\x82\x88matroska", False, id="matroska"),
        pytest.param(b"\x42\x82\x84webm", False, id="no EBML header"),
        pytest.param(EBML, False, id="no document type"),
        pytest.param(EBML + b"\x42\x82", False, id="cut off"),
        pytest.param(b"", False, id="nothing"),
    ],
)
def test_the_document_type(head: bytes, webm: bool) -> None:
    assert is_webm(head) is webm
