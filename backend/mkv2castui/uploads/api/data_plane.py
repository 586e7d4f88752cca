"""Uploads in pieces in the schema: these addresses are answered by Starlette (project/asgi.py), never by Django.

The classes exist so that the OpenAPI document has them. It knows no ``HEAD``: that one is told of in words.
"""

from __future__ import annotations

import uuid

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.common.problems import not_found
from mkv2castui.conversions.api.views import problem

_PROBLEM = "application/problem+json"
_PIECE = {"application/offset+octet-stream": OpenApiTypes.BINARY}
_DONE = OpenApiResponse(description="Done; its headers say how far the upload has come")
_WRONG = {(400, _PROBLEM): problem("A header is missing or makes no sense")}
_UNKNOWN = {(404, _PROBLEM): problem("No such upload")}
_BUSY = {(409, _PROBLEM): problem("The upload stands at another place (`limit`), or is whole")}
_TOO_LARGE = {(413, _PROBLEM): problem("More than was announced, or than MAX_UPLOAD_SIZE")}
_OTHER_TYPE = {(415, _PROBLEM): problem("The body is of another type")}
_NO_FILM = {(422, _PROBLEM): problem("What has come can't become a film; nothing of it is kept")}
_TAKEN = {(423, _PROBLEM): problem("Another request sends bytes of this upload")}
_DAMAGED = {(460, _PROBLEM): problem("The body does not have the sum of Upload-Checksum")}
_NO_SPACE = {(507, _PROBLEM): problem("The disk has no room for it")}


def _header(
    name: str, description: str, *, kind: type[str] | type[int] = str, required: bool = False
) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.HEADER, required=required, description=description)


def _answered(name: str, description: str, kind: type[str] | type[int] = str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.HEADER, response=True, description=description)


_VERSION = _header("Tus-Resumable", "1.0.0", required=True)
_OFFSET = _answered("Upload-Offset", "Bytes that are there for good", int)


class UploadsInSchema(APIView):
    @extend_schema(
        operation_id="uploads_create",
        tags=["upload"],
        parameters=[
            _VERSION,
            _header("Upload-Length", "Bytes of the whole film; not for one made of parts", kind=int),
            _header(
                "Upload-Metadata",
                "`filename`, `device`, `options` (JSON), `start`, each with its value in Base64, joined by commas",
            ),
            _header("Upload-Concat", "`partial`, or `final;` and the addresses of the parts"),
            _answered("Location", "Of the upload; its last component is the job's id"),
            _OFFSET,
        ],
        request=_PIECE,
        responses={
            201: OpenApiResponse(description="The upload has begun, and its job is `uploading`"),
            **_WRONG,
            **_TOO_LARGE,
            (422, _PROBLEM): problem("No name, or an unknown device or option"),
            **_NO_SPACE,
        },
    )
    def post(self, request: Request) -> Response:
        """Begin an upload in pieces that can be taken up again (tus 1.0.0). The body may be its first bytes."""
        raise not_found()


class UploadInSchema(APIView):
    @extend_schema(
        operation_id="upload_send",
        tags=["upload"],
        parameters=[
            _VERSION,
            _header("Upload-Offset", "Where in the film the body begins", kind=int, required=True),
            _header("Upload-Checksum", "`sha256`, `sha1` or `md5`, and the sum of the body in Base64"),
            _OFFSET,
        ],
        request=_PIECE,
        responses={
            204: _DONE,
            **_WRONG,
            **_UNKNOWN,
            **_BUSY,
            **_TOO_LARGE,
            **_OTHER_TYPE,
            **_NO_FILM,
            **_TAKEN,
            **_DAMAGED,
            **_NO_SPACE,
        },
    )
    def patch(self, request: Request, upload_id: uuid.UUID) -> Response:
        """The next bytes. `HEAD` of this address answers with `Upload-Offset`: where to go on after a break."""
        raise not_found()

    @extend_schema(
        operation_id="upload_give_up",
        tags=["upload"],
        parameters=[_VERSION],
        request=None,
        responses={204: OpenApiResponse(description="Gone, with its job"), **_UNKNOWN, **_BUSY},
    )
    def delete(self, request: Request, upload_id: uuid.UUID) -> Response:
        raise not_found()


class TailInSchema(APIView):
    @extend_schema(
        operation_id="upload_tail",
        tags=["upload"],
        parameters=[
            _header("Upload-Offset", "Where in the film the body begins", kind=int, required=True),
        ],
        request=_PIECE,
        responses={
            204: OpenApiResponse(description="Kept until the film has come"),
            **_WRONG,
            **_UNKNOWN,
            (409, _PROBLEM): problem("The upload is whole"),
            (413, _PROBLEM): problem("More than 64 MB"),
            **_OTHER_TYPE,
            **_NO_FILM,
            **_NO_SPACE,
        },
    )
    def put(self, request: Request, upload_id: uuid.UUID) -> Response:
        """The last bytes of a film that is on its way, for an early look at an MP4 whose index comes last. They end
        where the film does, and are sent once more in their turn."""
        raise not_found()
