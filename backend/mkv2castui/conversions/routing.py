"""Which way a planned job goes: the lane it waits in, and what its worker needs."""

from __future__ import annotations

from typing import Any

from mkv2castui.conversions import engine
from mkv2castui.conversions.models import Lane


def planned(plan: engine.Json) -> dict[str, Any]:
    """The values of a job that has this plan."""
    return {
        "plan": plan,
        "lane": Lane.QUICK if engine.is_quick(plan) else Lane.CONVERT,
        "needs": engine.ability_of(plan),
    }


def lane_of(plan: engine.Json | None) -> Lane:
    """The lane in which a job with this plan, or with none yet, waits for its next step."""
    return Lane.ANALYZE if plan is None else Lane(planned(plan)["lane"])
