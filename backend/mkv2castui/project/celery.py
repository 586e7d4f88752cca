"""Celery: carries wake-ups to the lanes. In one process it does so in memory."""

from __future__ import annotations

from celery import Celery

# No fixups: Celery's own for Django runs all system checks at start; connections are closed by workshop.py.
app = Celery("mkv2castui", fixups=[])
app.conf.update(
    broker_url="memory://localhost/",
    # The default of 1 s would be the wait before every analysis.
    broker_transport_options={"polling_interval": 0.05},
    task_ignore_result=True,
    task_default_queue="analyze",
    worker_pool="threads",
    worker_prefetch_multiplier=4,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
)
app.set_default()
