"""What lies beside an upload on its way to a bucket, and what is left of one that ended."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from mkv2castui.common import clock
from mkv2castui.conversions.models import BucketUpload
from mkv2castui.conversions.storage import heads
from mkv2castui.conversions.storage.bucket_spool import BucketSpool

from .bucket_uploads import FILM, PART, announce, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_parts", "nothing_stays_open")]


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
