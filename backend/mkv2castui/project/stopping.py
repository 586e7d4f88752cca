"""What becomes of requests when the server is asked to stop."""

from __future__ import annotations

import asyncio

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mkv2castui.common.problems import CONTENT_TYPE, ApiCode, Problem

AGAIN_AFTER = 3
"""Seconds that a client is asked to wait before it comes again: about what a new start takes."""


class Requests:
    """ASGI: ``app``, whose requests can be cut. One that was not answered yet is answered with a 503 then."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._running: set[asyncio.Task[object]] = set()
        self._is_cut = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None:
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        self._running.add(task)
        try:
            await self._app(scope, receive, answer)
        except asyncio.CancelledError:
            if not self._is_cut:
                raise
            if not answer.has_begun:
                await _comes_later()(scope, receive, send)
        finally:
            self._running.discard(task)

    def cut(self) -> None:
        """They end with a 503, or, where the answer has begun, with a closed connection."""
        self._is_cut = True
        for task in self._running:
            task.cancel()


class _Answer:
    """``send``, that remembers."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        self.has_begun = True
        await self._send(message)


def _comes_later() -> JSONResponse:
    """The rest of the request is not read any more."""
    hint = "Try again in a moment. An upload in pieces goes on where it was."
    problem = Problem(503, ApiCode.INTERRUPTED, "The server is being stopped.", hint=hint)
    headers = {"Retry-After": str(AGAIN_AFTER), "Connection": "close", "Cache-Control": "no-store"}
    return JSONResponse(problem.as_json(), problem.status, headers, CONTENT_TYPE)
