"""Health over HTTP, for people, load balancers and orchestrators."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui import __version__
from mkv2castui.monitoring import health


class PartHealth(serializers.Serializer[object]):
    part = serializers.CharField()
    state = serializers.ChoiceField(health.State.choices)
    detail = serializers.CharField()


class Health(serializers.Serializer[object]):
    state = serializers.ChoiceField(health.State.choices)
    version = serializers.CharField()
    parts = PartHealth(many=True)


class _Open(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)


class HealthView(_Open):
    @extend_schema(operation_id="health", responses={200: Health, 503: Health}, tags=["health"])
    def get(self, request: Request) -> Response:
        """Each part's state; 503 when one is down."""
        findings = health.examine()
        state = health.worst(findings)
        report = {"state": state, "version": __version__, "parts": findings}
        return Response(Health(report).data, status=503 if state == health.State.DOWN else 200)


class ReadyView(HealthView):
    @extend_schema(operation_id="health_ready", responses={200: Health, 503: Health}, tags=["health"])
    def get(self, request: Request) -> Response:
        """Whether the program can take work now."""
        return super().get(request)


class LiveView(_Open):
    @extend_schema(operation_id="health_live", responses={200: Health}, tags=["health"])
    def get(self, request: Request) -> Response:
        """The process answers."""
        return Response(Health({"state": health.State.OK, "version": __version__, "parts": []}).data)
