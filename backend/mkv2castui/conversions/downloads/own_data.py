"""All that is kept about who asks, as one file of JSON, page by page in constant memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Any

import orjson
from channels.db import database_sync_to_async
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from mkv2castui.accounts import asking, audit, own_data
from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.conversions import own_films
from mkv2castui.conversions.downloads.files import disposition

_NAME = "mkv2castui-my-data.json"
_SERIES: Mapping[str, Callable[[User, Any], tuple[list[dict[str, Any]], Any]]] = {
    "log": own_data.done,
    "log_about_you": own_data.undergone,
    "films": own_films.page,
}
_HEADERS = {"Cache-Control": "no-store", "Content-Disposition": disposition(_NAME, inline=False)}

# Each page in a moment of its own, but not in the one thread of all short queries.
_apart = partial(database_sync_to_async, thread_sensitive=False)


async def own_data_of_who_asks(request: Request) -> Response:
    user = await _apart(asking.user)()
    if request.method == "HEAD":
        return Response(headers=_HEADERS, media_type="application/json")
    await _apart(audit.note)("data_exported", user, asking.request_of(dict(request.scope)))
    return StreamingResponse(_written(user), headers=_HEADERS, media_type="application/json")


async def _written(user: User) -> AsyncIterator[bytes]:
    about = {"made_at": clock.now(), **await _apart(own_data.of)(user)}
    yield _json(about)[:-1]
    for name, page in _SERIES.items():
        yield b',\n"%s": [' % name.encode()
        async for rows in _pages(user, page):
            yield rows
        yield b"]"
    yield b"}\n"


async def _pages(user: User, page: Callable[[User, Any], tuple[list[dict[str, Any]], Any]]) -> AsyncIterator[bytes]:
    after, between = None, b"\n"
    while True:
        rows, after = await _apart(page)(user, after)
        if not rows:
            return
        yield between + await _apart(_lines)(rows)
        between = b",\n"


def _lines(rows: list[dict[str, Any]]) -> bytes:
    return b",\n".join(_json(row) for row in rows)


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)
