"""What clients send about jobs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary
from mkv2castui.conversions.api.options import Options
from mkv2castui.conversions.hours import Hours
from mkv2castui.conversions.models import Priority


@extend_schema_field(Options)
class RawOptions(serializers.JSONField):
    """Handed to the engine as they came, so that an unknown option is named instead of being dropped."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        if not isinstance(value, dict):
            raise serializers.ValidationError("must be an object")
        return value


class PriorityField(serializers.ChoiceField):
    """The word for clients, the number inside."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=vocabulary.PRIORITIES, **options)

    def to_internal_value(self, data: Any) -> Any:
        return Priority[super().to_internal_value(data).upper()]


class JobStart(serializers.Serializer[object]):
    device = serializers.CharField(required=False)
    options = RawOptions(required=False)
    priority = PriorityField(required=False)
    not_before = serializers.DateTimeField(required=False, allow_null=True, help_text="null: as soon as may be")


class JobChange(JobStart):
    start_when_ready = serializers.BooleanField(
        required=False, help_text="Of a film on its way: whether it is converted without being asked for again"
    )


class JobAgain(serializers.Serializer[object]):
    device = serializers.CharField(required=False, help_text="The same when it is missing")
    options = RawOptions(required=False)
    start = serializers.BooleanField(required=False, default=True, help_text="Convert without being asked again")


class JobMove(serializers.Serializer[object]):
    """Either ``place`` or ``before``."""

    place = serializers.ChoiceField(vocabulary.PLACES, required=False)
    before = serializers.UUIDField(required=False, help_text="Another waiting job of the same user")

    def validate(self, attrs: Any) -> Any:
        if len(attrs) != 1:
            raise serializers.ValidationError("give either place or before")
        return attrs


class HoursField(serializers.Serializer[object]):
    """Wall times of the server's time zone. Over midnight when ``until`` is earlier than ``from``."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": _wall_time(), "until": _wall_time()}

    def to_internal_value(self, data: Any) -> Hours:
        times = super().to_internal_value(data)
        if times["from"] == times["until"]:
            raise serializers.ValidationError("from and until must differ")
        return Hours(times["from"], times["until"])


def _wall_time() -> serializers.TimeField:
    return serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])


class QueueChange(serializers.Serializer[object]):
    paused = serializers.BooleanField(required=False)
    hours = HoursField(required=False, allow_null=True)


@extend_schema_field(OpenApiTypes.BINARY)
class Film(serializers.FileField):
    pass


class UploadForm(serializers.Serializer[object]):
    """One film and what to do with it. Read by uploads/endpoint.py while it streams in."""

    file = Film()
    device = serializers.CharField(required=False)
    options = serializers.CharField(required=False, help_text="JSON object")
    start = serializers.BooleanField(required=False, help_text="Convert as soon as it is analysed; true by default")
