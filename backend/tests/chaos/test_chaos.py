"""The short version of `make chaos`: half a batch in each way of running, with a short lease and few accidents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from testing.chaos.run import Record, run
from testing.chaos.subjects import Distributed, Single
from testing.servers import find_nginx
from testing.stack import Stack

if TYPE_CHECKING:
    from ..conftest import ServerFactory

LEASE = 5
FILMS = 10


def assert_nothing_is_wrong(record: Record) -> None:
    told = [f"{blow.accident} ({'seen' if blow.seen else 'missed'}), held {len(blow.held)}" for blow in record.blows]
    assert record.blows
    assert not record.complaints, "\n".join([*told, *record.complaints])


def test_a_batch_outlives_the_death_of_the_whole_program(make_server: ServerFactory, films: Path) -> None:
    server = make_server(LEASE_SECONDS=str(LEASE)).start()
    assert_nothing_is_wrong(run(Single(server, LEASE), seed=1, films_in=films / "batch", count=FILMS))


@pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")
def test_a_batch_outlives_the_death_of_its_parts(tmp_path: Path, films: Path) -> None:
    with Stack(tmp_path, lease_seconds=LEASE) as stack:
        assert_nothing_is_wrong(run(Distributed(stack), seed=1, films_in=films / "batch", count=FILMS, most=5))
