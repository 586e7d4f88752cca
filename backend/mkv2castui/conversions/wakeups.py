"""Telling the workers that a lane has work. A lost or doubled message harms nothing: the database is the queue."""

from __future__ import annotations

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from mkv2castui.conversions.models import Lane

log = logging.getLogger(__name__)

WORK_LANE = "mkv2castui.conversions.work_lane"


def wake_on_commit(lane: Lane) -> None:
    transaction.on_commit(partial(wake, lane))


def wake(lane: Lane) -> None:
    """While the broker is away nobody is told; the workers look for themselves every few seconds."""
    try:
        current_app.send_task(WORK_LANE, args=[str(lane)], queue=str(lane), expires=60)
    except OperationalError as error:
        log.warning("Nobody was told of work in the lane %s: %s", lane, error)
