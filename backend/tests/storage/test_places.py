"""What holds wherever the films are: each fact for a folder and for a bucket of a real server."""

from __future__ import annotations

import errno
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from mkv2castui.conversions.storage import Holding, NoSpace, SourceGone, Storage, attempt_name
from mkv2castui.conversions.storage.local import LocalStorage
from mkv2castui.conversions.storage.spool import Spool, Ticket

Putter = Callable[[bytes], uuid.UUID]
FILM = bytes(range(256)) * 4096  # 1 MiB


class Unwanted(Exception):
    pass


def wanted() -> None:
    pass


def unwanted() -> None:
    raise Unwanted


def store(place: Storage, job_id: uuid.UUID, content: bytes) -> None:
    incoming = place.incoming(job_id, None)
    incoming.write(content)
    incoming.finish()


def make_results(place: Storage, job_id: uuid.UUID, token: uuid.UUID, *, keep: bool) -> str:
    with place.results(job_id, token, []) as results:
        file = results.directory / "Film.cast.mp4"
        file.write_bytes(b"result")
        results.publish(wanted)
        if keep:
            results.keep()
        return results.path_of(file)


def test_a_source_comes_back_byte_by_byte(place: Storage, put: Putter) -> None:
    job_id = put(FILM)
    assert place.has_source(job_id)
    with place.source_file(job_id, wanted) as path:
        assert path.read_bytes() == FILM
    assert b"".join(place.read(job_id, "source", 1000)) == FILM[1000:]
    assert b"".join(place.read(job_id, "source", len(FILM))) == b""


def test_blocks_of_any_size_make_one_source(place: Storage) -> None:
    job_id = uuid.uuid4()
    incoming, content = place.incoming(job_id, 20 * len(FILM)), FILM * 20
    for start in range(0, len(content), 3_000_001):
        incoming.write(content[start : start + 3_000_001])
    incoming.finish()
    with place.source_file(job_id, wanted) as path:
        assert path.read_bytes() == content


def test_an_empty_upload_is_an_empty_source(place: Storage) -> None:
    job_id = uuid.uuid4()
    place.incoming(job_id, 0).finish()
    with place.source_file(job_id, wanted) as path:
        assert path.read_bytes() == b""
    assert b"".join(place.read(job_id, "source")) == b""


def test_an_abandoned_upload_is_no_source(place: Storage) -> None:
    job_id = uuid.uuid4()
    incoming = place.incoming(job_id, None)
    incoming.write(FILM * 10)
    incoming.abandon()
    assert not place.has_source(job_id)
    assert not [holding for holding in place.holdings() if holding.attempt]


def test_a_finished_upload_cannot_be_abandoned(place: Storage) -> None:
    job_id = uuid.uuid4()
    incoming = place.incoming(job_id, None)
    incoming.finish()
    incoming.abandon()
    assert place.has_source(job_id)


def test_a_source_that_is_gone_is_told(place: Storage) -> None:
    with pytest.raises(SourceGone), place.source_file(uuid.uuid4(), wanted):
        pass
    with pytest.raises(SourceGone):
        list(place.read(uuid.uuid4(), "source"))
    with pytest.raises(SourceGone):
        place.share_source(uuid.uuid4(), uuid.uuid4())


def test_whoever_no_longer_wants_a_source_does_not_get_it(place: Storage, put: Putter) -> None:
    job_id = put(FILM)
    with pytest.raises(Unwanted), place.source_file(job_id, unwanted):
        pass


def test_a_shared_source_outlives_its_origin(place: Storage, put: Putter) -> None:
    origin, other = put(FILM), uuid.uuid4()
    place.share_source(origin, other)
    place.discard(origin)
    assert not place.has_source(origin)
    with place.source_file(other, wanted) as path:
        assert path.read_bytes() == FILM


def test_a_source_that_nobody_will_ask_for_goes_and_leaves_the_rest(place: Storage, put: Putter) -> None:
    hopeless, other, token = put(FILM), uuid.uuid4(), uuid.uuid4()
    place.share_source(hopeless, other)
    result = make_results(place, hopeless, token, keep=True)
    for _ in range(2):
        place.discard_source(hopeless)
    assert (place.has_source(hopeless), place.has_source(other)) == (False, True)
    assert b"".join(place.read(hopeless, result)) == b"result"


def refuse_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As exFAT does."""

    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted", str(self), None, str(target))

    monkeypatch.setattr(Path, "hardlink_to", refuse)


def test_where_a_file_can_have_one_name_only_a_source_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_links(monkeypatch)
    local, origin, other = LocalStorage(tmp_path), uuid.uuid4(), uuid.uuid4()
    store(local, origin, FILM)
    local.share_source(origin, other)
    local.discard(origin)
    assert local.path(other, "source").read_bytes() == FILM
    assert [entry.name for entry in local.path(other, "source").parent.iterdir()] == ["source"]


def test_a_copy_for_which_there_is_no_room_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_links(monkeypatch)
    local, origin, other = LocalStorage(tmp_path, reserve=2**60), uuid.uuid4(), uuid.uuid4()
    store(local, origin, FILM)
    with pytest.raises(NoSpace) as caught:
        local.share_source(origin, other)
    assert caught.value.needs == len(FILM) + 2**60
    assert not local.has_source(other)


def test_what_announced_uploads_will_still_bring_is_promised(tmp_path: Path) -> None:
    spool, half = Spool(tmp_path), Ticket(str(uuid.uuid4()), "owner", 1000, "", None)
    whole = Ticket(str(uuid.uuid4()), "owner", 5000, "", None)
    for ticket, size in ((half, 400), (whole, 5000)):
        spool.create(ticket)
        spool.data(ticket.id).write_bytes(bytes(size))
    assert spool.promised() == 600
    spool.data(whole.id).unlink()  # it has gone to its place
    assert spool.promised() == 600
    spool.remove(half.id)
    assert spool.promised() == 0


def test_kept_results_stay_and_others_go(place: Storage, put: Putter) -> None:
    job_id, failed, succeeded = put(FILM), uuid.uuid4(), uuid.uuid4()
    make_results(place, job_id, failed, keep=False)
    path = make_results(place, job_id, succeeded, keep=True)
    assert path == f"out/{attempt_name(succeeded)}/Film.cast.mp4"
    assert b"".join(place.read(job_id, path)) == b"result"
    assert set(place.holdings()) == {Holding(job_id, None), Holding(job_id, attempt_name(succeeded))}


def test_an_attempt_clears_what_the_ones_before_it_left(place: Storage, put: Putter) -> None:
    job_id, before, now = put(FILM), uuid.uuid4(), uuid.uuid4()
    make_results(place, job_id, before, keep=True)
    with place.results(job_id, now, [before]):
        assert attempt_name(before) not in {holding.attempt for holding in place.holdings()}


def test_a_worker_that_lost_its_claim_spoils_nothing(place: Storage, put: Putter) -> None:
    job_id, late, successor = put(FILM), uuid.uuid4(), uuid.uuid4()
    with place.results(job_id, late, []) as results:
        (results.directory / "Film.cast.mp4").write_bytes(b"late")
        path = make_results(place, job_id, successor, keep=True)
        results.publish(wanted)
    assert b"".join(place.read(job_id, path)) == b"result"
    assert attempt_name(late) not in {holding.attempt for holding in place.holdings()}


def test_a_picture_is_stored_if_one_was_written(place: Storage, put: Putter) -> None:
    job_id, other = put(FILM), put(FILM)
    with place.still(job_id) as picture:
        picture.write_bytes(b"jpeg")
    with place.still(other):
        pass
    assert b"".join(place.read(job_id, "still.jpg")) == b"jpeg"
    headers = {"name": "still.jpg", "disposition": "inline", "content_type": "image/jpeg"}
    assert place.place(job_id, "still.jpg", **headers) is not None
    assert place.place(other, "still.jpg", **headers) is None


def test_a_discarded_job_leaves_nothing_not_even_what_is_unfinished(place: Storage, put: Putter) -> None:
    job_id, half = put(FILM), uuid.uuid4()
    make_results(place, job_id, uuid.uuid4(), keep=True)
    incoming = place.incoming(half, None)
    incoming.write(FILM * 10)
    assert {holding.job_id for holding in place.holdings()} == {job_id, half}
    place.discard(job_id)
    place.discard(half)
    assert list(place.holdings()) == []
    incoming.abandon()
    place.discard(uuid.uuid4())
    place.sweep()
