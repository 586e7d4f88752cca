"""The table of states."""

from __future__ import annotations

import pytest

from mkv2castui.conversions.states import CONVERTING, FINISHED, RUNNING, TRANSITIONS, JobStatus, sources_of

S = JobStatus


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(JobStatus)


def test_every_state_can_be_reached_and_from_all_but_completed_something_follows() -> None:
    reached = {target for targets in TRANSITIONS.values() for target in targets}
    assert reached == set(JobStatus) - {S.UPLOADING}
    assert {state for state, targets in TRANSITIONS.items() if not targets} == {S.COMPLETED}


@pytest.mark.parametrize(
    ("target", "sources"),
    [
        pytest.param(
            S.PROCESSING, {S.QUEUED, S.VERIFYING}, id="queued jobs are processed, and those that did not pass"
        ),
        pytest.param(S.COMPLETED, {S.PROCESSING, S.VERIFYING, S.PAUSED}, id="only a worker completes"),
        pytest.param(
            S.CANCELLING,
            {S.PROCESSING, S.VERIFYING, S.PAUSED, S.QUEUED},
            id="only what may have an encoder has to be ended first",
        ),
        pytest.param(S.PAUSED, {S.QUEUED, S.PROCESSING, S.VERIFYING}, id="only a conversion is paused"),
        pytest.param(
            S.CANCELLED,
            {S.UPLOADING, S.PENDING, S.ANALYZING, S.READY, S.QUEUED, S.PAUSED, S.CANCELLING},
            id="a running conversion is never cancelled without ending its encoder",
        ),
        pytest.param(
            S.QUEUED,
            {S.UPLOADING, S.ANALYZING, S.READY, S.PROCESSING, S.VERIFYING, S.PAUSED, S.FAILED, S.CANCELLED},
            id="the ways to a start",
        ),
    ],
)
def test_who_may_enter(target: JobStatus, sources: set[JobStatus]) -> None:
    assert sources_of(target) == sources


def test_a_job_is_running_or_finished_never_both() -> None:
    assert not RUNNING & FINISHED
    assert CONVERTING < RUNNING
