"""Sessions whose time is over are not kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from mkv2castui.common import clock
from mkv2castui.conversions import caretaker


@pytest.mark.django_db(transaction=True)  # a thread of its own tidies
def test_a_session_goes_some_time_after_it_has_ended() -> None:
    for life in (timedelta(hours=-1), timedelta(hours=1)):
        store = SessionStore()
        store["asked"] = True
        store.set_expiry(clock.now() + life)
        store.save()
    caretaker.begin_to_tidy().join(60)
    [left] = Session.objects.all()
    assert left.expire_date > clock.now()
