"""What dies, and when."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from testing.chaos.subjects import Subject


class Moment(StrEnum):
    CLAIM = "claim"
    ENCODE = "encode"
    VERIFY = "verify"
    PUBLISH = "publish"
    ANY = "any"


_SEEN_BY = {
    # The claim's transaction has just ended, or is about to.
    Moment.CLAIM: "SELECT COUNT(*) FROM conversions_job WHERE status = 'processing' AND stage = ''",
    Moment.ENCODE: "SELECT COUNT(*) FROM conversions_job WHERE stage = 'converting'",
    Moment.VERIFY: "SELECT COUNT(*) FROM conversions_job WHERE stage = 'verifying'",
    Moment.PUBLISH: "SELECT COUNT(*) FROM conversions_job WHERE stage = 'publishing'",
}

_LONGEST_WAIT = 8.0  # seconds: then it dies at whatever moment it is


@dataclass(frozen=True, slots=True)
class Accident:
    """``late``: seconds after the moment. ``away``: seconds until the victim is started again."""

    victim: str
    moment: Moment
    late: float
    away: float

    def __str__(self) -> str:
        return f"{self.victim} at {self.moment}"


_OF_THE_REST = 3


def planned(subject: Subject, chance: Random) -> list[Accident]:
    """The whole program four times, or workers twice and some of the other parts, in any order."""
    return [
        Accident(victim, chance.choice(list(Moment)), chance.uniform(0, 0.2), chance.uniform(0, 2))
        for victim in _victims(subject.victims, chance)
    ]


def _victims(all_of_them: Sequence[str], chance: Random) -> list[str]:
    if len(all_of_them) == 1:
        return [*all_of_them] * 4
    workers = [name for name in all_of_them if name.startswith("worker")]
    others = [name for name in all_of_them if name not in workers]
    return chance.sample(chosen := [*workers, *chance.sample(others, _OF_THE_REST)], len(chosen))


def busy(victim: str, subject: Subject) -> str:
    """For a worker the one that has a film just now, which makes the accident one."""
    try:
        owners = " ".join(row[0] for row in subject.rows("SELECT lease_owner FROM conversions_job"))
    except OSError:
        return victim
    marks = {name: subject.worker_mark(name) for name in subject.victims}
    at_work = [name for name, mark in marks.items() if mark and mark in owners]
    return at_work[0] if marks[victim] and at_work and victim not in at_work else victim


def wait_for(moment: Moment, subject: Subject, chance: Random) -> bool:
    """Whether the moment was seen; if not, some other has come."""
    if moment is Moment.ANY:
        time.sleep(chance.uniform(0, 2))
        return True
    end = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < end:
        try:
            if subject.rows(_SEEN_BY[moment])[0][0]:
                return True
        except OSError:
            return False  # an accident before this one: the database is not back yet
        time.sleep(0.01)
    return False
