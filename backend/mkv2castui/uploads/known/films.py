"""Finding a film again, and making a new job of it. Nobody learns anything about the films of others."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db.models import QuerySet

from mkv2castui.accounts.models import User
from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import engine, selectors, services, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.names import display_name

MOST = 5


def like(owner: User, size: int, sample: str) -> list[Job]:
    """The owner's films that may be the one of ``size`` and ``sample``: each once, newest first, :data:`MOST`."""
    found = dict[str, Job]()
    for job in _known(owner).filter(source_sample=sample, input_size=size).order_by("-created_at", "-id"):
        if job.source_digest not in found and _is_here(job):
            found[job.source_digest] = job
        if len(found) == MOST:
            break
    return list(found.values())


def _known(owner: User) -> QuerySet[Job]:
    return selectors.jobs_of(owner).filter(source_available=True).exclude(source_digest="")


def _is_here(job: Job) -> bool:
    """A store that is away says nothing about it; whoever takes the offer will see."""
    try:
        return storage.current().has_source(job.pk)
    except storage.StorageUnavailable:
        return False


def take(
    owner: User,
    job_id: uuid.UUID,
    *,
    sha256: str,
    filename: str,
    device: str | None = None,
    options: Mapping[str, object] | None = None,
    start: bool = True,
) -> Job:
    """A new job with the source of ``job_id``, as if the film had been uploaded under ``filename``.

    ``sha256``: proof that the client holds this very film. Raises the 404 problem for a stranger's job, 409 for another
    film, 410 for one whose source is gone, 422 for wishes that can't be granted, and those of the storage.
    """
    job = selectors.job_of(owner, job_id)
    name = display_name(filename)
    if name is None:
        raise Problem(
            422, ApiCode.INVALID_FILE_NAME, "The file has no name that can be shown.", hint="Rename it first."
        )
    if not job.source_digest or job.source_digest != sha256.lower():
        raise Problem(409, ApiCode.CONFLICT, "This is another film.", hint="Upload it.", state=job.status)
    if not job.source_available:
        raise services.source_gone()
    wanted = device or engine.DEFAULT_DEVICE
    return services.again(job, wanted, options or {}, start_when_ready=start, filename=name)
