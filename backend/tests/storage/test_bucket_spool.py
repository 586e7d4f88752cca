"""Uploads in pieces that go straight to a bucket of a real server."""

from __future__ import annotations

import itertools
import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mkv2castui.accounts.services import local_owner
from mkv2castui.common import clock
from mkv2castui.conversions.models import BucketPiece, BucketUpload
from mkv2castui.conversions.storage import SourceGone, StorageUnavailable, bucket_spool, bucket_writing, heads, turns
from mkv2castui.conversions.storage.bucket import LEAST, MEGABYTE, Bucket
from mkv2castui.conversions.storage.bucket_spool import BucketSpool
from mkv2castui.conversions.storage.bucket_writing import part_size
from mkv2castui.conversions.storage.objects import S3Storage
from mkv2castui.conversions.storage.spans import Span, spans_of
from mkv2castui.conversions.storage.spool import Locked, Moved, Spool, Ticket

pytestmark = pytest.mark.django_db

PART = 5 * MEGABYTE
FILM = random.Random(2).randbytes(PART + 300_001)
LONG = random.Random(3).randbytes(2 * PART + 300_001)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket_writing, "_SMALLEST", PART)


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    yield
    assert bucket_spool._in_hand == set()


@pytest.fixture
def spool(objects: S3Storage) -> BucketSpool:
    return objects.spool


@pytest.fixture
def elsewhere(spool: BucketSpool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BucketSpool:
    """Of a web process with a disk of its own, which knows nothing of what this one has in hand."""
    monkeypatch.setattr(bucket_spool, "_taken", lambda _: lambda: None)
    return BucketSpool(spool.bucket, Spool(tmp_path / "elsewhere"))


def announce(spool: BucketSpool, length: int, concat: str | None = None) -> Ticket:
    ticket = Ticket(str(uuid.uuid4()), str(local_owner().pk), length, "", concat)
    spool.create(ticket)
    return ticket


def send(spool: BucketSpool, ticket: Ticket, content: bytes, *, all_or_nothing: bool = False) -> None:
    writing = spool.open(ticket, all_or_nothing=all_or_nothing)
    try:
        for start in range(0, len(content), MEGABYTE):
            writing.write(content[start : start + MEGABYTE])
        writing.keep()
    finally:
        writing.close()


def film(objects: S3Storage, ticket: Ticket) -> bytes:
    objects.adopt(uuid.UUID(ticket.id), ticket)
    return b"".join(objects.read(uuid.UUID(ticket.id), "source"))


def cut(content: bytes, *lengths: int) -> list[bytes]:
    edges = [0, *itertools.accumulate(lengths), len(content)]
    return [content[start:stop] for start, stop in itertools.pairwise(edges)]


@pytest.mark.parametrize(
    "lengths",
    [
        pytest.param((), id="all at once"),
        pytest.param((PART, PART), id="by parts"),
        pytest.param((1, 2, 3), id="a few bytes, then the rest"),
        pytest.param((PART - 1, 2, PART - 1), id="beside the edges of parts"),
        pytest.param((PART, 100_000, 100_000), id="several rests for one part"),
    ],
)
def test_requests_of_any_size_make_one_film(objects: S3Storage, spool: BucketSpool, lengths: Sequence[int]) -> None:
    ticket, came = announce(spool, len(LONG)), 0
    for piece in cut(LONG, *lengths):
        send(spool, ticket, piece)
        came += len(piece)
        assert spool.offset(ticket) == came
    assert film(objects, ticket) == LONG
    assert list(spool.bucket.keys("uploads/")) == []
    assert list(spool.bucket.unfinished("jobs/")) == []
    assert not BucketPiece.objects.exists()


def test_an_empty_film_comes_too(objects: S3Storage, spool: BucketSpool) -> None:
    assert film(objects, announce(spool, 0)) == b""


def test_web_processes_with_disks_of_their_own_take_turns(
    objects: S3Storage, spool: BucketSpool, elsewhere: BucketSpool
) -> None:
    ticket = announce(spool, len(FILM))
    for place, piece in enumerate(cut(FILM, 100, PART, 100)):
        send([spool, elsewhere][place % 2], ticket, piece)
    assert elsewhere.find(uuid.UUID(ticket.id)) == ticket
    assert film(objects, ticket) == FILM


def test_who_was_killed_holds_up_nobody_and_takes_no_byte_along(
    objects: S3Storage, spool: BucketSpool, elsewhere: BucketSpool
) -> None:
    ticket = announce(spool, len(FILM))
    killed = spool.open(ticket)
    killed.write(FILM[: PART + 1000])  # the part counts, what was collected for the next one is lost
    assert elsewhere.offset(ticket) == PART
    send(elsewhere, ticket, FILM[PART:])
    with pytest.raises(Locked):
        killed.keep()
    killed.close()
    assert list(spool.bucket.keys("uploads/")) == []
    assert film(objects, ticket) == FILM


def test_what_the_earlier_of_two_sends_late_changes_nothing(
    objects: S3Storage, spool: BucketSpool, elsewhere: BucketSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, put = announce(spool, len(FILM)), Bucket.put_part
    early = spool.open(ticket)

    def overtaken(bucket: Bucket, *arguments: Any) -> str:
        monkeypatch.setattr(Bucket, "put_part", put)
        send(elsewhere, ticket, FILM[: PART + 5])
        return put(bucket, *arguments)

    monkeypatch.setattr(Bucket, "put_part", overtaken)
    with pytest.raises(Locked):
        early.write(bytes(PART))
    early.close()
    assert spool.offset(ticket) == PART + 5
    send(spool, ticket, FILM[PART + 5 :])
    assert film(objects, ticket) == FILM


def test_of_one_process_one_request_has_it(spool: BucketSpool) -> None:
    ticket = announce(spool, 10)
    first = spool.open(ticket)
    with pytest.raises(Locked):
        spool.open(ticket)
    first.close()
    spool.open(ticket).close()


def test_what_has_gone_to_its_place_takes_no_more(objects: S3Storage, spool: BucketSpool) -> None:
    ticket = announce(spool, 4)
    send(spool, ticket, b"film")
    for _ in range(2):
        assert film(objects, ticket) == b"film"
    assert spool.offset(ticket) == 4
    with pytest.raises(Moved):
        spool.open(ticket)


def test_damaged_bytes_are_taken_back_parts_of_them_too(objects: S3Storage, spool: BucketSpool) -> None:
    ticket = announce(spool, len(FILM))
    send(spool, ticket, FILM[:1000])
    writing = spool.open(ticket, all_or_nothing=True)
    writing.write(bytes(PART + 5))
    assert spool.offset(ticket) == 1000
    writing.take_back()
    writing.keep()
    writing.close()
    assert spool.offset(ticket) == 1000
    send(spool, ticket, FILM[1000:], all_or_nothing=True)
    assert film(objects, ticket) == FILM


def test_a_store_that_was_away_gets_what_it_did_not_take(
    objects: S3Storage, spool: BucketSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> str:
        raise StorageUnavailable("The object store does not answer.")

    ticket = announce(spool, len(FILM))
    writing = spool.open(ticket)
    with monkeypatch.context() as trouble:
        trouble.setattr(Bucket, "put_part", away)
        with pytest.raises(StorageUnavailable):
            writing.write(FILM[:PART])
    writing.keep()
    writing.close()
    assert spool.offset(ticket) == PART
    send(spool, ticket, FILM[PART:])
    assert film(objects, ticket) == FILM


def no_such_upload(*_: Any) -> str:
    """What stores answer about an upload that they have given up; moto meets an error of its own there."""
    raise SourceGone("The file is no longer in the object store.", detail="NoSuchUpload")


@pytest.mark.parametrize(
    ("came", "step"),
    [
        pytest.param(PART + 1000, "put_part", id="on its way"),
        pytest.param(len(FILM), "complete", id="at its end"),
    ],
)
def test_an_upload_that_the_store_has_given_up_comes_anew(
    objects: S3Storage, spool: BucketSpool, monkeypatch: pytest.MonkeyPatch, came: int, step: str
) -> None:
    ticket = announce(spool, len(FILM))
    send(spool, ticket, FILM[:came])

    def go_on() -> None:
        send(spool, ticket, FILM[came:])
        objects.adopt(uuid.UUID(ticket.id), ticket)

    with monkeypatch.context() as trouble:
        trouble.setattr(Bucket, step, no_such_upload)
        with pytest.raises(StorageUnavailable):
            go_on()
    assert spool.offset(ticket) == 0
    send(spool, ticket, FILM)
    assert film(objects, ticket) == FILM


@pytest.mark.parametrize("step", ["complete", "end", "remove"])
def test_a_film_whose_end_was_cut_off_is_ended_once_more(
    objects: S3Storage, spool: BucketSpool, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: Any) -> None:
        raise Killed

    ticket = announce(spool, len(FILM))
    send(spool, ticket, FILM)
    with monkeypatch.context() as fate:
        fate.setattr(turns.Turn if step == "end" else Bucket, step, die)
        with pytest.raises(Killed):
            objects.adopt(uuid.UUID(ticket.id), ticket)
    assert film(objects, ticket) == FILM


def test_part_numbers_are_given_out_once_and_not_for_ever(spool: BucketSpool) -> None:
    ticket = announce(spool, len(FILM))
    BucketUpload.objects.update(numbers=turns.MOST_NUMBERS - 1)
    first, second = turns.Turn(uuid.UUID(ticket.id)), turns.Turn(uuid.UUID(ticket.id))
    with pytest.raises(Locked):
        first.number()
    assert second.number() == turns.MOST_NUMBERS
    with pytest.raises(StorageUnavailable):
        second.number()


@pytest.mark.parametrize(
    ("length", "megabytes"),
    [
        pytest.param(1, 5, id="a small film"),
        pytest.param(80 * 1024 * MEGABYTE, 11, id="a large one"),
        pytest.param(500 * 1024 * MEGABYTE, 64, id="the largest by default"),
    ],
)
def test_parts_suffice_with_two_thousand_to_spare(length: int, megabytes: int) -> None:
    assert part_size(length) == megabytes * MEGABYTE
    assert -(-length // part_size(length)) <= 8000


def test_the_beginning_can_be_looked_at_where_it_came_in(
    spool: BucketSpool, elsewhere: BucketSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "MOST", 3_000_000)
    ticket = announce(spool, len(FILM))
    assert spool.head(ticket) is None
    writing = spool.open(ticket)
    writing.write(FILM[:1000])
    head = spool.head(ticket)
    assert head is not None
    assert head.read_bytes() == FILM[:1000]
    writing.keep()
    writing.close()
    send(elsewhere, ticket, FILM[1000:2000])
    assert elsewhere.head(ticket) is None
    send(spool, ticket, FILM[2000:3000])
    assert head.read_bytes() == FILM[:1000]  # what follows is not at hand
    other = announce(spool, len(FILM))
    send(spool, other, FILM)
    whole = spool.head(other)
    assert whole is not None
    assert whole.read_bytes() == FILM[:3_000_000]


def test_what_was_damaged_is_not_in_the_head(spool: BucketSpool) -> None:
    ticket = announce(spool, len(FILM))
    send(spool, ticket, FILM[:1000])
    writing = spool.open(ticket, all_or_nothing=True)
    writing.write(bytes(1000))
    writing.take_back()
    writing.close()
    head = spool.head(ticket)
    assert head is not None
    assert head.read_bytes() == FILM[:1000]


def test_an_upload_that_is_given_up_leaves_nothing(spool: BucketSpool) -> None:
    ticket = announce(spool, len(FILM))
    send(spool, ticket, FILM[: PART + 1000])
    assert list(spool.bucket.keys("uploads/"))
    spool.remove(ticket.id)
    spool.remove(ticket.id)
    assert spool.find(uuid.UUID(ticket.id)) is None
    assert [*spool.bucket.keys(""), *spool.bucket.unfinished("")] == []
    assert list(spool.root.iterdir()) == []


def test_uploads_that_nobody_goes_on_with_and_what_has_no_row_are_swept(spool: BucketSpool) -> None:
    silent, alive = announce(spool, len(FILM), "partial"), announce(spool, len(FILM))
    for ticket in (silent, alive):
        send(spool, ticket, FILM[: PART + 1000])
    long_ago = clock.now() - timedelta(hours=25)
    BucketUpload.objects.filter(pk=silent.id).update(touched_at=long_ago)
    spool.bucket.put(f"uploads/{uuid.uuid4()}/rests/x", b"nobody's")
    spool.bucket.begin(f"uploads/{uuid.uuid4()}/whole")
    (spool.root / f"{uuid.uuid4()}.head").touch()
    spool.sweep()
    assert {key.split("/")[1] for key in spool.bucket.keys("uploads/")} == {alive.id}
    assert [key for key, _ in spool.bucket.unfinished("")] == [f"jobs/{alive.id}/source"]
    assert [entry.name for entry in spool.root.iterdir()] == [f"{alive.id}.head"]


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
