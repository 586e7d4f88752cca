"""What clients send about jobs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mkv2castui.conversions.api.options import Options


@extend_schema_field(Options)
class RawOptions(serializers.JSONField):
    """Handed to the engine as they came, so that an unknown option is named instead of being dropped."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        if not isinstance(value, dict):
            raise serializers.ValidationError("must be an object")
        return value


class JobChange(serializers.Serializer[object]):
    device = serializers.CharField(required=False)
    options = RawOptions(required=False)


@extend_schema_field(OpenApiTypes.BINARY)
class Film(serializers.FileField):
    pass


class UploadForm(serializers.Serializer[object]):
    """One film and what to do with it. Read by uploads/endpoint.py while it streams in."""

    file = Film()
    device = serializers.CharField(required=False)
    options = serializers.CharField(required=False, help_text="JSON object")
    start = serializers.BooleanField(required=False, help_text="Convert as soon as it is analysed; true by default")
