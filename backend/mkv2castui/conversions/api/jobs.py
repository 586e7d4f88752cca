"""Jobs as JSON: the same for REST and for the sockets."""

from __future__ import annotations

import uuid
from typing import Any, cast

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from mkv2castui.common import clock
from mkv2castui.conversions import line
from mkv2castui.conversions.api import vocabulary
from mkv2castui.conversions.api.media import StreamList
from mkv2castui.conversions.api.options import Options
from mkv2castui.conversions.api.plans import Plan
from mkv2castui.conversions.models import Job, Lane, Output, OutputKind, Priority
from mkv2castui.conversions.states import JobStatus


class JobError(serializers.Serializer[object]):
    code = serializers.ChoiceField(vocabulary.ERROR_CODES)
    message = serializers.CharField()
    hint = serializers.CharField()
    detail = serializers.CharField(allow_null=True)


class JobOutput(serializers.Serializer[Output]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(OutputKind.choices)
    name = serializers.CharField()
    size = serializers.IntegerField()
    content_type = serializers.CharField()
    language = serializers.SerializerMethodField()
    forced = serializers.BooleanField()
    hearing_impaired = serializers.BooleanField()
    title = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_language(self, output: Output) -> str | None:
        return output.language or None

    def get_title(self, output: Output) -> str | None:
        return output.title or None

    def get_url(self, output: Output) -> str:
        if output.position == 0:
            return f"/api/jobs/{output.job_id}/download/"
        return f"/api/jobs/{output.job_id}/outputs/{output.id}/"


class Estimate(serializers.Serializer[object]):
    """Told from samples on this server; null while nobody has looked and where it cannot be known."""

    seconds = serializers.FloatField(help_text="Of work, once it has begun")
    bytes = serializers.IntegerField(help_text="Of the result")


class JobWarning(serializers.Serializer[object]):
    """Not as it should be, and the film plays all the same. The engine says which ``params`` a code has."""

    code = serializers.ChoiceField(vocabulary.WARNING_CODES)
    params = serializers.DictField()


@extend_schema_serializer(component_name="Job")
class JobView(serializers.Serializer[Job]):
    id = serializers.UUIDField()
    filename = serializers.CharField()
    status = serializers.ChoiceField(JobStatus.choices)
    seq = serializers.IntegerField(help_text="Grows with every change; ignore an event whose seq is not greater")
    device = serializers.CharField()
    options = serializers.SerializerMethodField()
    progress = serializers.FloatField(help_text="0 to 100")
    stage = serializers.SerializerMethodField()
    speed = serializers.FloatField(allow_null=True, help_text="Times as fast as playing")
    fps = serializers.FloatField(allow_null=True)
    eta_seconds = serializers.FloatField(allow_null=True)
    streams = serializers.SerializerMethodField()
    plan = serializers.SerializerMethodField()
    estimate = serializers.SerializerMethodField()
    duration = serializers.SerializerMethodField()
    container = serializers.SerializerMethodField()
    still_url = serializers.SerializerMethodField()
    input_size = serializers.IntegerField(allow_null=True, help_text="Bytes")
    output_size = serializers.IntegerField(allow_null=True, help_text="Bytes")
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    error = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()
    warnings = JobWarning(many=True)
    outputs = JobOutput(many=True)
    attempt = serializers.IntegerField()
    priority = serializers.SerializerMethodField()
    position = serializers.SerializerMethodField()
    not_before = serializers.DateTimeField(allow_null=True, help_text="Its conversion does not start earlier")
    source_available = serializers.BooleanField(help_text="Whether it can be converted again without an upload")

    @extend_schema_field(Options)
    def get_options(self, job: Job) -> Any:
        return job.options

    @extend_schema_field(serializers.ChoiceField(vocabulary.STAGES, allow_null=True))
    def get_stage(self, job: Job) -> str | None:
        return job.stage or None

    @extend_schema_field(StreamList(allow_null=True))
    def get_streams(self, job: Job) -> Any:
        return job.media and job.media["streams"]

    @extend_schema_field(Plan(allow_null=True))
    def get_plan(self, job: Job) -> Any:
        return job.plan

    @extend_schema_field(Estimate(allow_null=True))
    def get_estimate(self, job: Job) -> Any:
        return job.estimate or None

    def get_duration(self, job: Job) -> float | None:
        return job.media and job.media["duration"]

    @extend_schema_field(serializers.ChoiceField(vocabulary.CONTAINERS, allow_null=True))
    def get_container(self, job: Job) -> str | None:
        return job.media and job.media["container"]

    def get_still_url(self, job: Job) -> str | None:
        return f"/api/jobs/{job.id}/still/" if job.has_still else None

    @extend_schema_field(JobError(allow_null=True))
    def get_error(self, job: Job) -> Any:
        return job.error

    @extend_schema_field(serializers.ChoiceField(vocabulary.OUTCOMES, allow_null=True))
    def get_outcome(self, job: Job) -> str | None:
        return job.outcome or None

    @extend_schema_field(serializers.ChoiceField(vocabulary.PRIORITIES))
    def get_priority(self, job: Job) -> str:
        return Priority(job.priority).word

    @extend_schema_field(
        serializers.IntegerField(
            allow_null=True, help_text="From 1, of all that wait to be converted and may be; null for others"
        )
    )
    def get_position(self, job: Job) -> int | None:
        """The line is read once for all jobs of an answer, and only when one of them is in it."""
        if job.status != JobStatus.QUEUED or job.lane != Lane.CONVERT:
            return None
        context = cast("dict[str, dict[uuid.UUID, int]]", self.context)
        if "positions" not in context:
            context["positions"] = line.positions(clock.now())
        return context["positions"].get(job.pk)


def job_as_json(job: Job) -> dict[str, Any]:
    """The job with its outputs as a client sees it."""
    return dict(JobView(job, context={}).data)


def jobs_as_json(jobs: list[Job]) -> list[dict[str, Any]]:
    """As :func:`job_as_json`, with one look at the line for all."""
    view = JobView(context={})
    return [dict(view.to_representation(job)) for job in jobs]
