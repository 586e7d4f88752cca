"""Events over a real server that goes away and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkv2castui.project.backends import channel_layer
from mkv2castui.project.channel_layer import ChannelLayer
from testing.ports import free_ports
from testing.processes import Process
from testing.servers import valkey

RESTORED = {"type": "layer.restored"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Process]:
    [port] = free_ports(1)
    process = valkey(tmp_path, tmp_path / "log", port)
    process.start()
    yield process
    process.kill()


@pytest.fixture
def layer(server: Process) -> ChannelLayer:
    return another_layer(server)


def another_layer(server: Process) -> ChannelLayer:
    """As another process would have it."""
    port = list(server.command)[list(server.command).index("--port") + 1]
    return ChannelLayer(**channel_layer(f"redis://127.0.0.1:{port}/0")["CONFIG"])


async def received(layer: ChannelLayer, channel: str) -> object:
    return await asyncio.wait_for(layer.receive(channel), 30)


async def test_a_burst_loses_nothing(server: Process, layer: ChannelLayer) -> None:
    listener = await layer.new_channel()
    await layer.group_add("jobs", listener)
    sender = another_layer(server)
    for number in range(1000):
        await sender.group_send("jobs", {"type": "job.changed", "id": number})
    assert [await received(layer, listener) for _ in range(1000)] == [
        {"type": "job.changed", "id": number} for number in range(1000)
    ]
    await layer.flush()
    await sender.flush()


async def test_after_an_outage_listeners_are_told_and_hear_again(server: Process, layer: ChannelLayer) -> None:
    listener = await layer.new_channel()
    await layer.group_add("jobs", listener)
    server.kill()
    late = await layer.new_channel()
    await layer.group_add("jobs", late)
    server.begin()
    assert await received(layer, listener) == RESTORED
    assert await received(layer, late) == RESTORED
    await layer.group_send("jobs", {"type": "job.changed"})
    assert await received(layer, listener) == {"type": "job.changed"}
    assert await received(layer, late) == {"type": "job.changed"}
    await layer.flush()


async def test_who_leaves_during_an_outage_hears_nothing_more(server: Process, layer: ChannelLayer) -> None:
    staying, leaving = await layer.new_channel(), await layer.new_channel()
    for channel in (staying, leaving):
        await layer.group_add(channel, channel)
    server.kill()
    await layer.group_discard(leaving, leaving)
    server.begin()
    assert await received(layer, staying) == RESTORED
    assert await received(layer, leaving) == RESTORED
    await layer.group_send(leaving, {"type": "job.changed"})
    await layer.send(leaving, {"type": "the.end"})
    assert await received(layer, leaving) == {"type": "the.end"}
    await layer.flush()
