"""The shape of a job in JSON; :mod:`~mkv2castui.conversions.api.job_json` writes it."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary
from mkv2castui.conversions.api.media import StreamList
from mkv2castui.conversions.api.options import Options
from mkv2castui.conversions.api.plans import Plan
from mkv2castui.conversions.models import Job, Output, OutputKind
from mkv2castui.conversions.states import JobStatus


class JobError(serializers.Serializer[object]):
    code = serializers.ChoiceField(vocabulary.ERROR_CODES)
    message = serializers.CharField()
    hint = serializers.CharField()
    detail = serializers.CharField(allow_null=True)
    needs = serializers.IntegerField(required=False, allow_null=True, help_text="With code no_space: bytes, if known")
    free = serializers.IntegerField(required=False, allow_null=True, help_text="With code no_space: bytes, if known")


class JobOutput(serializers.Serializer[Output]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(OutputKind.choices)
    name = serializers.CharField()
    size = serializers.IntegerField()
    content_type = serializers.CharField()
    language = serializers.CharField(read_only=True, allow_null=True)
    forced = serializers.BooleanField()
    hearing_impaired = serializers.BooleanField()
    title = serializers.CharField(read_only=True, allow_null=True)
    url = serializers.CharField(read_only=True)


class Estimate(serializers.Serializer[object]):
    """Told from samples on this server; null while nobody has looked and where it cannot be known."""

    seconds = serializers.FloatField(help_text="Of work, once it has begun")
    bytes = serializers.IntegerField(help_text="Of the result")


class Ahead(serializers.Serializer[object]):
    """A conversion that runs while the film is still coming; null where there is none."""

    progress = serializers.FloatField(help_text="Per cent of the film")


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
    options = Options(read_only=True)
    progress = serializers.FloatField(help_text="0 to 100")
    stage = serializers.ChoiceField(vocabulary.STAGES, read_only=True, allow_null=True)
    speed = serializers.FloatField(allow_null=True, help_text="Times as fast as playing")
    fps = serializers.FloatField(allow_null=True)
    eta_seconds = serializers.FloatField(allow_null=True)
    streams = StreamList(read_only=True, allow_null=True)
    plan = Plan(read_only=True, allow_null=True)
    provisional = serializers.BooleanField(
        help_text="streams and plan tell of what has come so far; the whole film is looked at again"
    )
    start_when_ready = serializers.BooleanField(help_text="Once looked at, it is converted without a further word")
    estimate = Estimate(read_only=True, allow_null=True)
    duration = serializers.FloatField(read_only=True, allow_null=True)
    container = serializers.ChoiceField(vocabulary.CONTAINERS, read_only=True, allow_null=True)
    still_url = serializers.CharField(read_only=True, allow_null=True)
    input_size = serializers.IntegerField(allow_null=True, help_text="Bytes")
    arrived = serializers.IntegerField(
        allow_null=True, help_text="Bytes that have come of an upload in pieces, as of the last change; null for others"
    )
    ahead = Ahead(read_only=True, allow_null=True)
    output_size = serializers.IntegerField(allow_null=True, help_text="Bytes")
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    error = JobError(read_only=True, allow_null=True)
    outcome = serializers.ChoiceField(vocabulary.OUTCOMES, read_only=True, allow_null=True)
    warnings = JobWarning(many=True)
    outputs = JobOutput(many=True)
    attempt = serializers.IntegerField()
    priority = serializers.ChoiceField(vocabulary.PRIORITIES, read_only=True)
    position = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        help_text="From 1, of all that wait to be converted and may be; null for others",
    )
    not_before = serializers.DateTimeField(allow_null=True, help_text="Its conversion does not start earlier")
    source_available = serializers.BooleanField(help_text="Whether it can be converted again without an upload")
