"""Parts of names on SQLite are looked for in memory, and what is found is what the database has at that moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from rest_framework.test import APIClient

from mkv2castui.accounts.models import User
from mkv2castui.conversions import known_names, selectors
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus

JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db


def found(user: User, part: str) -> list[str]:
    return sorted(selectors.chosen_of(user, part=part).values_list("filename", flat=True))


def nothing(make: JobMaker, stranger: User) -> None:
    pass


def one_comes(make: JobMaker, stranger: User) -> None:
    make(filename="alien 3.mkv")


def newest_goes(make: JobMaker, stranger: User) -> None:
    Job.objects.filter(filename="aliens.mkv").delete()


def older_one_goes(make: JobMaker, stranger: User) -> None:
    Job.objects.filter(filename="alien.mkv").delete()


def newest_gives_its_number_to_another(make: JobMaker, stranger: User) -> None:
    newest_goes(make, stranger)
    one_comes(make, stranger)


def all_go(make: JobMaker, stranger: User) -> None:
    Job.objects.all().delete()


def somebody_elses_comes(make: JobMaker, stranger: User) -> None:
    make(filename="alien 3.mkv", owner=stranger)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(nothing, ["alien.mkv", "aliens.mkv"], id="nothing has changed"),
        pytest.param(one_comes, ["alien 3.mkv", "alien.mkv", "aliens.mkv"], id="a film has come"),
        pytest.param(newest_goes, ["alien.mkv"], id="the newest has gone"),
        pytest.param(older_one_goes, ["aliens.mkv"], id="an older one has gone"),
        pytest.param(newest_gives_its_number_to_another, ["alien 3.mkv", "alien.mkv"], id="another has its number"),
        pytest.param(all_go, [], id="all have gone"),
        pytest.param(somebody_elses_comes, ["alien.mkv", "aliens.mkv"], id="somebody else's has come"),
    ],
)
def test_a_search_finds_what_is_there_after(
    change: Callable[[JobMaker, User], None], expected: list[str], owner: User, stranger: User, make_job: JobMaker
) -> None:
    for name in ("alien.mkv", "other.mkv", "aliens.mkv"):
        make_job(filename=name)
    assert found(owner, "alien") == ["alien.mkv", "aliens.mkv"]
    change(make_job, stranger)
    assert found(owner, "alien") == expected


@pytest.mark.parametrize("part", ["film", "m 7.mkv", "film 13", "%", "_", "\n", "mkv\nfilm", "100%", "1.mkv"])
@pytest.mark.parametrize("few", [0, 3, 1000])
def test_it_finds_what_the_database_itself_would(
    few: int, part: str, owner: User, make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_names, "FEW", few)
    monkeypatch.setattr(known_names, "_AT_ONCE", 7)
    for name in [*(f"film {n}.mkv" for n in range(20)), "100%.mkv", "a_b.mkv"]:
        make_job(filename=name)
    assert found(owner, part) == sorted(
        selectors.jobs_of(owner).filter(search_name__contains=part).values_list("filename", flat=True)
    )


def test_states_and_pages_are_those_of_what_was_found(api: APIClient, make_job: JobMaker) -> None:
    for n in range(6):
        make_job(JobStatus.FAILED if n % 2 else JobStatus.CANCELLED, filename=f"film {n}.mkv")
    first = api.get("/api/jobs/?search=film&status=failed&page_size=2").json()
    second = api.get(first["next"]).json()
    assert [job["filename"] for page in (first, second) for job in page["results"]] == [
        "film 5.mkv",
        "film 3.mkv",
        "film 1.mkv",
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone")
def test_too_many_names_are_not_kept(owner: User, make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    make_job(filename="alien.mkv")
    with connection.cursor() as cursor:
        [most] = cursor.execute("SELECT max(rowid) FROM conversions_job").fetchone()
    names = known_names.KnownNames()
    monkeypatch.setattr(known_names, "MOST", most)
    assert len(names.holding(owner.pk, "alien") or ()) == 1
    make_job(filename="aliens.mkv")
    assert names.holding(owner.pk, "alien") is None
    assert found(owner, "alien") == ["alien.mkv", "aliens.mkv"]
