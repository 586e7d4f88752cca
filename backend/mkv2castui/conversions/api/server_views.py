"""What this server knows and can do, over HTTP."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.conversions import allowances, host, quotas, selectors
from mkv2castui.conversions.api.server import Device, Hardware, Stats, Usage
from mkv2castui.conversions.api.views import owner_of


class DeviceList(APIView):
    @extend_schema(operation_id="devices", tags=["server"], responses=Device(many=True))
    def get(self, request: Request) -> Response:
        """The device profiles, the one that suits all first."""
        return Response(host.devices())


class HardwareView(APIView):
    @extend_schema(operation_id="hardware", tags=["server"], responses=Hardware)
    def get(self, request: Request) -> Response:
        """What this server can encode with, and how much room it has."""
        return Response(host.hardware())


class UsageView(APIView):
    @extend_schema(operation_id="usage", tags=["server"], responses=Usage)
    def get(self, request: Request) -> Response:
        """What the user's films take of what they may."""
        owner = owner_of(request)
        return Response(quotas.usage_of(owner, allowances.running_of([owner.pk])[owner.pk]))


class StatsView(APIView):
    @extend_schema(operation_id="stats", tags=["server"], responses=Stats)
    def get(self, request: Request) -> Response:
        """Figures of the user's jobs."""
        return Response(selectors.stats_of(owner_of(request)))
