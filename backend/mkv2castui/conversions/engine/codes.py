"""The names of what can be wrong."""

from __future__ import annotations

from castengine import Outcome
from castengine.errors import CastEngineError
from castengine.verify import WARNINGS
from mkv2castui.conversions.engine.documents import Json


def warnings_of(outcome: Outcome) -> list[Json]:
    """``{"code", "params"}`` of what is not as it should be but does not stop the film from playing."""
    return [dict(found.as_json()) for found in outcome.warnings]


def warning_codes() -> list[str]:
    """All that :func:`warnings_of` may say."""
    return sorted(str(code) for code in WARNINGS)


def error_codes() -> list[str]:
    """The codes of all errors of the engine."""
    found, open_classes = set[str](), [CastEngineError]
    while open_classes:
        error = open_classes.pop()
        found.add(error.code)
        open_classes += error.__subclasses__()
    return sorted(found)
