"""The data plane's door: who asks is known, and may do so, before a byte of a request is taken."""

from __future__ import annotations

from channels.db import database_sync_to_async
from django.conf import settings
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from mkv2castui.accounts import asking
from mkv2castui.accounts.asking import Asker
from mkv2castui.common.problems import Problem, sign_in_required
from mkv2castui.uploads.body import Body


class Gate:
    """ASGI, around single routes. Raises the 401 and 403 problems; inside, :func:`asking.user` tells who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if settings.REQUIRE_AUTH:
            try:
                asking.remember(await database_sync_to_async(_admitted)(scope))
            except Problem:
                await Body(Request(scope, receive)).let_the_client_finish()
                raise
        await self._app(scope, receive, send)


def _admitted(scope: Scope) -> Asker:
    asker = asking.admitted(asking.request_of(dict(scope)))
    if asker is None:
        raise sign_in_required()
    return asker
