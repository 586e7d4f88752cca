"""Columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import models


class FastJsonField(models.JSONField):
    """Read several times as fast: to read a hundred films is mostly to read their JSON.

    In the database, and for migrations, it is Django's own. What orjson refuses (``NaN``) is read as Django would.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not isinstance(value, str):
            return super().from_db_value(value, expression, connection)
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            return super().from_db_value(value, expression, connection)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
