"""What each address of the program asks of whoever calls it. Pure, and the only place that says so.

The first entry whose beginning fits is the rule; an address without one is nobody's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Scope(StrEnum):
    """What a personal token may be limited to. People who are signed in have them all, but ``ADMIN`` only as an
    administrator."""

    READ = "read"
    CONVERT = "convert"
    LIBRARY = "library"
    ADMIN = "admin"


class Need(StrEnum):
    """What no scope of a token grants."""

    NOTHING = "nothing"
    PERSON = "person"  # a session, or the tokens of an app that signed in: never a personal token


@dataclass(frozen=True, slots=True)
class Rule:
    """``safe``: for methods that change nothing; ``unsafe``: for the others."""

    beginning: str
    safe: Scope | Need
    unsafe: Scope | Need

    def need(self, method: str) -> Scope | Need:
        return self.safe if method in SAFE_METHODS else self.unsafe


_OPEN = (Need.NOTHING, Need.NOTHING)
_PERSONAL = (Need.PERSON, Need.PERSON)
_WORK = (Scope.READ, Scope.CONVERT)
_ADMIN = (Scope.ADMIN, Scope.ADMIN)

RULES = tuple(
    Rule(beginning, *needs)
    for beginning, needs in (
        ("/health/", _OPEN),
        ("/api/schema/", _OPEN),
        ("/api/docs/", _OPEN),
        ("/api/session/", _OPEN),
        ("/api/setup/", _OPEN),
        ("/api/invitations/accept/", _OPEN),
        ("/api/account/", _PERSONAL),
        ("/api/tokens/", _PERSONAL),
        ("/api/admin/", _ADMIN),
        ("/api/queue/", (Scope.READ, Scope.ADMIN)),
        ("/api/upload/", _WORK),
        ("/api/uploads/", _WORK),
        ("/api/jobs/", _WORK),
        ("/api/devices/", _WORK),
        ("/api/hardware/", _WORK),
        ("/api/stats/", _WORK),
        ("/api/usage/", _WORK),
        ("/api/library/", (Scope.READ, Scope.LIBRARY)),
        ("/api/cast/", _WORK),
        ("/ws/", _WORK),
    )
)


def need_of(path: str, method: str) -> Scope | Need | None:
    """``None``: no rule knows the address."""
    rule = next((rule for rule in RULES if path.startswith(rule.beginning)), None)
    return None if rule is None else rule.need(method)


def covers(scopes: Collection[str] | None, need: Scope | Need) -> bool:
    """Whether ``scopes`` of a personal token meet ``need``; ``None``: a person, whom no scope limits."""
    if scopes is None or need is Need.NOTHING:
        return True
    return need is not Need.PERSON and need.value in scopes
