"""Uploads that were ended because what had come can't become a film."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from typing import Any

from mkv2castui.accounts.models import User
from mkv2castui.common.problems import Problem
from mkv2castui.conversions import provisional, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus
from mkv2castui.uploads.look.lately import Lately

log = logging.getLogger(__name__)

_lately = Lately[Problem]()
"""Of this process, for requests that were sending bytes at that moment. The database knows all."""


def refuse(job: Job, error: Mapping[str, Any]) -> None:
    """The job fails with ``error``, and its bytes go, unless all have come meanwhile."""
    if not provisional.is_none(job, error):
        return
    _lately.put(str(job.pk), _problem(error))
    try:
        storage.current().discard(job.pk)
    except storage.StorageUnavailable as away:
        log.warning("What came of %s stays in the object store until its job is deleted: %s", job.pk, away.message)


def check(upload_id: str) -> None:
    """Raises the 422 problem."""
    if (problem := _lately.get(upload_id)) is not None:
        raise problem


def of(owner: User, upload_id: uuid.UUID) -> Problem | None:
    """Why there is no such upload any more."""
    job = Job.objects.filter(pk=upload_id, owner=owner, status=JobStatus.FAILED, source_available=False).first()
    return None if job is None or job.error is None else _problem(job.error)


def _problem(error: Mapping[str, Any]) -> Problem:
    return Problem(422, error["code"], error["message"], hint=error["hint"], detail=error["detail"])
