"""What the sockets send, as JSON schemas: part of the OpenAPI document, so that clients have types for it.

Plain data: the settings import it.
"""

from __future__ import annotations

from typing import Any


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _perhaps(schema: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """With properties that need not be there."""
    return {**schema, "properties": {**schema["properties"], **properties}}


def _event(name: str, **properties: Any) -> dict[str, Any]:
    return _object(type={"type": "string", "const": name}, seq={"type": "integer"}, **properties)


_ID = {"type": "string", "format": "uuid"}
_FIGURE = {"type": ["number", "null"]}
_EVENTS = ("JobsSnapshotEvent", "JobUpdatedEvent", "JobProgressEvent", "JobDeletedEvent", "QueueUpdatedEvent")


def _schema(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


EVENT_SCHEMAS: dict[str, Any] = {
    "JobProgress": _perhaps(
        _object(
            id=_ID,
            status=_schema("JobStatus"),
            progress={"type": "number", "description": "0 to 100"},
            stage={"oneOf": [_schema("StageName"), {"type": "null"}]},
            speed=_FIGURE,
            fps=_FIGURE,
            eta_seconds=_FIGURE,
            seq={"type": "integer"},
        ),
        ahead=_schema("Ahead"),
    ),
    "JobsSnapshotEvent": _event(
        "jobs.snapshot", jobs={"type": "array", "items": _schema("Job")}, queue=_schema("Queue")
    ),
    "JobUpdatedEvent": _event("job.updated", job=_schema("Job")),
    "JobProgressEvent": _event("job.progress", job=_schema("JobProgress")),
    "JobDeletedEvent": _event("job.deleted", job=_object(id=_ID)),
    "QueueUpdatedEvent": _event("queue.updated", queue=_schema("Queue")),
    "JobEvent": {"oneOf": [_schema(name) for name in _EVENTS]},
}
