"""With very many finished jobs each step of the queue stays as cheap as with none: few questions, all by index."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from rest_framework.test import APIClient

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.conversions import digesting, engine, estimation, headstarts, line, ordering, queue, selectors, services
from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.conversions.consumers import _snapshot
from mkv2castui.conversions.models import Job, Lane, QueueRule
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.ranks import rank_at
from mkv2castui.conversions.states import JobStatus

S = JobStatus
FINISHED = 15_000  # enough for a planner to see that an index pays
WAITING = 300

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(owner: User, stranger: User, media: engine.Json) -> None:
    """A table as after years: nearly all done, some waiting, of two owners."""
    now, owners = clock.now(), (owner, stranger)
    facts = {"media": media, "plan": engine.plan_for(media, "any-chromecast", {}, engine.Capabilities.software())}

    def job(n: int, status: JobStatus, **values: object) -> Job:
        came = now - timedelta(seconds=n)
        fixed = {"owner": owners[n % 2], "filename": f"{n}.mkv", "device": "any-chromecast", "source_available": True}
        return Job(**fixed, status=status, created_at=came, queued_at=came, rank=rank_at(came), **values)

    done = [S.COMPLETED] * 8 + [S.FAILED, S.CANCELLED]
    Job.objects.bulk_create(
        [job(n, done[n % 10], lane=Lane.CONVERT, estimate={}, started_at=now) for n in range(FINISHED)], 5000
    )
    Job.objects.bulk_create([job(n, S.QUEUED, lane=Lane.CONVERT) for n in range(WAITING)])
    lease = {"lease_until": now + timedelta(hours=1), "lease_token": uuid.uuid4()}
    Job.objects.bulk_create([job(n, S.PROCESSING, lane=Lane.CONVERT, **lease) for n in range(4)])
    Job.objects.bulk_create([job(n, S.PENDING, lane=Lane.ANALYZE) for n in range(4)])
    Job.objects.bulk_create([job(n, S.READY, lane=Lane.CONVERT, **facts) for n in range(4)])
    QueueRule.objects.get_or_create(pk=QueueRule.THE_ONE)  # as since the very first claim
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    selectors.chosen_of(owner, part="nowhere")  # as since the first search: SQLite's names are known


def first(status: JobStatus, owner: User) -> Job:
    return Job.objects.filter(status=status, owner=owner).order_by("-created_at").first() or Job()


def claim_among_limited(owner: User) -> Claim | None:
    with override_settings(REQUIRE_AUTH=True):
        User.objects.update(quota_running=10)
        return queue.claim(Lane.CONVERT, "worker")


def alone(owner: User) -> User:
    """Of the other one nothing waits."""
    Job.objects.filter(status=S.QUEUED).exclude(owner=owner).update(status=S.CANCELLED)
    return owner


Step = Callable[[User, APIClient], object]

STEPS: dict[str, tuple[int, Step]] = {
    "a claim": (13, lambda owner, api: queue.claim(Lane.CONVERT, "worker")),
    "a claim where one owner waits": (9, lambda owner, api: alone(owner) and queue.claim(Lane.CONVERT, "worker")),
    "a claim among owners with limits": (16, lambda owner, api: claim_among_limited(owner)),
    "a look at an empty lane": (1, lambda owner, api: queue.claim(Lane.QUICK, "worker")),
    "a page of the list": (7, lambda owner, api: api.get("/api/jobs/?page_size=100")),
    "a page of the only one who waits": (6, lambda owner, api: alone(owner) and api.get("/api/jobs/?page_size=100")),
    "a page of those that failed": (3, lambda owner, api: api.get("/api/jobs/?status=failed,cancelled")),
    "a search in vain": (2, lambda owner, api: api.get("/api/jobs/?search=nowhere")),
    "the snapshot of a socket": (10, lambda owner, api: _snapshot(owner)),
    "one job": (8, lambda owner, api: api.get(f"/api/jobs/{first(S.QUEUED, owner).pk}/")),
    "a start": (6, lambda owner, api: services.start(first(S.READY, owner))),
    "a pause": (6, lambda owner, api: services.pause(first(S.QUEUED, owner))),
    "a cancellation": (10, lambda owner, api: services.cancel(first(S.QUEUED, owner))),
    "a move to the front": (9, lambda owner, api: ordering.move_first(first(S.QUEUED, owner))),
    "a caretaker's round": (6, lambda owner, api: Caretaker().look()),
    "a look for lanes to wake": (3, lambda owner, api: [line.has_due(lane, clock.now()) for lane in Lane]),
    "a look for what wants an estimate": (1, lambda owner, api: estimation.is_wanted()),
    "a look for films to read": (1, lambda owner, api: digesting.is_wanted()),
    "a worker's look whether it has work": (1, lambda owner, api: digesting.is_at_work("worker")),
    "a film that may be known": (
        2,
        lambda owner, api: api.post("/api/uploads/known/", {"size": 1, "sample": "0" * 64}),
    ),
    "a look for films to convert while they come": (
        1,
        lambda owner, api: headstarts.is_wanted(Lane.CONVERT, clock.now()),
    ),
    "the queue as a whole": (5, lambda owner, api: api.get("/api/queue/")),
}
"""By name: how many questions to the database at most (those of the test itself included), and the step."""


_IS_TRANSACTION = re.compile(r"SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT")
_WHOLE_TABLE = re.compile(r"SCAN conversions_job\b|Seq Scan on conversions_job\b")


@pytest.mark.usefixtures("crowd")
def test_each_step_asks_few_questions_and_reads_by_index(owner: User, api: APIClient) -> None:
    complaints = [complaint for name in STEPS for complaint in complaints_about(name, owner, api)]
    assert not complaints, "\n".join(complaints)


def complaints_about(name: str, owner: User, api: APIClient) -> list[str]:
    most, step = STEPS[name]
    with transaction.atomic(), CaptureQueriesContext(connection) as context:
        step(owner, api)
        transaction.set_rollback(True)
    questions = [query["sql"] for query in context.captured_queries if not _IS_TRANSACTION.match(query["sql"])]
    plans = [(question, plan_of(question)) for question in questions]
    whole = [
        f"{name} reads the whole table: {question}\n{plan}" for question, plan in plans if _WHOLE_TABLE.search(plan)
    ]
    many = [f"{name} asks {len(questions)} questions:", *questions] if len(questions) > most else []
    return whole + many


def plan_of(question: str) -> str:
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    if not question.startswith(("SELECT", "UPDATE", "DELETE")):
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {question}".replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
