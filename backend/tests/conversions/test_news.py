"""What all sockets of a process hear comes once, is written once and is read once."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from channels.layers import get_channel_layer

from mkv2castui.conversions.news import News, hub

FIGURES = {"id": "a", "seq": 7, "progress": 12.5}


class Ear:
    def __init__(self) -> None:
        self.heard = list[News]()

    def hear(self, news: News) -> None:
        self.heard.append(news)


async def said(message: dict[str, Any], *ears: Ear) -> None:
    layer = get_channel_layer()
    assert layer is not None
    await layer.group_send("films", message)
    async with asyncio.timeout(10):
        while not all(ear.heard for ear in ears):
            await asyncio.sleep(0.01)


async def test_a_message_is_written_once_for_all_who_listen() -> None:
    ears = [Ear() for _ in range(20)]
    for ear in ears:
        await hub().join("films", ear)
    await said({"type": "job.progressed", "id": "a", "job": FIGURES}, *ears)
    [news] = ears[0].heard
    assert (news.about, news.event and news.event.seq) == ("a", 7)
    assert all(ear.heard[0] is news for ear in ears)
    for ear in ears:
        await hub().leave("films", ear)


async def test_who_left_hears_nothing_and_the_others_go_on() -> None:
    stays, leaves = Ear(), Ear()
    for ear in (stays, leaves):
        await hub().join("films", ear)
    await hub().leave("films", leaves)
    await said({"type": "job.changed", "id": "a"}, stays)
    assert (stays.heard, leaves.heard) == ([News("a")], [])
    await hub().leave("films", stays)


@pytest.mark.django_db(transaction=True)  # the reading thread looks after the connections it finds
async def test_one_read_answers_all_who_asked_before_it_began_and_none_later() -> None:
    reads, begun, may_end = list[int](), threading.Event(), threading.Event()

    def read() -> int:
        reads.append(len(reads))
        begun.set()
        assert may_end.wait(10)
        return reads[-1]

    early = [asyncio.create_task(hub().read("a film", read)) for _ in range(50)]
    await asyncio.to_thread(begun.wait, 10)
    late = asyncio.create_task(hub().read("a film", read))
    may_end.set()
    assert {await task for task in early} == {0}
    assert await late == 1
