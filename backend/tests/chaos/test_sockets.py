"""Who listens while servers die: after a reconnect everybody knows what is so, and all hear what is said last."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import websockets

if TYPE_CHECKING:
    from testing.stack import Stack

    from ..conftest import ServerFactory

LISTENERS = 50


class Listener:
    """As the page: folds events by their ``seq`` and comes back when the line is cut. ``connections``: so far."""

    def __init__(self) -> None:
        self.jobs = dict[str, dict[str, Any]]()
        self.connections = 0

    async def listen(self, address: str) -> None:
        while True:
            try:
                async with websockets.connect(address, max_size=None, open_timeout=60) as socket:
                    self.connections += 1
                    async for text in socket:
                        self._fold(json.loads(text))
            except (OSError, websockets.WebSocketException):
                await asyncio.sleep(0.2)

    def _fold(self, event: dict[str, Any]) -> None:
        if event["type"] == "jobs.snapshot":
            self.jobs = {job["id"]: job for job in event["jobs"]}
        elif event["type"] == "job.deleted":
            self.jobs.pop(event["job"]["id"], None)
        elif event["type"].startswith("job."):
            known = self.jobs.get(event["job"]["id"], {"seq": -1})
            if event["seq"] > known["seq"]:
                self.jobs[event["job"]["id"]] = {**known, **event["job"]}


@asynccontextmanager
async def listeners(address: str) -> AsyncIterator[list[Listener]]:
    made = [Listener() for _ in range(LISTENERS)]
    tasks = [asyncio.create_task(listener.listen(address)) for listener in made]
    try:
        await until(lambda: all(listener.connections for listener in made))
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(condition: Any, seconds: float = 90) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.1)


def all_see(made: list[Listener], job: str, status: str) -> bool:
    return all(listener.jobs.get(job, {}).get("status") == status for listener in made)


async def test_the_only_server_restarts(make_server: ServerFactory, long_film: Path, film: Path) -> None:
    server = make_server()
    await asyncio.to_thread(server.start)
    async with listeners(f"{server.socket_url}/ws/jobs/") as made:
        job = (await asyncio.to_thread(server.upload, long_film))["id"]
        await until(lambda: all_see(made, job, "processing"))
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        await until(lambda: all(listener.connections == 2 for listener in made))
        await until(lambda: all_see(made, job, "completed"))
        assert {listener.jobs[job]["progress"] for listener in made} == {100}
        after = (await asyncio.to_thread(server.upload, film))["id"]
        await until(lambda: all_see(made, after, "completed"))


async def test_redis_and_the_server_of_the_sockets_restart(stack: Stack, long_film: Path, film: Path) -> None:
    async with listeners(f"{stack.socket_url}/ws/jobs/") as made:
        job = (await asyncio.to_thread(stack.upload, long_film))["id"]
        await until(lambda: all_see(made, job, "processing"))
        stack.processes["redis"].kill()
        await until(lambda: stack.job(job)["status"] in ("verifying", "completed"))
        stack.processes["redis"].start()
        await until(lambda: all_see(made, job, "completed"))
        assert {listener.connections for listener in made} == {1}
        stack.processes["websocket"].kill()
        after = (await asyncio.to_thread(stack.upload, film))["id"]
        stack.processes["websocket"].start()
        await until(lambda: all_see(made, after, "completed"))
        assert {listener.connections for listener in made} == {2}
