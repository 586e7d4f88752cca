"""A copied film has its index in front without being written twice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from castengine import OutcomeStatus, Tools, convert, probe
from castengine.ffmpeg import index_room as rooms
from castengine.ffmpeg.index_room import index_room
from castengine.media import Container, MediaInfo
from castengine.plan.actions import Copy, Plan
from castengine.process import run_captured

from ..conftest import MakeClip
from .planned import plan_of

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=30000/1001:d=20")
SOUND = ("-f", "lavfi", "-i", "sine=r=44100:d=20")
PLAYS = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2")


@pytest.fixture
def clip(make_clip: MakeClip) -> Path:
    """Every picture a key frame, times rounded to milliseconds: the largest index that so long a film can have."""
    return make_clip("plays.mkv", *PICTURE, *SOUND, *PLAYS)


@pytest.fixture
def large_from_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "_WORTH_IT", 1)
    monkeypatch.setattr(rooms, "_MOST_PART", 1)


def boxes(film: Path) -> list[tuple[str, int]]:
    """Kinds and sizes in bytes."""
    data, found, place = film.read_bytes(), list[tuple[str, int]](), 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        found.append((data[place + 4 : place + 8].decode(), size))
        place += size
    return found


def kinds(film: Path) -> list[str]:
    return [kind for kind, _ in boxes(film)]


@pytest.mark.usefixtures("large_from_now")
def test_the_index_is_written_into_the_room_kept_in_front(clip: Path, tools: Tools, tmp_path: Path) -> None:
    media = probe(clip, tools)
    outcome = convert(clip, media, plan_of(media, "any-chromecast"), directory=tmp_path, stem="film", tools=tools)
    assert outcome.output is not None
    assert outcome.status is OutcomeStatus.COPIED
    assert kinds(outcome.output) == ["ftyp", "moov", "free", "free", "mdat"]


@pytest.mark.usefixtures("large_from_now")
def test_an_index_that_is_larger_than_its_room_costs_a_second_writing(
    clip: Path, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = probe(clip, tools)
    monkeypatch.setattr(rooms, "_HEADERS", 0)
    monkeypatch.setattr(rooms, "_MORE", 0.01)
    outcome = convert(clip, media, plan_of(media, "any-chromecast"), directory=tmp_path, stem="film", tools=tools)
    assert outcome.output is not None
    assert (outcome.status, outcome.warnings) == (OutcomeStatus.COPIED, ())
    assert kinds(outcome.output) == ["ftyp", "moov", "free", "mdat"]
    said = run_captured([str(tools.ffmpeg), "-v", "error", "-i", str(outcome.output), "-f", "null", "-"], timeout=60)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.usefixtures("large_from_now")
def test_the_room_suffices_for_the_largest_index_without_waste(clip: Path, tools: Tools, tmp_path: Path) -> None:
    media = probe(clip, tools)
    room = (index_room(media, plan_of(media, "any-chromecast")) or 0) - rooms._HEADERS
    outcome = convert(clip, media, plan_of(media, "any-chromecast"), directory=tmp_path, stem="film", tools=tools)
    assert outcome.output is not None
    needed = dict(boxes(outcome.output))["moov"]
    assert room / 3 < needed < room + rooms._HEADERS


def of_two_hours(media: MediaInfo) -> MediaInfo:
    return replace(media, duration=Fraction(7200), size=4 * 10**9)


@pytest.mark.parametrize(
    ("change", "is_kept"),
    [
        pytest.param(lambda m, p: (m, p), False, id="none for a small film"),
        pytest.param(lambda m, p: (of_two_hours(m), p), True, id="one for a large copy"),
        pytest.param(
            lambda m, p: (replace(of_two_hours(m), duration=Fraction(10**6)), p),
            False,
            id="none for an absurd duration",
        ),
        pytest.param(lambda m, p: (replace(of_two_hours(m), duration=None), p), False, id="none without a duration"),
        pytest.param(lambda m, p: (of_two_hours(m), replace(p, container=Container.WEBM)), False, id="none in WebM"),
        pytest.param(
            lambda m, p: (of_two_hours(m), replace(p, actions=tuple(a for a in p.actions if a.kind != "video"))),
            False,
            id="none where no picture is copied",
        ),
    ],
)
def test_room_is_kept_where_writing_twice_would_take_time(
    clip: Path, tools: Tools, change: object, is_kept: bool
) -> None:
    media = probe(clip, tools)
    plan = plan_of(media, "any-chromecast")
    assert all(isinstance(a, Copy) for a in plan.actions)
    assert callable(change)
    changed: tuple[MediaInfo, Plan] = change(media, plan)
    room = index_room(*changed)
    assert (room is not None) == is_kept
    assert room is None or room < 0.01 * (changed[0].size or 0)
