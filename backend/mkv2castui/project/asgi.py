"""The whole application as one ASGI callable: headers, guard, then data plane, pages, Django or sockets.

The data plane and the pages never reach Django, which would read whole bodies first. Import this module after
``django.setup()``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from channels.consumer import AsyncConsumer
from channels.routing import URLRouter
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import DatabaseError
from django.urls import path
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mkv2castui.common.problems import CONTENT_TYPE, ApiCode, Problem, database_full, internal_error, not_found
from mkv2castui.conversions import consumers, downloads
from mkv2castui.conversions.storage import StorageError, problem_of
from mkv2castui.project import celery as celery  # the app that carries wake-ups
from mkv2castui.project.gate import Gate
from mkv2castui.project.guard import Admission, Guard
from mkv2castui.project.headers import SecurityHeaders
from mkv2castui.project.pages import Pages
from mkv2castui.project.proxies import ForwardedBy
from mkv2castui.project.sockets import Closing
from mkv2castui.uploads.endpoint import upload
from mkv2castui.uploads.look.tails import tail
from mkv2castui.uploads.tus.endpoints import OneUpload, Uploads

log = logging.getLogger(__name__)

_DJANGO = ("/api/", "/health/")
_ACCOUNTS = ("/_allauth/", "/accounts/")
LARGEST_JSON = 1024 * 1024
"""Bytes; a job's options are a few hundred."""


def application(admission: Admission) -> ASGIApp:
    """All of it."""
    return _guarded(_data_plane(_Rest(sockets=True)), admission)


def web_application(admission: Admission) -> ASGIApp:
    """All but the sockets."""
    return _guarded(_data_plane(_Rest(sockets=False)), admission)


def websocket_application(admission: Admission) -> ASGIApp:
    """The sockets, and what tells whether they live."""
    return _guarded(_SocketsAndHealth(), admission)


def _guarded(app: ASGIApp, admission: Admission) -> ASGIApp:
    guarded = SecurityHeaders(Guard(app, admission))
    return ForwardedBy(guarded, settings.ENVIRONMENT.trusted_proxies)


def _data_plane(rest: ASGIApp) -> ASGIApp:
    app = Starlette(
        routes=[
            _gated("/api/upload/", upload, ["POST"]),
            _gated("/api/uploads/", Uploads),
            _gated("/api/uploads/{upload_id:uuid}/", OneUpload),
            _gated("/api/uploads/{upload_id:uuid}/tail/", tail, ["PUT"]),
            _gated("/api/jobs/download/", downloads.archive, ["GET"]),
            _gated("/api/jobs/{job_id:uuid}/download/", downloads.download, ["GET"]),
            _gated("/api/jobs/{job_id:uuid}/outputs/{output_id:uuid}/", downloads.output, ["GET"]),
            _gated("/api/jobs/{job_id:uuid}/still/", downloads.still, ["GET"]),
            _gated("/api/account/export/", downloads.own_data_of_who_asks, ["GET"]),
            Mount("/api/static", StaticFiles(packages=[("drf_spectacular_sidecar", "static")])),
        ],
        exception_handlers={
            Problem: _problem,
            StorageError: _storage_error,
            DatabaseError: _database_error,
            HTTPException: _http_error,
            Exception: _crash,
        },
    )
    app.router.redirect_slashes = False
    app.router.default = rest
    return app


def _gated(path: str, endpoint: Callable[..., Any], methods: list[str] | None = None) -> Route:
    """A route that :class:`Gate` stands before: those of the data plane all do."""
    return Route(path, endpoint, methods=methods, middleware=[Middleware(Gate)])


class _Rest:
    """What the data plane leaves."""

    def __init__(self, *, sockets: bool) -> None:
        self._django: Any = get_asgi_application()
        self._sockets: ASGIApp = Closing(_sockets()) if sockets else _no_sockets
        self._pages = Pages()
        self._of_django = (*_DJANGO, *_ACCOUNTS) if settings.REQUIRE_AUTH else _DJANGO

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._sockets(scope, receive, send)
        elif scope["path"].startswith(self._of_django):
            await self._django(scope, _at_most(LARGEST_JSON, receive), send)
        else:
            await self._pages(scope, receive, send)


class _SocketsAndHealth:
    def __init__(self) -> None:
        self._django: Any = get_asgi_application()
        self._sockets = Closing(_sockets())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._sockets(scope, receive, send)
        elif scope["path"].startswith("/health/"):
            await self._django(scope, _at_most(0, receive), send)
        else:
            problem = not_found()
            answer = JSONResponse(problem.as_json(), status_code=problem.status, media_type=CONTENT_TYPE)
            await answer(scope, receive, send)


async def _no_sockets(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Before it is accepted, which makes it an HTTP 403: another part has them."""
    await send({"type": "websocket.close", "code": 4404})


def _at_most(limit: int, receive: Receive) -> Receive:
    """``receive`` for a body of ``limit`` bytes: Django would write a longer one to the disk before it looks."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise Problem(413, ApiCode.INVALID_REQUEST, "The request is too long.", limit=limit)
        return message

    return limited


def _sockets() -> URLRouter:
    return URLRouter(
        [
            _socket("ws/jobs/", consumers.JobsConsumer),
            _socket("ws/conversion/<uuid:job_id>/", consumers.JobConsumer),
            _socket("<path:rest>", consumers.NowhereConsumer),
        ]
    )


def _socket(route: str, consumer: type[AsyncConsumer]) -> Any:
    handler: Any = consumer.as_asgi()  # Django's types know views only
    return path(route, handler)


def admission() -> Admission:
    """With sign-in the program may be called by any address of the machine: who asks is known by other means."""
    environment = settings.ENVIRONMENT
    any_address = environment.allow_open_lan or settings.REQUIRE_AUTH
    return Admission(frozenset(environment.allowed_hosts), any_address=any_address)


async def _problem(request: Request, error: Exception) -> Response:  # noqa: ARG001
    assert isinstance(error, Problem)
    return JSONResponse(error.as_json(), error.status, error.headers, CONTENT_TYPE)


async def _storage_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StorageError)
    return await _problem(request, problem_of(error))


async def _database_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatabaseError)
    problem = database_full(error)
    if problem is None:
        raise error
    return await _problem(request, problem)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return await _problem(request, not_found())
    problem = Problem(error.status_code, ApiCode.METHOD_NOT_ALLOWED, f"{error.detail}.")
    response = await _problem(request, problem)
    response.headers.update(error.headers or {})
    return response


async def _crash(request: Request, error: Exception) -> Response:
    """Starlette raises the error again after this answer, which no server here puts into its log."""
    log.error("%s %s met an error of the program", request.method, request.url.path, exc_info=error)
    return await _problem(request, internal_error())
