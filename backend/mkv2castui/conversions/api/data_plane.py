"""The data plane in the schema: these addresses are answered by Starlette (project/asgi.py), never by Django.

The classes exist so that the OpenAPI document has them. Django routes here only when the composition is wrong.
"""

from __future__ import annotations

import uuid

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.common.problems import not_found
from mkv2castui.conversions.api.jobs import JobView
from mkv2castui.conversions.api.requests import UploadForm
from mkv2castui.conversions.api.views import CONFLICT, INVALID, NOT_FOUND, problem

_FILE = OpenApiResponse(OpenApiTypes.BINARY, description="The file; `Range` is honoured")
_BEYOND = {(416, "application/problem+json"): problem("The file ends before the part that was asked for")}
_TOO_LARGE = {(413, "application/problem+json"): problem("More than MAX_UPLOAD_SIZE")}
_ELSEWHERE = OpenApiResponse(description="The film is in an object store: fetch it there, within the hour")
_NO_SPACE = {(507, "application/problem+json"): problem("The disk has no room for it")}
_INCOMPLETE = {(400, "application/problem+json"): problem("The body ended early or is no form")}


class UploadInSchema(APIView):
    @extend_schema(
        operation_id="upload",
        tags=["upload"],
        request={"multipart/form-data": UploadForm},
        responses={201: JobView, **_INCOMPLETE, **_TOO_LARGE, **INVALID, **_NO_SPACE},
    )
    def post(self, request: Request) -> Response:
        """One film. Fields may stand before or after the file."""
        raise not_found()


class ArchiveInSchema(APIView):
    @extend_schema(
        operation_id="jobs_download",
        tags=["files"],
        parameters=[OpenApiParameter("ids", OpenApiTypes.STR, required=True, description="Joined by commas")],
        responses={
            (200, "application/zip"): _FILE,
            (206, "application/zip"): _FILE,
            **NOT_FOUND,
            **CONFLICT,
            **INVALID,
            **_BEYOND,
        },
    )
    def get(self, request: Request) -> Response:
        """All results of several jobs as one ZIP; its size is known before."""
        raise not_found()


class DownloadInSchema(APIView):
    @extend_schema(
        operation_id="job_download",
        tags=["files"],
        parameters=[OpenApiParameter("inline", OpenApiTypes.BOOL, description="1: to play in the page")],
        responses={(200, "video/mp4"): _FILE, (206, "video/mp4"): _FILE, 307: _ELSEWHERE, **NOT_FOUND, **_BEYOND},
    )
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        """The result."""
        raise not_found()


class OutputInSchema(APIView):
    @extend_schema(
        operation_id="job_output",
        tags=["files"],
        responses={(200, "text/vtt"): _FILE, (206, "text/vtt"): _FILE, **NOT_FOUND, **_BEYOND},
    )
    def get(self, request: Request, job_id: uuid.UUID, output_id: uuid.UUID) -> Response:
        """One of the results: subtitles beside the film."""
        raise not_found()


class StillInSchema(APIView):
    @extend_schema(operation_id="job_still", tags=["files"], responses={(200, "image/jpeg"): _FILE, **NOT_FOUND})
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        """A picture of the film."""
        raise not_found()


class ExportInSchema(APIView):
    @extend_schema(
        operation_id="account_export",
        tags=["accounts"],
        responses={(200, "application/json"): OpenApiResponse(OpenApiTypes.OBJECT, description="An attachment")},
    )
    def get(self, request: Request) -> Response:
        """All that the server keeps about who asks: account, films with their facts, tokens without their secrets,
        sessions, invitations, what the log says. The results themselves come as a ZIP."""
        raise not_found()
