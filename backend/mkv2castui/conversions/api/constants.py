"""A field that has one value: what tells the members of a union apart in the schema."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers


class Constant(serializers.CharField):
    def __init__(self, value: str, **options: Any) -> None:
        super().__init__(**options)
        self.value = value


class ConstantInSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    target_class = Constant

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return {"type": "string", "const": self.target.value}
