"""Telling the workers that a lane has work. A lost or doubled message harms nothing: the database is the queue."""

from __future__ import annotations

from functools import partial

from celery import current_app
from django.db import transaction

from mkv2castui.conversions.models import Lane

WORK_LANE = "mkv2castui.conversions.work_lane"


def wake_on_commit(lane: Lane) -> None:
    transaction.on_commit(partial(wake, lane))


def wake(lane: Lane) -> None:
    current_app.send_task(WORK_LANE, args=[str(lane)], queue=str(lane), expires=60)
