"""Sockets: the present state first, then what changes.

A message of the channel layer names a job; the state sent is read when it is sent. So a client never gets an old
state after a new one, many changes in a moment become one message, and a slow client can't make messages pile up.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from abc import ABC, abstractmethod
from functools import partial
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError

from mkv2castui.accounts import access, asking
from mkv2castui.accounts.models import User
from mkv2castui.conversions import selectors
from mkv2castui.conversions.announcements import GROUP_OF_QUEUE, group_of_job, group_of_user
from mkv2castui.conversions.api.job_facts import facts_of_all
from mkv2castui.conversions.api.job_json import job_as_json, jobs_as_json
from mkv2castui.conversions.api.queue import queue_as_json
from mkv2castui.conversions.news import ACCESS, QUEUE, Event, News, deletion_of, event_of, hub

log = logging.getLogger(__name__)

NOT_SIGNED_IN = 4401
NO_SUCH_JOB = 4404
COME_BACK = 1013
ASK_AGAIN_EVERY = 60.0  # seconds: rights that end by themselves, with their time, tell nobody
SNAPSHOT = 100  # jobs


class _Socket(AsyncJsonWebsocketConsumer):
    # What is new comes through the process's hub: a place in the layer for each socket costs a copy of each message.
    channel_layer_alias = ""


class _JobEvents(_Socket, ABC):
    """``_pending``: what the client has to be told, by job; ``None`` means: read the job again.

    ``_sent``: the number of the last event of each job. ``_outdated``: the client has to be told everything again.
    ``_doubted``: it has to be asked again whether the client may listen.
    """

    user: User
    groups_heard: tuple[str, ...] = ()
    _sender: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        await self.accept()
        self._pending: dict[str, Event | None] = {}
        self._sent: dict[str, int] = {}
        self._outdated = False
        self._doubted = False
        self._wanted = asyncio.Event()
        asker = await database_sync_to_async(asking.listening)(dict(self.scope))
        if asker is None:
            await self.close(NOT_SIGNED_IN)
            return
        self.user = asker.user
        self.groups_heard = (*self.group_names(), access.group_of(self.user.pk))
        # Joined before rights and state are read: what changes in between is told twice rather than never.
        for group in self.groups_heard:
            await hub().join(group, self)
        if settings.REQUIRE_AUTH and not await self._may_listen():
            await self.close(NOT_SIGNED_IN)
        elif await self.send_present_state():
            self._sender = asyncio.create_task(self._send_pending())
        else:
            await self.close(NO_SUCH_JOB)

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - the library's signature
        if self._sender is not None:
            self._sender.cancel()
        for group in self.groups_heard:
            await hub().leave(group, self)

    @abstractmethod
    def group_names(self) -> tuple[str, ...]:
        """Whose messages to listen to."""

    @abstractmethod
    async def send_present_state(self) -> bool:
        """``False`` when there is nothing that this user may see."""

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """Clients have nothing to say; what they send is ignored."""

    def hear(self, news: News) -> None:
        if news.about is None:
            self._outdated = True
        elif news.about == ACCESS:
            self._doubted = True
        elif not news.is_progress or self._pending.get(news.about, news.event) is not None:
            self._pending[news.about] = news.event
        self._wanted.set()

    async def _send_pending(self) -> None:
        """Until the client may listen no more. Without its database the socket closes: whoever comes back hears all."""
        try:
            await self._tell_news()
        except DatabaseError as error:
            log.warning("A socket ends, since its database does not answer: %s", error)
            await self.close(COME_BACK)

    async def _tell_news(self) -> None:
        while True:
            await self._news()
            if self._doubted and not await self._may_listen():
                await self.close(NOT_SIGNED_IN)
                return
            if self._outdated:
                self._outdated = False
                await self.send_present_state()
            batch, self._pending = self._pending, {}
            for about, event in batch.items():
                await self._send_if_new(about, event or await self._present(about))

    async def _news(self) -> None:
        """Until there is some, or rights have to be looked at again."""
        try:
            async with asyncio.timeout(ASK_AGAIN_EVERY if settings.REQUIRE_AUTH else None):
                await self._wanted.wait()
        except TimeoutError:
            self._doubted = True
        self._wanted.clear()

    async def _may_listen(self) -> bool:
        self._doubted = False
        asker = await database_sync_to_async(asking.listening)(dict(self.scope))
        return asker is not None and asker.user == self.user

    async def _send_if_new(self, about: str, event: Event) -> None:
        """What was read for one message may already hold what the next one tells of."""
        if event.seq > self._sent.get(about, -1):
            self._sent[about] = event.seq
            await self.send(text_data=event.text)

    async def _present(self, about: str) -> Event:
        found = await hub().read((self.user.pk, about), partial(_job_event, self.user, uuid.UUID(about)))
        return found or deletion_of(about)


class JobsConsumer(_JobEvents):
    """All jobs of the user."""

    def group_names(self) -> tuple[str, ...]:
        return (GROUP_OF_QUEUE, group_of_user(self.user.pk))

    async def _present(self, about: str) -> Event:
        return await (hub().read(QUEUE, _queue_event) if about == QUEUE else super()._present(about))

    async def send_present_state(self) -> bool:
        event, seqs = await hub().read((self.user.pk, "snapshot"), partial(_snapshot_event, self.user))
        self._sent = dict(seqs)
        await self.send(text_data=event.text)
        return True


class JobConsumer(_JobEvents):
    """One job."""

    @property
    def job_id(self) -> uuid.UUID:
        job_id: uuid.UUID = self.scope["url_route"]["kwargs"]["job_id"]
        return job_id

    def group_names(self) -> tuple[str, ...]:
        return (group_of_job(self.job_id),)

    async def send_present_state(self) -> bool:
        about = str(self.job_id)
        event = await hub().read((self.user.pk, about), partial(_job_event, self.user, self.job_id))
        if event is not None:
            await self._send_if_new(about, event)
        return event is not None


class NowhereConsumer(_Socket):
    """An address that no socket has."""

    async def connect(self) -> None:
        await self.accept()
        await self.close(NO_SUCH_JOB)


def _job_event(user: User, job_id: uuid.UUID) -> Event | None:
    job = selectors.jobs_of(user).filter(pk=job_id).first()
    if job is None:
        return None
    return event_of({"type": "job.updated", "seq": job.seq, "job": job_as_json(job)})


def _queue_event() -> Event:
    queue = queue_as_json()
    return event_of({"type": "queue.updated", "seq": queue["seq"], "queue": queue})


def _snapshot_event(user: User) -> tuple[Event, dict[str, int]]:
    """With the number of the last event of each of its parts."""
    snapshot = _snapshot(user)
    return event_of(snapshot), {job["id"]: job["seq"] for job in snapshot["jobs"]} | {QUEUE: snapshot["queue"]["seq"]}


def _snapshot(user: User) -> dict[str, Any]:
    jobs = jobs_as_json(facts_of_all(selectors.newest_jobs_of(user))[:SNAPSHOT])
    seq = max((job["seq"] for job in jobs), default=0)
    return {"type": "jobs.snapshot", "seq": seq, "jobs": jobs, "queue": queue_as_json()}
