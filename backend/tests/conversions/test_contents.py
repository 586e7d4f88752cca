"""What a film is known by."""

from __future__ import annotations

import hashlib
import itertools
import random
from pathlib import Path

import pytest

from mkv2castui.conversions.contents import BLOCK, SMALL, Reading, sample_of, sampled

SIZES = [
    pytest.param(0, id="nothing"),
    pytest.param(1, id="one byte"),
    pytest.param(SMALL - 1, id="all of a small file"),
    pytest.param(SMALL, id="blocks that touch"),
    pytest.param(SMALL + 1, id="blocks with a gap"),
    pytest.param(5_000_011, id="a film"),
]


def film_of(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def as_the_document_says(content: bytes) -> str:
    size = len(content)
    starts = [n * (size - 65536) // 15 for n in range(16)]
    parts = [content[start : start + 65536] for start in starts] if size >= 1024 * 1024 else [content]
    return hashlib.sha256(size.to_bytes(8, "little") + b"".join(parts)).hexdigest()


@pytest.mark.parametrize("size", SIZES)
def test_a_sample_and_a_whole_reading_agree(tmp_path: Path, size: int) -> None:
    content, path = film_of(size), tmp_path / "film"
    path.write_bytes(content)
    reading = Reading(size)
    for start in range(0, size, 300_007):
        reading.take(content[start : start + 300_007])
    assert reading.is_whole
    assert reading.digest() == hashlib.sha256(content).hexdigest()
    assert reading.sample() == sample_of(path) == as_the_document_says(content)


def test_the_sample_of_a_huge_film_covers_its_beginning_and_its_end() -> None:
    size = 80 * 1024**3
    parts = sampled(size)
    assert (parts[0].start, parts[-1].stop) == (0, size)
    assert [len(part) for part in parts] == [BLOCK] * 16
    assert all(one.stop <= other.start for one, other in itertools.pairwise(parts))


def test_the_size_is_part_of_the_sample(tmp_path: Path) -> None:
    """Two films of zeros differ in nothing else."""
    for name, size in (("one", 3_000_000), ("other", 3_000_001)):
        (tmp_path / name).write_bytes(bytes(size))
    assert sample_of(tmp_path / "one") != sample_of(tmp_path / "other")
