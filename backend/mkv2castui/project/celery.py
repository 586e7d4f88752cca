"""Celery: carries wake-ups to the lanes. In one process it does so in memory, else over Redis.

A message says that there is work; the work is in the database. So a message is acknowledged when it arrives, none is
fetched before a thread is free for it, and no result is kept. Redis gives unacknowledged messages out again after an
hour, which is why nothing of ours ever is one for long.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from celery import Celery

from mkv2castui.project import env
from mkv2castui.project.backends import PREFIX, REDIS_TIMEOUT

_IN_MEMORY = {
    "broker_url": "memory://localhost/",
    # The default of 1 s would be the wait before every analysis.
    "broker_transport_options": {"polling_interval": 0.05},
    "worker_prefetch_multiplier": 4,
}


def broker(redis_url: str | None) -> dict[str, Any]:
    if redis_url is None:
        return _IN_MEMORY
    return {
        "broker_url": _broker_url(redis_url),
        "broker_use_ssl": _tls(redis_url),
        "broker_transport_options": {
            "global_keyprefix": f"{PREFIX}.",
            "socket_timeout": REDIS_TIMEOUT,
            "socket_connect_timeout": REDIS_TIMEOUT,
            "health_check_interval": 5,
            # For who sends: give up at once. The workers look for themselves.
            "max_retries": 0,
        },
        "broker_connection_max_retries": None,  # for who receives: for ever
        "worker_prefetch_multiplier": 1,
        "worker_disable_prefetch": True,
    }


def _broker_url(redis_url: str) -> str:
    """Celery's own form of the address of a unix socket."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.netloc}{parts.path}?virtual_host={database}"


def _tls(redis_url: str) -> dict[str, Any] | None:
    """Celery's own way is not to look at the server's certificate; the other users of the URL do."""
    parts = urlsplit(redis_url)
    if parts.scheme != "rediss":
        return None
    wishes = {name: value for name, value in parse_qsl(parts.query) if name.startswith("ssl_")}
    return {"ssl_cert_reqs": "required", **wishes}


# No fixups: Celery's own for Django runs all system checks at start; connections are closed by workshop.py.
app = Celery("mkv2castui", fixups=[])
app.conf.update(
    **broker(env.current().redis_url),
    task_ignore_result=True,
    task_acks_late=False,
    task_publish_retry=False,
    task_default_queue="analyze",
    worker_pool="threads",
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
)
app.set_default()
