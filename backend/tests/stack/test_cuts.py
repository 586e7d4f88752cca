"""The same through nginx, with any of its servers going away."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from testing import cuts, large_films
from testing.tus_clients import TusJs, Tuspy, find_node

if TYPE_CHECKING:
    from testing.stack import Stack

SIZE = 64 * cuts.MEGABYTE
CUTS = 5


def test_a_film_arrives_through_every_kind_of_cut(stack: Stack, tmp_path: Path) -> None:
    chances = Random(5)
    film = large_films.noise(tmp_path / "film.mp4", SIZE, chances)
    program = cuts.Distributed(stack, chances)
    made = cuts.drawn_cuts(chances, SIZE, CUTS)
    assert cuts.tried(program, Tuspy(film, tmp_path), made)["right"]


def test_parts_side_by_side_become_one_film(stack: Stack, tmp_path: Path) -> None:
    node = find_node()
    if node is None:
        pytest.skip("Node or the front end's packages are not installed")
    film = large_films.noise(tmp_path / "film.mp4", SIZE, Random(6))
    assert cuts.tried(cuts.Distributed(stack, Random(6)), TusJs(film, tmp_path, node, parts=6), [])["right"]
