"""A job's wishes (device and options), and the plan that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkv2castui.common.problems import Problem
from mkv2castui.conversions import engine, planning
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.routing import planned


def checked(device: str | None, options: Mapping[str, object]) -> dict[str, Any]:
    """The values of a job with these wishes; the default device when there is none. Raises the 422 problem."""
    try:
        return {"device": engine.known_device(device or engine.DEFAULT_DEVICE), "options": engine.wishes(options)}
    except engine.CastEngineError as error:
        raise as_problem(error) from error


def wished(job: Job, device: str | None, options: Mapping[str, object] | None) -> dict[str, Any]:
    """What is not said is as it was. Raises the 422 problem."""
    return checked(device or job.device, job.options if options is None else options)


def planned_anew(job: Job, device: str | None, options: Mapping[str, object] | None) -> dict[str, Any]:
    """The values of an analysed job with these wishes and their plan. Raises the 422 problem."""
    values = wished(job, device, options)
    assert job.media is not None
    try:
        return {**values, **planned(planning.plan_for(job.media, values["device"], values["options"]))}
    except engine.CastEngineError as error:
        raise as_problem(error) from error


def as_problem(error: engine.CastEngineError) -> Problem:
    return Problem(422, error.code, error.message, hint=error.advice, detail=error.detail)
