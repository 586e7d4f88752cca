"""Doing what a plan says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from castengine import Cancellation, Outcome, Preferences, Progress, convert, media_from_json, plan_from_json
from castengine.ahead import Arriving, FilmAhead, written_ahead
from mkv2castui.conversions.engine.documents import Json
from mkv2castui.conversions.engine.host import tools


def perform(
    source: Path,
    media: Json,
    plan: Json,
    options: Mapping[str, object],
    *,
    directory: Path,
    stem: str,
    on_progress: Callable[[Progress], None],
    cancellation: Cancellation,
    ahead: FilmAhead | None = None,
) -> Outcome:
    """Do what the plan, made with ``options``, says; the results appear in ``directory`` only when they are whole and
    verified. ``ahead``: see :func:`film_ahead`."""
    return convert(
        source,
        media_from_json(media),
        plan_from_json(plan),
        directory=directory,
        stem=stem,
        tools=tools(),
        preferences=Preferences.from_options(options),
        on_progress=on_progress,
        cancellation=cancellation,
        ahead=ahead,
    )


def film_ahead(
    source: Path, length: int, media: Json, plan: Json, *, directory: Path, stem: str, cancellation: Cancellation
) -> AbstractContextManager[FilmAhead]:
    """Carry out such a plan on a film of ``length`` bytes that is still coming. :func:`perform`, with the same
    ``directory``, ``stem`` and ``cancellation``, takes over what is the same as it would have made.

    Raises ``SourceError``. At the end of the block nothing runs, and nothing is left that was not published.
    """
    arriving = Arriving(source, length, media_from_json(media))
    return written_ahead(
        arriving, plan_from_json(plan), directory=directory, stem=stem, tools=tools(), cancellation=cancellation
    )
