"""What a conversion leaves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from castengine.media import MediaInfo
from castengine.verify.findings import Finding


@dataclass(frozen=True, slots=True)
class SidecarFile:
    path: Path
    language: str | None
    forced: bool
    hearing_impaired: bool
    title: str | None


class OutcomeStatus(StrEnum):
    CONVERTED = "converted"
    COPIED = "copied"  # every kept stream unchanged, in another container
    ALREADY_PLAYS = "already_plays"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``output``: ``None`` when the source itself plays. ``media``: the facts of the output, as probed.
    ``poster``: the film's cover, where it had one.

    ``warnings``: what is not as it should be but does not stop the film from playing, a lost subtitle for one; their
    codes are among ``castengine.verify.WARNINGS``, their parameters fit into JSON.
    """

    status: OutcomeStatus
    output: Path | None
    sidecars: tuple[SidecarFile, ...] = ()
    poster: Path | None = None
    media: MediaInfo | None = None
    warnings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        wrong = [finding.code for finding in self.warnings if not finding.is_warning]
        if wrong:
            raise ValueError(f"{', '.join(wrong)}: such a film must not be published")
