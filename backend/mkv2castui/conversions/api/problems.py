"""The shape of errors, for the schema."""

from __future__ import annotations

from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary


class ProblemDetails(serializers.Serializer[object]):
    """RFC 9457. ``code`` is stable; other members depend on it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_null=True)
    code = serializers.ChoiceField(vocabulary.ERROR_CODES)
    hint = serializers.CharField()
    state = serializers.CharField(required=False, help_text="With code conflict: the job's state")
    needs = serializers.IntegerField(required=False, help_text="With code no_space, file_too_large: bytes")
    free = serializers.IntegerField(required=False, help_text="With code no_space: bytes")
    limit = serializers.IntegerField(required=False, help_text="With code file_too_large, range_not_satisfiable: bytes")
