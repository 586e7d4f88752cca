"""Ten jobs that tell of their progress once a second each, stamped with the time, until the process is ended.

``inside PORT DATA``: within the one process, which this starts. ``beside``: in a process of its own, as a worker,
over the Redis and the database that the environment names. Prints the jobs' ids when it begins.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkv2castui.conversions.models import Job

JOBS = 10


def main(kind: str, *where: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mkv2castui.project.settings"
    if kind == "inside":
        port, data = where
        threading.Thread(target=_publish_inside, daemon=True).start()
        from mkv2castui.project import server

        sys.exit(server.run(port=int(port), data=data))
    import django

    django.setup()
    _publish()


def _publish_inside() -> None:
    from mkv2castui.common import events

    while not events._loops:
        time.sleep(0.1)
    time.sleep(3)  # what is marked as being worked on at the start is taken for abandoned
    _publish()


def _publish() -> None:
    from mkv2castui.conversions import announcements

    jobs = _made()
    print("jobs:", *(job.pk for job in jobs), flush=True)
    turn, begun = 0, time.monotonic()
    while True:
        job = jobs[turn % JOBS]
        announcements.progressed(job, _figures(job, seq=turn // JOBS + 1))
        turn += 1
        time.sleep(max(begun + turn / JOBS - time.monotonic(), 0))


def _made() -> list[Job]:
    from mkv2castui.accounts.services import local_owner
    from mkv2castui.common import clock
    from mkv2castui.conversions.models import Job, Lane
    from mkv2castui.conversions.states import JobStatus

    known = {"owner": local_owner(), "device": "any-chromecast", "created_at": clock.now(), "lane": Lane.CONVERT}
    return [Job.objects.create(filename=f"{n}.mkv", status=JobStatus.PROCESSING, **known) for n in range(JOBS)]


def _figures(job: Job, seq: int) -> dict[str, object]:
    shown = {"progress": 12.34, "stage": "converting", "speed": 2.5, "fps": 61.2, "eta_seconds": 1234.5}
    return {"id": str(job.pk), "status": "processing", "seq": seq, **shown, "published_at": time.time()}


if __name__ == "__main__":
    main(*sys.argv[1:])
