"""Reading back JSON that this program wrote: typed access to fields, with one error for all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

_T = TypeVar("_T")


class Document:
    """One JSON object. Every method raises ``ValueError``, naming the field, when the value is not as promised."""

    def __init__(self, value: object, where: str = "document") -> None:
        if not isinstance(value, Mapping):
            raise ValueError(f"{where} is not an object")
        self._values: Mapping[str, object] = value
        self._where = where

    def text(self, key: str) -> str:
        return self._typed(key, str)

    def optional_text(self, key: str) -> str | None:
        return None if self._values.get(key) is None else self.text(key)

    def whole(self, key: str) -> int:
        value = self._typed(key, int)
        if isinstance(value, bool):
            raise self._wrong(key, "is not a number")
        return value

    def optional_whole(self, key: str) -> int | None:
        return None if self._values.get(key) is None else self.whole(key)

    def flag(self, key: str) -> bool:
        return self._typed(key, bool)

    def optional_flag(self, key: str) -> bool | None:
        return None if self._values.get(key) is None else self.flag(key)

    def real(self, key: str) -> float:
        value = self._values.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._wrong(key, "is not a number")
        return float(value)

    def exact(self, key: str) -> Fraction:
        return self.parsed(f"{key}_exact", Fraction)

    def optional_exact(self, key: str) -> Fraction | None:
        return None if self._values.get(f"{key}_exact") is None else self.exact(key)

    def parsed(self, key: str, kind: Callable[[str], _T]) -> _T:
        try:
            return kind(self.text(key))
        except (ValueError, ZeroDivisionError):
            raise self._wrong(key, "has an unknown value") from None

    def optional_parsed(self, key: str, kind: Callable[[str], _T]) -> _T | None:
        return None if self._values.get(key) is None else self.parsed(key, kind)

    def texts(self, key: str) -> tuple[str, ...]:
        items = self._items(key)
        if not all(isinstance(item, str) for item in items):
            raise self._wrong(key, "is not a list of texts")
        return tuple(str(item) for item in items)

    def document(self, key: str) -> Document:
        return Document(self._values.get(key), f"{self._where}.{key}")

    def optional_document(self, key: str) -> Document | None:
        return None if self._values.get(key) is None else self.document(key)

    def documents(self, key: str) -> tuple[Document, ...]:
        return tuple(Document(item, f"{self._where}.{key}[{i}]") for i, item in enumerate(self._items(key)))

    def scalars(self, key: str) -> dict[str, str | int | float]:
        """An object of texts and numbers."""
        value = self._typed(key, dict)
        if not all(isinstance(name, str) and isinstance(item, (str, int, float)) for name, item in value.items()):
            raise self._wrong(key, "holds more than texts and numbers")
        return dict(value)

    def _items(self, key: str) -> list[object]:
        return self._typed(key, list)

    def _typed(self, key: str, kind: type[_T]) -> _T:
        value = self._values.get(key)
        if not isinstance(value, kind):
            raise self._wrong(key, f"is not of type {kind.__name__}")
        return value

    def _wrong(self, key: str, problem: str) -> ValueError:
        return ValueError(f"{self._where}: {key} {problem}")
