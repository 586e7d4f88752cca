"""The channel layer over Redis' publish and subscribe, made to outlive its server.

Messages in flight while Redis is away are lost, and the subscriptions of the library too when they were asked for in
that time. Here every wanted subscription is asked for again until it holds, and then each consumer of this process
gets ``{"type": "layer.restored"}``: what it knows may be old.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer, RedisPubSubLoopLayer, RedisSingleShardConnection
from channels_redis.utils import _wrap_close, decode_hosts
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

_BROKEN = (RedisError, OSError, TimeoutError)
_RETRY_EVERY = 0.5  # seconds


class ChannelLayer(RedisPubSubChannelLayer):
    """One layer a loop, as the library's."""

    def _get_layer(self) -> _LoopLayer:
        loop = asyncio.get_running_loop()
        if loop not in self._layers:
            self._layers[loop] = _LoopLayer(*self._args, **self._kwargs, channel_layer=self)
            _wrap_close(self, loop)
        layer: _LoopLayer = self._layers[loop]
        return layer


class _LoopLayer(RedisPubSubLoopLayer):
    def __init__(self, *args: Any, hosts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, hosts=hosts, **kwargs)
        self._shards = [_Shard({**host, "retry": Retry(NoBackoff(), 0)}, self) for host in decode_hosts(hosts)]

    def tell_everybody(self, message: dict[str, Any]) -> None:
        """To every consumer of this process, past Redis."""
        data = self.channel_layer.serialize(message)
        for queue in self.channels.values():
            queue.put_nowait(data)


class _Shard(RedisSingleShardConnection):
    """The library's connection, without retries of its own: each of them hides that messages were lost."""

    def __init__(self, host: Any, channel_layer: _LoopLayer) -> None:
        super().__init__(host, channel_layer)
        self._wanted: set[str] = set()
        self._broken = False

    async def subscribe(self, channel: str) -> None:
        """Never fails: what can't be had now is asked for again."""
        self._wanted.add(channel)
        try:
            await super().subscribe(channel)
        except _BROKEN as error:
            self._breaks(error)

    async def unsubscribe(self, channel: str) -> None:
        self._wanted.discard(channel)
        try:
            await super().unsubscribe(channel)
        except _BROKEN as error:
            self._subscribed_to.discard(channel)
            self._breaks(error)

    async def _do_receiving(self) -> None:
        while True:
            try:
                if self._broken:
                    await self._restore()
                await self._receive_one()
            except _BROKEN as error:
                self._breaks(error)
                await asyncio.sleep(_RETRY_EVERY)

    async def _receive_one(self) -> None:
        if self._pubsub.subscribed:
            self._receive_message(await self._pubsub.get_message(ignore_subscribe_messages=True, timeout=0.1))
        else:
            await asyncio.sleep(0.1)

    async def _restore(self) -> None:
        """Raises one of :data:`_BROKEN` while Redis is away."""
        async with self._lock:
            await self._pubsub.aclose()
            self._subscribed_to.clear()
            if wanted := frozenset(self._wanted):
                await self._pubsub.subscribe(*wanted)
            self._subscribed_to.update(wanted)
            self._broken = False
        log.warning("Redis is back; everybody who listens is brought up to date")
        self.channel_layer.tell_everybody({"type": "layer.restored"})

    def _breaks(self, error: BaseException) -> None:
        if not self._broken:
            log.warning("Redis can't be reached; events are lost until it can: %s", error)
        self._broken = True

    async def flush(self) -> None:
        self._wanted.clear()
        await super().flush()
