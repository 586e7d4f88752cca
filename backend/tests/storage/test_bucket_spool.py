"""Uploads in pieces that go straight to a bucket of a real server: what requests bring, and who may."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from mkv2castui.conversions.models import BucketPiece, BucketUpload
from mkv2castui.conversions.storage import SourceGone, StorageUnavailable, turns
from mkv2castui.conversions.storage.bucket import MEGABYTE, Bucket
from mkv2castui.conversions.storage.bucket_spool import BucketSpool
from mkv2castui.conversions.storage.bucket_writing import part_size
from mkv2castui.conversions.storage.objects import S3Storage
from mkv2castui.conversions.storage.spool import Locked, Moved

from .bucket_uploads import FILM, LONG, PART, announce, cut, film, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_parts", "nothing_stays_open")]


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
