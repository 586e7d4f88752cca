"""Films that a bucket puts together from parts that came side by side."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from mkv2castui.conversions.storage import SourceGone, StorageUnavailable, bucket_spool
from mkv2castui.conversions.storage.bucket import LEAST, Bucket
from mkv2castui.conversions.storage.bucket_spool import BucketSpool
from mkv2castui.conversions.storage.objects import S3Storage
from mkv2castui.conversions.storage.spans import Span, spans_of
from mkv2castui.conversions.storage.spool import Ticket

from .bucket_uploads import LONG, announce, cut, film, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_parts", "nothing_stays_open")]


def span(source: int, start: int, stop: int) -> Span:
    return Span(source, start, stop)


@pytest.mark.parametrize(
    ("lengths", "made"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([0, 0], [], id="empty parts"),
        pytest.param([12], [[span(0, 0, 12)]], id="one"),
        pytest.param([12, 7], [[span(0, 0, 12)], [span(1, 0, 7)]], id="two that are large enough"),
        pytest.param([45], [[span(0, 0, 20)], [span(0, 20, 40)], [span(0, 40, 45)]], id="one in several copies"),
        pytest.param([5, 2], [[span(0, 0, 5)], [span(1, 0, 2)]], id="a small one at the end"),
        pytest.param([2, 9], [[span(0, 0, 2), span(1, 0, 3)], [span(1, 3, 9)]], id="a small one before"),
        pytest.param([21, 9], [[span(0, 0, 20)], [span(0, 20, 21), span(1, 0, 4)], [span(1, 4, 9)]], id="a rest"),
        pytest.param([1, 1, 1], [[span(0, 0, 1), span(1, 0, 1), span(2, 0, 1)]], id="many small ones"),
    ],
)
def test_which_spans_make_which_part(lengths: list[int], made: list[list[Span]]) -> None:
    assert spans_of(lengths, least=5, most=20) == made


def joined(spool: BucketSpool, lengths: Sequence[int]) -> tuple[Ticket, list[uuid.UUID]]:
    parts = [announce(spool, len(piece), "partial") for piece in cut(LONG, *lengths)]
    for part, piece in zip(parts, cut(LONG, *lengths), strict=True):
        send(spool, part, piece)
    return announce(spool, len(LONG), "final;x"), [uuid.UUID(part.id) for part in parts]


@pytest.mark.parametrize(
    ("lengths", "passing"),
    [
        pytest.param((LEAST, LEAST), 0, id="none of them small"),
        pytest.param((1000, 2000), 1, id="small ones first"),
        pytest.param((LEAST + 7, 50), 1, id="a small one between"),
    ],
)
def test_parts_become_one_film_within_the_store(
    objects: S3Storage, spool: BucketSpool, monkeypatch: pytest.MonkeyPatch, lengths: tuple[int, ...], passing: int
) -> None:
    whole, parts = joined(spool, lengths)
    passed, put = list[int](), Bucket.put_part

    def counted(bucket: Bucket, *arguments: Any) -> str:
        passed.append(len(arguments[-1]))
        return put(bucket, *arguments)

    for part in parts:
        ticket = spool.find(part)
        assert ticket is not None
        spool.complete(ticket)
    monkeypatch.setattr(Bucket, "put_part", counted)
    for _ in range(2):
        spool.join(parts, whole)
    assert len(passed) == passing
    assert film(objects, whole) == LONG
    assert list(spool.bucket.keys("uploads/")) == []
    assert [spool.find(part) for part in parts] == [None] * len(parts)


def test_a_join_that_was_cut_off_goes_on_where_it_was(
    objects: S3Storage, spool: BucketSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, parts = joined(spool, (LEAST, LEAST))
    copy, copied = Bucket.copy_part, list[object]()

    def cut_off(bucket: Bucket, *arguments: Any) -> str:
        copied.append(arguments[3])
        if len(copied) == 2:
            raise StorageUnavailable("The object store does not answer.")
        return copy(bucket, *arguments)

    monkeypatch.setattr(bucket_spool, "_COPIES_AT_ONCE", 1)
    monkeypatch.setattr(Bucket, "copy_part", cut_off)
    with pytest.raises(StorageUnavailable):
        spool.join(parts, whole)
    assert spool.offset(whole) == LEAST
    copied[:] = [None, None]
    found = spool.joined(Ticket("", whole.owner, 0, "", whole.concat))
    assert found == whole
    spool.join(parts, whole)
    assert len(copied) == 4
    assert film(objects, whole) == LONG


def test_without_one_of_its_parts_there_is_no_film(spool: BucketSpool) -> None:
    whole, parts = joined(spool, (LEAST, LEAST))
    spool.remove(str(parts[1]))
    with pytest.raises(SourceGone):
        spool.join(parts, whole)
