"""``/api/uploads/known/``: is this film here already?"""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.conversions.api.job_json import job_as_json
from mkv2castui.conversions.api.jobs import JobView
from mkv2castui.conversions.api.line_views import GONE
from mkv2castui.conversions.api.requests import RawOptions
from mkv2castui.conversions.api.views import INVALID, NOT_FOUND, owner_of, problem
from mkv2castui.conversions.models import Job
from mkv2castui.uploads.known import films

_LARGEST = 2**63 - 1
_OTHER = {(409, "application/problem+json"): problem("The digest is that of another film")}


def _sum(help_text: str) -> serializers.RegexField:
    return serializers.RegexField(r"^[0-9a-fA-F]{64}$", help_text=help_text)


class FilmSketch(serializers.Serializer[object]):
    size = serializers.IntegerField(min_value=0, max_value=_LARGEST, help_text="Bytes")
    sample = _sum(
        "SHA-256, hex, over the size (8 bytes, the least first) and 16 blocks of 65,536 bytes, the n-th (from 0) at"
        " floor(n * (size - 65,536) / 15); of a file below 1 MiB over the size and all of it"
    )


class KnownFilm(serializers.Serializer[Job]):
    job = serializers.UUIDField(source="pk")
    filename = serializers.CharField()
    created_at = serializers.DateTimeField()


class KnownFilms(serializers.Serializer[object]):
    films = KnownFilm(many=True)


class FilmTaken(serializers.Serializer[object]):
    sha256 = _sum("Of the whole file, hex")
    filename = serializers.CharField(max_length=10_000)
    device = serializers.CharField(required=False, help_text="The default one when it is missing")
    options = RawOptions(required=False)
    start = serializers.BooleanField(required=False, default=True, help_text="Convert without being asked again")


class KnownFilmsView(APIView):
    @extend_schema(
        operation_id="uploads_known", tags=["upload"], request=FilmSketch, responses={200: KnownFilms, **INVALID}
    )
    def post(self, request: Request) -> Response:
        """The user's own films that may be the one of this size and sample, newest first. Nobody else's are told."""
        said = _said(FilmSketch, request)
        found = films.like(owner_of(request), said["size"], said["sample"].lower())
        return Response(KnownFilms({"films": found}).data)


class KnownFilmView(APIView):
    @extend_schema(
        operation_id="uploads_known_take",
        tags=["upload"],
        request=FilmTaken,
        responses={201: JobView, **NOT_FOUND, **_OTHER, **GONE, **INVALID},
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """A new job from the film of another one, in place of an upload, for whoever can tell its digest."""
        made = films.take(owner_of(request), job_id, **_said(FilmTaken, request))
        return Response(job_as_json(made), 201)


def _said(form_class: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    form = form_class(data=request.data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
