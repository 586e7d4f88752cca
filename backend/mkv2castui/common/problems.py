"""Errors of the HTTP interface: RFC 9457 ``application/problem+json``, from one place.

``code`` is stable and the key of the user interface's translations; ``title`` and ``hint`` are plain English.
"""

from __future__ import annotations

import logging
import sqlite3
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

CONTENT_TYPE = "application/problem+json"

log = logging.getLogger(__name__)


class ApiCode(StrEnum):
    """Codes of errors that belong to the interface, beside the engine's."""

    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    UPLOAD_INCOMPLETE = "upload_incomplete"
    UPLOAD_DAMAGED = "upload_damaged"
    FILE_TOO_LARGE = "file_too_large"
    NO_SPACE = "no_space"
    STORAGE_UNAVAILABLE = "storage_unavailable"
    RANGE_NOT_SATISFIABLE = "range_not_satisfiable"
    INVALID_FILE_NAME = "invalid_file_name"
    INVALID_OPTIONS = "invalid_options"
    INVALID_REQUEST = "invalid_request"
    FORBIDDEN_ORIGIN = "forbidden_origin"
    SIGN_IN_REQUIRED = "sign_in_required"
    SECOND_FACTOR_REQUIRED = "second_factor_required"
    FORBIDDEN = "forbidden"
    SCOPE_MISSING = "scope_missing"
    CSRF_FAILED = "csrf_failed"
    TOO_MANY_REQUESTS = "too_many_requests"
    SIGN_IN_UNAVAILABLE = "sign_in_unavailable"
    QUOTA_EXCEEDED = "quota_exceeded"
    PROOF_NEEDED = "proof_needed"
    LAST_ADMINISTRATOR = "last_administrator"
    PEOPLE_LEFT_OUT = "people_left_out"
    PROVIDER_UNREACHABLE = "provider_unreachable"
    INTERRUPTED = "interrupted"
    SOURCE_GONE = "source_gone"
    UNKNOWN_DEVICE = "unknown_device"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    INTERNAL_ERROR = "internal_error"


class Problem(Exception):
    """An error on its way to a client. ``title``: what happened; ``hint``: what to do now."""

    def __init__(
        self, status: int, code: str, title: str, *, hint: str = "", detail: str | None = None, **members: object
    ) -> None:
        super().__init__(title)
        self.status = status
        self.code = code
        self.title = title
        self.hint = hint
        self.detail = detail
        self.members = members

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}

    def as_json(self) -> dict[str, object]:
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": str(self.code),
            "hint": self.hint,
            **self.members,
        }


def not_found() -> Problem:
    return Problem(404, ApiCode.NOT_FOUND, "There is nothing at this address.", hint="It may have been deleted.")


def sign_in_required() -> Problem:
    return Problem(401, ApiCode.SIGN_IN_REQUIRED, "Nobody is signed in.", hint="Sign in, or send a valid token.")


def csrf_refused() -> Problem:
    return Problem(
        403, ApiCode.CSRF_FAILED, "The request doesn't prove that it comes from our page.", hint="Reload it."
    )


def too_many_requests() -> Problem:
    return Problem(429, ApiCode.TOO_MANY_REQUESTS, "That was too much at once.", hint="Wait a moment, then try again.")


def sign_in_unavailable() -> Problem:
    return Problem(
        503,
        ApiCode.SIGN_IN_UNAVAILABLE,
        "Nobody can sign in right now: the part of the server that counts attempts does not answer.",
        hint="Who is signed in can go on. Try again in a minute.",
    )


def database_full(error: DatabaseError) -> Problem | None:
    """The 507 problem when the database's disk has no room; ``None`` for any other error of a database."""
    cause = error.__cause__
    if not (
        getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", "") == "53100"
    ):
        return None
    return Problem(
        507,
        ApiCode.NO_SPACE,
        "The disk of the server's database has no room left.",
        hint="Ask whoever runs the server for more space.",
    )


def conflict(action: str, state: str) -> Problem:
    """``action`` as a past participle: "started"."""
    return Problem(
        409,
        ApiCode.CONFLICT,
        f"A job that is {state} can't be {action}.",
        hint="Look at the job's present state first.",
        state=state,
    )


def handle(error: Exception, context: dict[str, Any]) -> Response | None:  # noqa: ARG001 - DRF's signature
    """DRF's exception handler. An unknown error goes on to Django, which logs it and answers :func:`server_error`."""
    problem = _as_problem(error)
    if problem is None:
        return None
    headers = {}
    if isinstance(error, exceptions.APIException):
        headers = {name: str(getattr(error, key)) for name, key in _HEADERS.items() if getattr(error, key, None)}
    headers |= problem.headers
    return Response(problem.as_json(), status=problem.status, headers=headers, content_type=CONTENT_TYPE)


_HEADERS = {"WWW-Authenticate": "auth_header", "Retry-After": "wait"}


def _as_problem(error: Exception) -> Problem | None:
    match error:
        case Problem():
            return error
        case DatabaseError():
            return database_full(error)
        case Http404() | exceptions.NotFound():
            return not_found()
        case PermissionDenied():
            return Problem(403, ApiCode.FORBIDDEN, "This is not allowed.")
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return sign_in_required()
        case exceptions.Throttled():
            return too_many_requests()
        case exceptions.MethodNotAllowed():
            return Problem(405, ApiCode.METHOD_NOT_ALLOWED, str(error.detail))
        case exceptions.UnsupportedMediaType():
            return Problem(415, ApiCode.UNSUPPORTED_MEDIA_TYPE, str(error.detail), hint="Send application/json.")
        case exceptions.ValidationError():
            return Problem(
                422, ApiCode.INVALID_REQUEST, "The request has values that can't be used.", errors=error.detail
            )
        case exceptions.APIException():
            code = ApiCode.INVALID_REQUEST if error.status_code == 400 else str(error.default_code)
            return Problem(error.status_code, code, str(error.detail))
    return None


def as_response(problem: Problem) -> JsonResponse:
    return JsonResponse(problem.as_json(), status=problem.status, content_type=CONTENT_TYPE)


def page_not_found(request: HttpRequest, exception: Exception) -> JsonResponse:  # noqa: ARG001 - Django's signature
    return as_response(not_found())


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:  # noqa: ARG001 - Django's signature
    return as_response(Problem(400, ApiCode.INVALID_REQUEST, "The request can't be understood."))


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:  # noqa: ARG001 - Django's signature
    return as_response(csrf_refused())


def internal_error() -> Problem:
    return Problem(
        500,
        ApiCode.INTERNAL_ERROR,
        "The program met an error of its own.",
        hint="Its log says more. Try again; if it stays, report it with the log.",
    )


def server_error(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    return as_response(internal_error())
