"""The scale that a viewer sees: whatever happens to a conversion, it never goes back, and is full at the end only."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castengine.ffmpeg.progress import Report
from castengine.progress import Progress, ProgressScale, Stage

LASTS = Fraction(100)
COSTS = ((1.0, 0.15), (1.0, 0.24), (0.6, 1.0, 0.24), (1.0, 20.0, 0.15), (1.0, 0.36, 0.05, 0.24))


class Conversion:
    """On a clock of its own."""

    def __init__(self, duration: Fraction | None, costs: Sequence[float]) -> None:
        self.seen: list[Progress] = []
        self.now = 0.0
        self.scale = ProgressScale(duration, costs, self.seen.append, lambda: self.now)

    def write(self, share: float, seconds: float) -> None:
        self.now += seconds
        self.scale.converting(at(share))

    def check(self, *shares: float) -> None:
        self.scale.verify()
        for share in shares:
            self.now += 1
            self.scale.verifying(at(share))

    def end(self) -> None:
        self.scale.publish()
        self.scale.published()

    @property
    def fractions(self) -> list[float]:
        return [progress.fraction or 0.0 for progress in self.seen]


def at(share: float | None) -> Report:
    out_time = None if share is None else Fraction(share) * LASTS
    return Report(out_time=out_time, frame=None, fps=None, speed=None, size=None, ended=False)


shares = st.none() | st.floats(0, 1.2)
steps = st.one_of(
    st.tuples(st.just("write"), shares, st.floats(0, 100)),
    st.tuples(st.just("check"), shares, st.floats(0, 100)),
    st.tuples(st.just("verify"), st.none(), st.none()),
    st.tuples(st.just("begin"), st.sampled_from(COSTS), st.none()),
)


@given(st.sampled_from([LASTS, None]), st.sampled_from(COSTS), st.lists(steps, max_size=40))
def test_it_never_goes_back(duration: Fraction | None, costs: Sequence[float], happens: list[tuple[str, ...]]) -> None:
    conversion = Conversion(duration, costs)
    for step, *(what, seconds) in happens:
        conversion.now += seconds or 0  # type: ignore[operator]
        match step:
            case "write":
                conversion.scale.converting(at(what))  # type: ignore[arg-type]
            case "check":
                conversion.scale.verifying(at(what))  # type: ignore[arg-type]
            case "verify":
                conversion.scale.verify()
            case _:
                conversion.scale.begin(what)  # type: ignore[arg-type]
    conversion.end()
    fractions = conversion.fractions
    assert fractions == sorted(fractions)
    assert [fraction for fraction in fractions if fraction >= 1] == [1.0]
    assert all(left is None or left >= 0 for left in (progress.eta_seconds for progress in conversion.seen))


def test_an_attempt_after_a_failed_check_moves_what_is_left_of_the_scale() -> None:
    """It does not stand still until the second attempt has come as far as the first."""
    conversion = Conversion(LASTS, (1.0, 0.15))
    for tenth in range(1, 11):
        conversion.write(tenth / 10, 1)
    conversion.check(0.5, 1.0)
    failed_at = conversion.fractions[-1]
    conversion.scale.begin((1.0, 0.24))
    for tenth in range(1, 11):
        conversion.write(tenth / 10, 30)
        assert conversion.seen[-1].stage is Stage.CONVERTING
    later = conversion.fractions[-10:]
    assert failed_at < later[0]
    assert all(earlier < after for earlier, after in pairwise(later))


def test_the_time_left_of_another_attempt_is_its_own() -> None:
    conversion = Conversion(LASTS, (1.0, 0.15))
    for tenth in range(1, 11):
        conversion.write(tenth / 10, 1)
    conversion.check(1.0)
    conversion.scale.begin((1.0, 0.24))
    for hundredth in range(1, 31):
        conversion.write(hundredth / 100, 3)
    assert conversion.seen[-1].eta_seconds == pytest.approx(70 * 3 + 0.24 * 300, rel=0.1)


def test_a_film_of_unknown_length_has_no_fraction_until_it_is_published() -> None:
    conversion = Conversion(None, (1.0, 0.15))
    conversion.write(0.5, 1)
    conversion.check(0.5)
    assert {progress.fraction for progress in conversion.seen} == {None}
    conversion.end()
    assert conversion.seen[-1].fraction == 1.0
