"""What the fields beside the file ask for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkv2castui.common.problems import ApiCode, Problem

FIELDS = {"device", "options", "start"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """``device``: ``None`` for the default one. The engine checks device and options."""

    device: str | None
    options: dict[str, Any]
    start: bool


def wishes_of(fields: Mapping[str, str]) -> Wishes:
    """Raises the 422 problem that names the field."""
    for name in fields:
        if name not in FIELDS:
            raise _invalid(f"There is no field {name!r}; the fields are file, device, options and start.")
    return Wishes(fields.get("device") or None, _options(fields.get("options")), _start(fields.get("start", "true")))


def _options(text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    try:
        options = json.loads(text)
    except (ValueError, RecursionError):
        raise _invalid("The field options is not JSON.") from None
    if not isinstance(options, dict):
        raise _invalid("The field options must be a JSON object.")
    return options


def _start(text: str) -> bool:
    if text not in ("true", "false"):
        raise _invalid("The field start must be true or false.")
    return text == "true"


def _invalid(title: str) -> Problem:
    hint = "What may be asked for is at /api/docs/."
    return Problem(422, ApiCode.INVALID_OPTIONS, title, hint=hint)
