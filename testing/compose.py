"""deploy/compose.yaml, read as Docker would: the one place that says how the parts are started."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

COMPOSE = Path(__file__).resolve().parent.parent / "deploy" / "compose.yaml"

_VARIABLE = re.compile(r"\$\{(\w+)(?:(:-|:\?)([^}]*))?\}")


def services(variables: Mapping[str, str], file: Path = COMPOSE) -> dict[str, dict[str, Any]]:
    """Each service as the file says it, with ``variables`` in the place of ``${…}``. Raises ``KeyError`` with the
    file's own words for a needed one that is missing."""
    document = yaml.safe_load(file.read_text())
    found: dict[str, dict[str, Any]] = filled(document["services"], variables)
    return found


def command_of(service: Mapping[str, Any]) -> list[str]:
    return [str(word) for word in service["command"]]


def environment_of(service: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in service.get("environment", {}).items()}


def filled(value: Any, variables: Mapping[str, str]) -> Any:
    """``value`` with ``variables`` in every text of it."""
    if isinstance(value, dict):
        return {key: filled(item, variables) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, variables) for item in value]
    return _VARIABLE.sub(lambda match: _value(match, variables), value) if isinstance(value, str) else value


def _value(match: re.Match[str], variables: Mapping[str, str]) -> str:
    name, kind, word = match.groups()
    value = variables.get(name, "")
    if value or kind is None:
        return value
    if kind == ":?":
        raise KeyError(f"{name}: {word}")
    return str(word)
