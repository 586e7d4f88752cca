"""The line of jobs over HTTP: pausing, places, once more for another device, and the queue as a whole."""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.conversions import ordering, rule, services
from mkv2castui.conversions.api.jobs import JobView
from mkv2castui.conversions.api.queue import Queue, queue_as_json
from mkv2castui.conversions.api.requests import JobAgain, JobMove, QueueChange
from mkv2castui.conversions.api.views import CONFLICT, INVALID, NOT_FOUND, OneJob, problem
from mkv2castui.conversions.models import Job

GONE = {(410, "application/problem+json"): problem("The original is no longer here")}


class JobPause(OneJob):
    @extend_schema(
        operation_id="job_pause", tags=["jobs"], request=None, responses={202: JobView, **NOT_FOUND, **CONFLICT}
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """Stop a queued or running conversion without losing its work; others take its place meanwhile."""
        return self.answer(services.pause(self.job()), 202)


class JobResume(OneJob):
    @extend_schema(
        operation_id="job_resume", tags=["jobs"], request=None, responses={202: JobView, **NOT_FOUND, **CONFLICT}
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """Go on as soon as its worker has room; anew when its worker has ended meanwhile."""
        return self.answer(services.resume(self.job()), 202)


class JobMoved(OneJob):
    @extend_schema(
        operation_id="job_move",
        tags=["jobs"],
        request=JobMove,
        responses={202: JobView, **NOT_FOUND, **CONFLICT, **INVALID},
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """Another place among the user's own waiting jobs; the job takes the priority of that place."""
        return self.answer(_moved(self.job(), **self.said(JobMove)), 202)


def _moved(job: Job, place: str | None = None, before: uuid.UUID | None = None) -> Job:
    if before is not None:
        return ordering.move_before(job, before)
    return ordering.move_first(job) if place == "first" else ordering.move_last(job)


class JobAgainView(OneJob):
    @extend_schema(
        operation_id="job_again",
        tags=["jobs"],
        request=JobAgain,
        responses={201: JobView, **NOT_FOUND, **CONFLICT, **GONE, **INVALID},
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """A new job from the same original, for another device or with other options. Nothing is uploaded again."""
        said = self.said(JobAgain)
        made = services.again(self.job(), said.get("device"), said.get("options"), start_when_ready=said["start"])
        return self.answer(made, 201)


class QueueView(APIView):
    @extend_schema(operation_id="queue", tags=["server"], responses=Queue)
    def get(self, request: Request) -> Response:
        """When conversions may start, how many wait, and who does the work."""
        return Response(queue_as_json())

    @extend_schema(operation_id="queue_change", tags=["server"], request=QueueChange, responses={200: Queue, **INVALID})
    def patch(self, request: Request) -> Response:
        """Pause the whole queue, or keep it to hours. What runs already goes on to its end."""
        form = QueueChange(data=request.data)
        form.is_valid(raise_exception=True)
        _change(**form.validated_data)
        return Response(queue_as_json())


def _change(**said: Any) -> None:
    if "paused" in said:
        rule.pause(said["paused"])
    if "hours" in said:
        rule.set_hours(said["hours"])
