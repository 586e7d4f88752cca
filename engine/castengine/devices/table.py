"""Strict reading of a TOML table: every key is asked for by name and type, and none may be left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from castengine.errors import InvalidProfile

_T = TypeVar("_T")


class Table:
    """``where`` names the place for error messages: ``chromecast-3: video[0]``."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = dict(values)
        self._where = where

    def text(self, key: str) -> str:
        value = self._take(key, str)
        if not value.strip():
            raise self.wrong(key, "must not be empty")
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self._values else None

    def number(self, key: str, *, least: int = 1) -> int:
        value = self._take(key, int)
        if isinstance(value, bool) or value < least:
            raise self.wrong(key, f"must be a whole number of at least {least}")
        return value

    def optional_number(self, key: str) -> int | None:
        return self.number(key) if key in self._values else None

    def day(self, key: str) -> date:
        return self._take(key, date)

    def choice(self, key: str, kind: Callable[[str], _T]) -> _T:
        return self._convert(key, self.text(key), kind)

    def choices(self, key: str, kind: Callable[[str], _T]) -> tuple[_T, ...]:
        return tuple(self._convert(key, text, kind) for text in self._list(key, str))

    def numbers(self, key: str) -> tuple[int, ...]:
        return self._list(key, int)

    def tables(self, key: str) -> tuple[Table, ...]:
        """At least one."""
        rows = self._list(key, dict)
        if not rows:
            raise self.wrong(key, "must not be empty")
        return tuple(Table(row, f"{self._where}: {key}[{i}]") for i, row in enumerate(rows))

    def end(self) -> None:
        """Every key must have been asked for: a misspelt key would otherwise be a limit that nobody keeps."""
        if self._values:
            raise InvalidProfile(f"{self._where}: unknown key {sorted(self._values)[0]!r}.")

    def wrong(self, key: str, problem: str) -> InvalidProfile:
        return InvalidProfile(f"{self._where}: {key!r} {problem}.")

    def _take(self, key: str, kind: type[_T]) -> _T:
        if key not in self._values:
            raise self.wrong(key, "is missing")
        value = self._values.pop(key)
        if not isinstance(value, kind):
            raise self.wrong(key, f"must be of type {kind.__name__}, not {type(value).__name__}")
        return value

    def _list(self, key: str, kind: type[_T]) -> tuple[_T, ...]:
        items: list[object] = self._take(key, list)
        good = tuple(item for item in items if isinstance(item, kind))
        if len(good) != len(items):
            raise self.wrong(key, f"must be a list of type {kind.__name__}")
        return good

    def _convert(self, key: str, text: str, kind: Callable[[str], _T]) -> _T:
        try:
            return kind(text)
        except ValueError:
            raise self.wrong(key, f"has the unknown value {text!r}") from None
