"""Bytes of one request on their way from the event loop to a thread that writes them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from mkv2castui.uploads import blocks
from mkv2castui.uploads.blocks import BLOCK, Blocks
from mkv2castui.uploads.body import Body


class Messages:
    """What a server says of a request, one after the other."""

    def __init__(self, *messages: Message) -> None:
        self.messages = list(messages)
        self._rest = iter(self.messages)

    async def __call__(self) -> Message:
        return next(self._rest)

    def as_body(self) -> Body:
        return Body(Request({"type": "http"}, self))


class Asked:
    """As Granian: what is asked for begins to be read at once. Chunks are numbers, from 1 to ``last``."""

    def __init__(self, last: int) -> None:
        self.asked = 0
        self._last = last

    def __call__(self) -> Awaitable[Message]:
        self.asked += 1
        coming = asyncio.get_running_loop().create_future()
        coming.set_result(piece(b"%d" % self.asked, more=self.asked < self._last))
        return coming


def piece(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": content, "more_body": more}


async def test_of_a_chunk_that_was_taken_nothing_is_kept_while_the_next_one_comes() -> None:
    messages = Messages(piece(b"first"), piece(b"second", more=False))
    chunks = messages.as_body().chunks()
    assert await anext(chunks) == b"first"
    assert messages.messages[0].get("body") is None
    assert [chunk async for chunk in chunks] == [b"second"]


async def test_where_few_come_at_once_the_next_chunk_is_read_while_one_is_worked_on() -> None:
    messages = Asked(3)
    chunks = Body(Request({"type": "http"}, messages)).chunks()
    asked = [messages.asked async for _ in chunks]
    assert asked == [2, 3, 3]  # never two ahead, and none behind the end


async def test_where_many_come_at_once_none_is_read_ahead() -> None:
    rows = [Blocks(lambda block: None) for _ in range(blocks._FEW + 1)]
    messages = Asked(3)
    chunks = Body(Request({"type": "http"}, messages)).chunks()
    assert [messages.asked async for _ in chunks] == [1, 2, 3]
    assert len(rows) > blocks._FEW


async def test_what_was_read_ahead_is_not_lost_for_who_comes_next() -> None:
    body = Body(Request({"type": "http"}, Asked(3)))
    assert await anext(body.chunks()) == b"1"
    assert [chunk async for chunk in body.chunks()] == [b"2", b"3"]


async def test_a_client_that_goes_ends_its_body() -> None:
    body = Messages(piece(b"first"), {"type": "http.disconnect"}).as_body()
    with pytest.raises(ClientDisconnect):
        assert [chunk async for chunk in body.chunks()] == []
    assert [chunk async for chunk in body.chunks()] == []


@pytest.mark.parametrize(
    ("chunks", "most"),
    [
        pytest.param([b"x" * 10] * 5, 5, id="few bytes wait for the end"),
        pytest.param([b"x" * BLOCK] * 3, 1, id="a megabyte is a block"),
        pytest.param([b"x"] * 2500, 1024, id="of single bytes a thousand"),
    ],
)
async def test_what_is_written_at_once(chunks: list[bytes], most: int) -> None:
    written = list[Sequence[bytes]]()
    row = Blocks(lambda block: written.append(list(block)))
    for chunk in chunks:
        await row.add(chunk)
    await row.end()
    assert max(map(len, written)) == most
    assert [chunk for block in written for chunk in block] == chunks


async def test_of_many_uploads_at_once_none_has_more_than_a_chunk_in_hand() -> None:
    written = list[Sequence[bytes]]()
    rows = [Blocks(lambda block: written.append(list(block))) for _ in range(blocks._FEW + 1)]
    for row in rows:
        await row.add(b"chunk")
    assert written == [[b"chunk"]] * len(rows)


async def trickled(row: Blocks) -> None:
    """Far less than a block."""
    for _ in range(1000):
        await row.add(b"x")
        await asyncio.sleep(0.01)


async def test_what_goes_wrong_comes_out_of_every_later_step() -> None:
    def full(_: Sequence[bytes]) -> None:
        raise OSError("full")

    row = Blocks(full)
    await row.add(b"x" * BLOCK)
    with pytest.raises(OSError, match="full"):
        await trickled(row)
    for _ in range(2):
        with pytest.raises(OSError, match="full"):
            await row.end()
    await row.stop()
