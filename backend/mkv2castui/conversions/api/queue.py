"""The queue as JSON: the same for REST and for the sockets."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from mkv2castui.conversions import queue_state
from mkv2castui.conversions.models import Lane


class QueueHours(serializers.Serializer[object]):
    """Wall times of ``time_zone``; over midnight when ``until`` is earlier than ``from``."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": serializers.TimeField(format="%H:%M"), "until": serializers.TimeField(format="%H:%M")}


class QueueWorker(serializers.Serializer[object]):
    name = serializers.CharField()
    lanes = serializers.ListField(child=serializers.ChoiceField(Lane.choices))
    slots = serializers.IntegerField(help_text="Conversions at once")
    running = serializers.IntegerField(help_text="Conversions that it works on")
    encoders = serializers.ListField(child=serializers.CharField())
    seen_at = serializers.DateTimeField(help_text="When it was last heard of")


class Queue(serializers.Serializer[object]):
    seq = serializers.IntegerField()
    paused = serializers.BooleanField(help_text="No conversion starts")
    hours = QueueHours(allow_null=True, help_text="When conversions may start; null: always")
    time_zone = serializers.CharField(help_text="The server's, in which the hours are meant")
    open_now = serializers.BooleanField()
    waiting = serializers.IntegerField(help_text="Conversions of all users")
    running = serializers.IntegerField()
    workers = QueueWorker(many=True)


def queue_as_json() -> dict[str, Any]:
    return dict(Queue(queue_state.present()).data)
