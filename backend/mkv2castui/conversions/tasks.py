"""Celery's door to the lanes. A message says that there is work, never which."""

from __future__ import annotations

from celery import shared_task

from mkv2castui.conversions import workshop
from mkv2castui.conversions.models import Lane
from mkv2castui.conversions.wakeups import WORK_LANE


@shared_task(name=WORK_LANE)
def work_lane(lane: str) -> None:
    workshop.work_lane(Lane(lane))
