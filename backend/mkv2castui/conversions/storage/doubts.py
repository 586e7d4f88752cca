"""Bytes of an upload that are on the disk and do not count yet, because nobody knows whether their sum is right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Doubt:
    """A note that lies beside the upload as long as its end is doubtful, also when the process that wrote it was
    killed."""

    note: Path

    def begins_at(self) -> int | None:
        """What is before that place counts; ``None``: all does."""
        try:
            told = self.note.read_text()
        except FileNotFoundError:
            return None
        return int(told) if told else None  # cut off before it was told: so was all that would have followed

    def raise_at(self, size: int) -> None:
        """Raises ``OSError``."""
        self.note.write_text(str(size))

    def settle(self) -> None:
        self.note.unlink(missing_ok=True)
