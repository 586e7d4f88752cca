"""The protocol's headers, as a hostile client may send them."""

from __future__ import annotations

import pytest

from mkv2castui.common.problems import Problem
from mkv2castui.uploads.tus import protocol


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param("filename a=b", id="no base64"),
        pytest.param("filename \xe9\xe9==", id="letters beyond ASCII"),
    ],
)
def test_metadata_that_can_not_be_read_are_refused(metadata: str) -> None:
    with pytest.raises(Problem) as refused:
        protocol.metadata(metadata)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "sum_told",
    [
        pytest.param("crc32 YQ==", id="an unknown algorithm"),
        pytest.param("sha1 ???", id="no base64"),
        pytest.param("sha1 \xe9", id="letters beyond ASCII"),
    ],
)
def test_a_checksum_that_is_none_is_refused(sum_told: str) -> None:
    with pytest.raises(Problem) as refused:
        protocol.checksum(sum_told)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "concat",
    [
        pytest.param("half", id="neither a part nor the whole"),
        pytest.param("final;", id="a whole of nothing"),
        pytest.param("final;/etc/passwd", id="a file"),
        pytest.param(f"final;/api/uploads/{'-' * 36}/", id="an id of dashes"),
        pytest.param(f"final;/api/uploads/{'a' * 36}/", id="an id of letters"),
        pytest.param("final;" + "/api/uploads/6f2c1f9e-0000-4000-8000-000000000000/ " * 65, id="too many"),
    ],
)
def test_parts_that_can_not_be_are_refused(concat: str) -> None:
    with pytest.raises(Problem) as refused:
        protocol.parts_of(concat)
    assert refused.value.status == 400
