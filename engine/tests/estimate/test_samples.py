"""Where a film is sampled, how often, and what the samples say of all of it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from castengine import Tools, probe, sampling
from castengine.cancellation import Cancellation
from castengine.media import MediaInfo, StreamIndex
from castengine.plan.actions import Copy
from castengine.sampling import Film, Sample, take_sample
from castengine.verify.decoding import check_decoding
from castengine.verify.findings import Finding

from ..conftest import MakeClip
from ..convert.planned import plan_of

estimating = importlib.import_module("castengine.estimate")  # its name in the package is the function's

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=2")
SOUND = ("-f", "lavfi", "-i", "sine=r=48000:d=2")
SAMPLE = Sample(film=4.0, starting=0.1, work=2.0, probing=0.02, checking=0.1, syncing=0.0, size=1000)


@pytest.fixture
def film(make_clip: MakeClip, tools: Tools) -> Film:
    clip = make_clip("encoded.mkv", *PICTURE, "-c:v", "mpeg4")
    media = probe(clip, tools)
    return Film(clip, media, plan_of(media, "any-chromecast"), tools, lambda: False)


@pytest.mark.parametrize(
    ("seconds", "places"),
    [
        pytest.param(5400, 12, id="a film in twelve places"),
        pytest.param(60, 6, id="of a minute no more than half"),
        pytest.param(20, 3, id="a clip in three"),
    ],
)
def test_stretches_lie_side_by_side_within_the_film(seconds: float, places: int, film: Film) -> None:
    stretches = sorted(estimating._stretches(film, seconds))
    ends = [start + length for start, length in stretches]
    assert len(stretches) == places
    assert all(end < start for end, (start, _) in zip(ends, stretches[1:], strict=False))
    assert 0 < stretches[0][0] < ends[-1] < seconds
    assert sum(length for _, length in stretches) < seconds / 2


@pytest.mark.parametrize(
    ("found", "thinking", "times"),
    [
        pytest.param(SAMPLE, 3600.0, 12, id="all of them while there is time"),
        pytest.param(SAMPLE, 0.0, 3, id="three in any case"),
        pytest.param(None, 3600.0, 3, id="no more when nothing came of the first"),
        pytest.param(replace(SAMPLE, work=0.001), 3600.0, 1, id="one of a film that is quick"),
    ],
)
def test_how_often_a_film_is_sampled(
    found: Sample | None, thinking: float, times: int, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def sample(_film: Film, _scratch: Path, start: float, _length: float) -> Sample | None:
        asked.append(start)
        return found

    monkeypatch.setattr(estimating, "_THINKING", thinking)
    monkeypatch.setattr(estimating, "take_sample", sample)
    assert len(estimating._samples(film, Path("scratch.mp4"), 5400.0)) == (times if found else 0)
    assert len(set(asked)) == times


def test_opening_a_film_to_check_it_is_counted_once(film: Film) -> None:
    """0.02 s, and 0.08 s of decoding for each four seconds."""
    assert estimating._after(film.plan, [SAMPLE] * 3, 1200.0) == pytest.approx(0.02 + 300 * 0.08)


def test_the_headers_of_a_film_are_counted_once(film: Film) -> None:
    """2000 bytes, and as many for each second of two."""
    samples = [replace(SAMPLE, size=10_000)] * 3
    assert film.media.duration == 2
    assert estimating._size(film, samples) == 2000 + 2 * 2000


Run = tuple[float, float, bool]  # seconds of film and of work, and whether it came to its end


@pytest.mark.parametrize(
    ("short", "long", "growing"),
    [
        pytest.param((1.0, 0.5, True), (4.0, 1.1, True), 0.8, id="as much a second as the three that were more"),
        pytest.param((1.0, 0.5, True), (4.0, 0.4, True), 0.1, id="a quarter where the longer one took no longer"),
        pytest.param((0.3, 6.0, False), (0.3, 6.0, False), 6.0, id="all of it where not even a second was done"),
        pytest.param((1.0, 5.0, True), (1.2, 6.0, False), 6.0, id="all of it where hardly more was done"),
    ],
)
def test_the_work_that_grows_with_the_film(short: Run, long: Run, growing: float) -> None:
    assert sampling._growing(sampling._Run(*short), sampling._Run(*long)) == pytest.approx(growing)


def test_a_copied_picture_is_not_told_as_if_all_of_it_were_decoded(
    make_clip: MakeClip, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make_clip(
        "dts.mkv", *PICTURE, *SOUND, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "dca", "-strict", "-2"
    )
    media = probe(clip, tools)
    plan = plan_of(media, "any-chromecast")
    checked: list[tuple[list[str], frozenset[StreamIndex]]] = []

    def noted(
        film: Path, output: MediaInfo, encoded: frozenset[StreamIndex], tools: Tools, stop: Cancellation
    ) -> Iterator[Finding]:
        checked.append(([stream.kind for stream in output.streams], encoded))
        return check_decoding(film, output, encoded, tools, stop)

    monkeypatch.setattr(sampling, "check_decoding", noted)
    sample = take_sample(Film(clip, media, plan, tools, lambda: False), tmp_path / "sample.mp4", 0.0, 1.5)
    assert sample is not None
    assert [a.kind for a in plan.only(Copy)] == ["video"]
    assert checked == [(["audio"], frozenset({StreamIndex(1)}))]
