"""Sockets: the present state first, then what changes.

A message of the channel layer names a job; the state sent is read when it is sent. So a client never gets an old
state after a new one, many changes in a moment become one message, and a slow client can't make messages pile up.
"""

from __future__ import annotations

import asyncio
import uuid
from abc import ABC, abstractmethod
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from mkv2castui.accounts.models import User
from mkv2castui.accounts.services import local_owner
from mkv2castui.conversions import selectors
from mkv2castui.conversions.announcements import GROUP_OF_QUEUE, group_of_job, group_of_user
from mkv2castui.conversions.api.jobs import job_as_json, jobs_as_json
from mkv2castui.conversions.api.queue import queue_as_json

NO_SUCH_JOB = 4404
SNAPSHOT = 100  # jobs
_QUEUE = "queue"  # among the ids of jobs

Event = dict[str, Any]


class _JobEvents(AsyncJsonWebsocketConsumer, ABC):
    """``_pending``: what the client has to be told, by job; ``None`` means: read the job again.

    ``_sent``: the number of the last event of each job.
    """

    user: User
    group: str
    _sender: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        await self.accept()
        self._pending: dict[str, Event | None] = {}
        self._sent: dict[str, int] = {}
        self._wanted = asyncio.Event()
        self.user = await database_sync_to_async(local_owner)()
        self.group = self.group_name()
        # Joined before the state is read: what changes in between is told twice rather than never.
        await self.channel_layer.group_add(self.group, self.channel_name)
        if await self.send_present_state():
            self._sender = asyncio.create_task(self._send_pending())
        else:
            await self.close(NO_SUCH_JOB)

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - the library's signature
        if self._sender is not None:
            self._sender.cancel()
        await self.channel_layer.group_discard(self.group, self.channel_name)

    @abstractmethod
    def group_name(self) -> str:
        """Whose messages to listen to."""

    @abstractmethod
    async def send_present_state(self) -> bool:
        """``False`` when there is nothing that this user may see."""

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """Clients have nothing to say; what they send is ignored."""

    async def job_changed(self, message: Event) -> None:
        self._tell(message["id"], None)

    async def job_progressed(self, message: Event) -> None:
        if self._pending.get(message["id"], message) is not None:  # a change to be read outranks it
            figures = message["job"]
            self._tell(message["id"], {"type": "job.progress", "seq": figures["seq"], "job": figures})

    async def job_deleted(self, message: Event) -> None:
        self._tell(message["id"], _deleted(message["id"]))

    def _tell(self, job_id: str, event: Event | None) -> None:
        self._pending[job_id] = event
        self._wanted.set()

    async def _send_pending(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            batch, self._pending = self._pending, {}
            for job_id, event in batch.items():
                await self._send_if_new(job_id, event or await self._present(job_id))

    async def _send_if_new(self, job_id: str, event: Event) -> None:
        """What was read for one message may already hold what the next one tells of."""
        if event["seq"] > self._sent.get(job_id, -1):
            self._sent[job_id] = event["seq"]
            await self.send_json(event)

    async def layer_restored(self, message: Event) -> None:  # noqa: ARG002 - the library's signature
        """Messages may have been lost."""
        await self.send_present_state()

    async def _present(self, job_id: str) -> Event:
        found = await database_sync_to_async(_job_event)(self.user, uuid.UUID(job_id))
        return found or _deleted(job_id)


class JobsConsumer(_JobEvents):
    """All jobs of the user."""

    def group_name(self) -> str:
        return group_of_user(self.user.pk)

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP_OF_QUEUE, self.channel_name)
        await super().connect()

    async def disconnect(self, code: int) -> None:
        await super().disconnect(code)
        await self.channel_layer.group_discard(GROUP_OF_QUEUE, self.channel_name)

    async def queue_changed(self, message: Event) -> None:  # noqa: ARG002 - the library's signature
        self._tell(_QUEUE, None)

    async def _present(self, job_id: str) -> Event:
        if job_id != _QUEUE:
            return await super()._present(job_id)
        queue = await database_sync_to_async(queue_as_json)()
        return {"type": "queue.updated", "seq": queue["seq"], "queue": queue}

    async def send_present_state(self) -> bool:
        snapshot = await database_sync_to_async(_snapshot)(self.user)
        self._sent = {job["id"]: job["seq"] for job in snapshot["jobs"]} | {_QUEUE: snapshot["queue"]["seq"]}
        await self.send_json(snapshot)
        return True


class JobConsumer(_JobEvents):
    """One job."""

    @property
    def job_id(self) -> uuid.UUID:
        job_id: uuid.UUID = self.scope["url_route"]["kwargs"]["job_id"]
        return job_id

    def group_name(self) -> str:
        return group_of_job(self.job_id)

    async def send_present_state(self) -> bool:
        event = await database_sync_to_async(_job_event)(self.user, self.job_id)
        if event is not None:
            await self._send_if_new(str(self.job_id), event)
        return event is not None


class NowhereConsumer(AsyncJsonWebsocketConsumer):
    """An address that no socket has."""

    async def connect(self) -> None:
        await self.accept()
        await self.close(NO_SUCH_JOB)


def _job_event(user: User, job_id: uuid.UUID) -> Event | None:
    job = selectors.jobs_of(user).filter(pk=job_id).first()
    if job is None:
        return None
    return {"type": "job.updated", "seq": job.seq, "job": job_as_json(job)}


def _snapshot(user: User) -> Event:
    jobs = jobs_as_json(selectors.newest_jobs_of(user, SNAPSHOT))
    seq = max((job["seq"] for job in jobs), default=0)
    return {"type": "jobs.snapshot", "seq": seq, "jobs": jobs, "queue": queue_as_json()}


def _deleted(job_id: str) -> Event:
    """Nothing comes after it: the highest number that JavaScript counts exactly."""
    return {"type": "job.deleted", "seq": 2**53 - 1, "job": {"id": job_id}}
