"""The rule by which conversions may start: the pause of the whole queue, and its hours."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F

from mkv2castui.conversions import announcements, wakeups
from mkv2castui.conversions.hours import Hours
from mkv2castui.conversions.models import Lane, QueueRule


def current() -> QueueRule:
    return QueueRule.objects.filter(pk=QueueRule.THE_ONE).first() or QueueRule()


def locked() -> QueueRule:
    """The rule, for the transaction's caller alone: whoever else claims a job waits until the transaction ends.

    (SQLite has one writer at a time anyway, from the beginning of its transaction.)
    """
    rules = QueueRule.objects.select_for_update().filter(pk=QueueRule.THE_ONE)
    if (rule := rules.first()) is None:
        QueueRule.objects.get_or_create(pk=QueueRule.THE_ONE)  # of several that do so at once one has the lock
        rule = rules.get()
    return rule


def hours_of(rule: QueueRule) -> Hours | None:
    if rule.opens_at is None or rule.closes_at is None:
        return None
    return Hours(rule.opens_at, rule.closes_at)


def time_zone() -> ZoneInfo:
    """The server's, in which the hours are meant."""
    return ZoneInfo(settings.LOCAL_TIME_ZONE)


def may_start(rule: QueueRule, lane: Lane, now: datetime) -> bool:
    """Whether jobs of ``lane`` may start. A look at a file always may; hours are for what keeps the machine busy."""
    if lane == Lane.ANALYZE:
        return True
    return not rule.paused and (lane == Lane.QUICK or _within_hours(rule, now))


def is_open(rule: QueueRule, now: datetime) -> bool:
    return may_start(rule, Lane.CONVERT, now)


def _within_hours(rule: QueueRule, now: datetime) -> bool:
    hours = hours_of(rule)
    return hours is None or hours.include(now, time_zone())


def pause(paused: bool) -> None:
    """``False``: go on."""
    _change(paused=paused)


def set_hours(hours: Hours | None) -> None:
    """``None``: at any hour."""
    _change(opens_at=hours.opens if hours else None, closes_at=hours.closes if hours else None)


def _change(**values: bool | time | None) -> None:
    with transaction.atomic():
        locked()
        QueueRule.objects.filter(pk=QueueRule.THE_ONE).update(seq=F("seq") + 1, **values)
        announcements.queue_changed()
        wakeups.wake_on_commit(Lane.QUICK)
        wakeups.wake_on_commit(Lane.CONVERT)
