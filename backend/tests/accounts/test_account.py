"""One's own account, and the list of everybody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.adapter import get_adapter
from rest_framework.test import APIClient

from mkv2castui.accounts import services
from mkv2castui.accounts.models import User
from mkv2castui.common.problems import Problem
from testing.people import Browser

from .conftest import enter, make_user

OpenBrowser = Callable[..., Browser]


def test_a_person_has_a_name_and_changes_it(browser: Browser, user: User, stranger: User) -> None:
    enter(browser, user)
    assert browser.get("/api/account/").json() == {"name": "", "email": user.email}
    changed = browser.patch("/api/account/", {"name": " Zoë ", "email": "other@example.org", "role": "admin"})
    assert changed.json() == {"name": "Zoë", "email": user.email}
    assert browser.get("/api/account/").json()["name"] == "Zoë"
    assert browser.patch("/api/account/", {"name": "x" * 151}).status_code == 422
    stranger.refresh_from_db()
    assert (stranger.name, User.objects.get(pk=user.pk).is_superuser) == ("", False)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda user: services.rename(user, "Zoë"), id="a name"),
        pytest.param(lambda user: get_adapter().set_password(user, "another horse entirely"), id="a password"),
    ],
)
def test_what_an_administrator_changed_meanwhile_is_not_undone(user: User, change: Callable[[User], object]) -> None:
    """What was read when the request came is an old row by then."""
    before = User.objects.get(pk=user.pk)
    User.objects.filter(pk=user.pk).update(is_active=False, quota_month=3)
    change(user)
    after = User.objects.get(pk=user.pk)
    assert (after.is_active, after.quota_month) == (False, 3)
    assert (after.name, after.password) != (before.name, before.password)


def test_a_new_name_does_not_bring_back_who_is_gone(user: User) -> None:
    User.objects.get(pk=user.pk).delete()
    with pytest.raises(Problem) as refused:
        services.rename(user, "Zoë")
    assert (refused.value.status, User.objects.count()) == (401, 0)


@pytest.mark.django_db
def test_without_sign_in_there_are_no_accounts(api: APIClient) -> None:
    told = {method: api.generic(method, "/api/account/").status_code for method in ("GET", "PATCH", "DELETE")}
    assert set(told.values()) == {404}


PEOPLE = [
    ("admin@example.org", ""),
    ("zoe@example.org", "Zoë Müller"),
    ("max@example.org", "Max"),
    ("m@zoe.example", ""),
]
SEARCHES = {  # and which of them are found
    "": [0, 1, 2, 3],
    "zoe": [1, 3],
    "MÜLLER zoë": [1],
    "muller": [1],
    "max@": [2],
    "%": [],
    "_": [],
    "nobody": [],
}


def test_people_are_searched_by_parts_of_names_and_addresses(browser: Browser, admin: User) -> None:
    for email, name in PEOPLE[1:]:
        make_user(email, name=name)
    enter(browser, admin)

    def found(search: str) -> list[str]:
        return [one["email"] for one in browser.get("/api/admin/people/", params={"search": search}).json()["results"]]

    assert {search: found(search) for search in SEARCHES} == {
        search: [PEOPLE[n][0] for n in numbers] for search, numbers in SEARCHES.items()
    }


def test_people_come_in_pages_each_of_them_once(browser: Browser, admin: User) -> None:
    User.objects.bulk_create([User(email=f"{n}@example.org", search_text=f"{n}") for n in range(60)])
    enter(browser, admin)
    seen = list[str]()
    address: str | None = "/api/admin/people/"
    for size in (25, 25, 11):
        assert address is not None
        page = browser.get(address).json()
        assert len(page["results"]) == size
        seen += [person["email"] for person in page["results"]]
        address = page["next"]
    assert (address, sorted(seen)) == (None, sorted(User.objects.values_list("email", flat=True)))


def test_a_person_is_found_by_a_new_name(browser: Browser, admin: User, user: User) -> None:
    enter(browser, admin)
    browser.patch(f"/api/admin/people/{user.pk}/", {"name": "Ångström"})
    assert len(browser.get("/api/admin/people/?search=angstrom").json()["results"]) == 1
    user.refresh_from_db()
    user.email = "elsewhere@example.org"
    user.save(update_fields=["email"])
    assert len(browser.get("/api/admin/people/?search=elsewhere").json()["results"]) == 1
