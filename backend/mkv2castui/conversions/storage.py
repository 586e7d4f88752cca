"""Where a job's files lie. No name that a user chose ever becomes a path's directory.

::

    <data>/jobs/<job id>/source           the upload, kept until the job is deleted
    <data>/jobs/<job id>/still.jpg        a picture of the film
    <data>/jobs/<job id>/out/<attempt>/…  the results of one attempt, known to the world once they have rows
    <data>/trash/…                        deleted jobs on their way out
"""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

from django.conf import settings


def jobs_directory() -> Path:
    return Path(settings.DATA) / "jobs"


def trash_directory() -> Path:
    return Path(settings.DATA) / "trash"


def job_directory(job_id: uuid.UUID) -> Path:
    return jobs_directory() / str(job_id)


def source_path(job_id: uuid.UUID) -> Path:
    return job_directory(job_id) / "source"


def still_path(job_id: uuid.UUID) -> Path:
    return job_directory(job_id) / "still.jpg"


def fresh_output_directory(job_id: uuid.UUID, token: uuid.UUID) -> Path:
    """An empty directory for one attempt. All that earlier attempts left, whole or partial, is removed."""
    shutil.rmtree(job_directory(job_id) / "out", ignore_errors=True)
    directory = job_directory(job_id) / "out" / token.hex[:12]
    directory.mkdir(parents=True)
    return directory


def remove_output_directory(directory: Path) -> None:
    shutil.rmtree(directory, ignore_errors=True)


def relative(job_id: uuid.UUID, path: Path) -> str:
    """How :func:`absolute` finds ``path`` again, wherever the data directory is then."""
    return path.relative_to(job_directory(job_id)).as_posix()


def absolute(job_id: uuid.UUID, relative_path: str) -> Path:
    return job_directory(job_id) / relative_path


def free_bytes() -> int:
    """Free for this user on the data directory's disk."""
    return shutil.disk_usage(settings.DATA).free


def discard(job_id: uuid.UUID) -> None:
    """Remove the job's files. The move makes them vanish at once; taking a big tree apart may take a while."""
    trash_directory().mkdir(parents=True, exist_ok=True)
    grave = trash_directory() / f"{job_id}.{uuid.uuid4().hex[:8]}"
    try:
        job_directory(job_id).rename(grave)
    except FileNotFoundError:
        return
    shutil.rmtree(grave)


def empty_trash() -> None:
    shutil.rmtree(trash_directory(), ignore_errors=True)


def directories_on_disk() -> set[uuid.UUID]:
    """The ids of the jobs that have a directory."""
    if not jobs_directory().is_dir():
        return set()
    return {uuid.UUID(entry.name) for entry in jobs_directory().iterdir() if _is_id(entry.name)}


def _is_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
