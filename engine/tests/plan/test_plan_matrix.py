"""Every film of the matrix on every kind of device: ``matrix/*.txt`` hold what is planned, and why.

A film's name stands at the margin; below it, one line a device: the whole plan, its parts parted by ``|``, or
the code with which it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from castengine.devices import find_device, load_devices
from castengine.errors import NothingToPlay
from castengine.media import MediaInfo
from castengine.plan import Capabilities, Preferences, make_plan
from tests.plan.films import in_words
from tests.plan.matrix_films import NOUNS

TABLES = Path(__file__).parent / "matrix"


@dataclass(frozen=True)
class Fact:
    noun: str
    film: str
    device: str
    expected: str


def _facts(noun: str) -> Iterator[Fact]:
    film = ""
    for line in (TABLES / f"{noun}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith(" "):
            film = line
        elif line:
            device, expected = line.split(maxsplit=1)
            yield Fact(noun, film, device, expected)


FACTS = [fact for noun in NOUNS for fact in _facts(noun)]


@pytest.mark.parametrize("fact", [pytest.param(fact, id=f"{fact.film} ({fact.device})") for fact in FACTS])
def test_plan(fact: Fact) -> None:
    assert _planned(NOUNS[fact.noun][fact.film], fact.device) == fact.expected


def _planned(media: MediaInfo, device: str) -> str:
    try:
        plan = make_plan(media, find_device(device), Preferences(), Capabilities.software())
    except NothingToPlay as error:
        return f"refused: {error.code}"
    return " | ".join(in_words(plan))


def test_the_matrix_is_whole() -> None:
    """At least three hundred facts, and each film for each device of its table."""
    assert len(FACTS) >= 300
    assert {(fact.noun, fact.film) for fact in FACTS} == {(noun, name) for noun in NOUNS for name in NOUNS[noun]}
    assert {fact.device for fact in FACTS if fact.noun == "picture"} == set(load_devices())
