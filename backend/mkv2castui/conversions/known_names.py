"""The names of all films in memory, for SQLite: to look for a part of a name in an index of 100,000 takes several times
as long as all else that a page needs. PostgreSQL has an index for parts.

Names never change, and a new row's number is higher than any other's. So what is known stays right as long as the last
row that is known is still there, and what is new comes behind it. What is gone is found, too: ask for the rows.
"""

from __future__ import annotations

import threading
import uuid
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from django.db import connection

FEW = 50
"""Of more than so many a page is found soon by a look from the newest on."""

MOST = 300_000
"""Names that are kept, of about 50 bytes each."""

Row = tuple[int, str, str, str]
"""Its number, the job's id, its owner's id and the name that is searched for."""


class Names:
    """Those of one owner's films, one after the other in one text."""

    def __init__(self) -> None:
        self._text = ""
        self._starts = array("Q")
        self._ids = ""  # each of 32 characters

    def add(self, rows: Sequence[Row]) -> None:
        lines = [f"{name}\n" for _, _, _, name in rows]
        ends = accumulate(map(len, lines), initial=len(self._text))
        self._starts.extend(islice(ends, len(lines)))
        self._text += "".join(lines)
        self._ids += "".join(job for _, job, _, _ in rows)

    def holding(self, part: str) -> list[uuid.UUID] | None:
        """The jobs; ``None`` when there are more than :data:`FEW`."""
        found, at = list[uuid.UUID](), self._text.find(part)
        while 0 <= at < len(self._text):
            number = bisect_right(self._starts, at) - 1
            found.append(uuid.UUID(self._ids[32 * number : 32 * number + 32]))
            if len(found) > FEW:
                return None
            is_last = number + 1 == len(self._starts)
            at = -1 if is_last else self._text.find(part, self._starts[number + 1])
        return found


class KnownNames:
    """Of all owners, as the database has them whenever they are asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of = dict[str, Names]()
        self._last: Row | None = None

    def holding(self, owner: uuid.UUID, part: str) -> list[uuid.UUID] | None:
        """The owner's jobs with ``part`` in their names, some of which may be gone; ``None``: ask the database."""
        if connection.vendor != "sqlite" or "\n" in part:
            return None
        with self._lock:
            if not self._catch_up():
                return None
            names = self._of.get(owner.hex)
            return [] if names is None else names.holding(part)

    def _catch_up(self) -> bool:
        """Whether all names are known then. Too many are not, nor are none."""
        new = [] if self._last is None else [row for rows in _asked(_FROM, self._last[0]) for row in rows]
        if new[:1] == [self._last]:
            _add(self._of, new[1:])
            self._last = new[-1]
        else:
            self._read_all()
        if self._last is not None and self._last[0] > MOST:
            self._of, self._last = {}, None
        return self._last is not None

    def _read_all(self) -> None:
        """Known are all or none."""
        self._of, self._last = {}, None
        of, last = dict[str, Names](), list[Row]()
        for rows in _asked(_ALL, MOST):
            _add(of, rows)
            last = [max(rows + last)]
        self._of, self._last = of, next(iter(last), None)


def _add(of: dict[str, Names], rows: Sequence[Row]) -> None:
    of_owner = dict[str, list[Row]]()
    for row in rows:
        of_owner.setdefault(row[2], []).append(row)
    for owner, own in of_owner.items():
        of.setdefault(owner, Names()).add(own)


_FROM = "SELECT rowid, id, owner_id, search_name FROM conversions_job WHERE rowid >= %s ORDER BY rowid"

# From an index that holds all this. More than MOST are not worth their memory.
_ALL = (
    "SELECT rowid, id, owner_id, search_name FROM conversions_job WHERE (SELECT max(rowid) FROM conversions_job) <= %s"
)


_AT_ONCE = 5000  # rows: all of them would take ten times the room that their names do


def _asked(question: str, number: int) -> Iterator[list[Row]]:
    with connection.cursor() as cursor:
        cursor.execute(question, [number])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows


ALL = KnownNames()
