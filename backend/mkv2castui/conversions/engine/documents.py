"""Facts, plans and wishes as they are stored and sent."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
