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


def planned(subject: Subject, chance: Random) -> list[Accident]:
    """Each kind of victim once and workers (or the whole program) more often, in any order."""
    return [
        Accident(victim, chance.choice(list(Moment)), chance.uniform(0, 0.2), chance.uniform(0, 2))
        for victim in _victims(subject.victims, chance)
    ]


def _victims(all_of_them: Sequence[str], chance: Random) -> list[str]:
    if len(all_of_them) == 1:
        return [*all_of_them] * 4
    kinds = {name.partition("-")[0]: name for name in chance.sample(list(all_of_them), len(all_of_them))}
    chosen = [*kinds.values(), "worker-1", "worker-2"]
    return chance.sample(chosen, len(chosen))


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
