"""Jobs over HTTP: scope, service, serialise."""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from mkv2castui.accounts.models import User
from mkv2castui.conversions import removal, selectors, services
from mkv2castui.conversions.api.filters import chosen
from mkv2castui.conversions.api.job_facts import facts_of_all
from mkv2castui.conversions.api.job_json import job_as_json, jobs_as_json
from mkv2castui.conversions.api.jobs import JobView
from mkv2castui.conversions.api.problems import ProblemDetails
from mkv2castui.conversions.api.requests import JobChange, JobStart
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus


def problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(ProblemDetails, description=description)


NOT_FOUND = {(404, "application/problem+json"): problem("No such job")}
CONFLICT = {(409, "application/problem+json"): problem("The job's state forbids it; `state` names it")}
INVALID = {(422, "application/problem+json"): problem("Unknown device, option or value")}


def owner_of(request: Request) -> User:
    user = request.user
    assert isinstance(user, User)
    return user


class JobList(ListAPIView[Job]):
    serializer_class = JobView

    def get_queryset(self) -> Any:
        return chosen(owner_of(self.request), self.request.query_params)

    @extend_schema(
        operation_id="jobs_list",
        tags=["jobs"],
        parameters=[
            OpenApiParameter("status", OpenApiTypes.STR, description=f"Joined by commas: {', '.join(JobStatus)}"),
            OpenApiParameter("search", OpenApiTypes.STR, description="Part of the file's name"),
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The user's jobs, newest first."""
        page = self.paginate_queryset(facts_of_all(self.filter_queryset(self.get_queryset())))
        return self.get_paginated_response(jobs_as_json(page or []))


class OneJob(GenericAPIView[Job]):
    serializer_class = JobView
    pagination_class = None

    def job(self) -> Job:
        return selectors.job_of(owner_of(self.request), self.kwargs["job_id"])

    def answer(self, job: Job, status: int = 200) -> Response:
        return Response(job_as_json(job), status=status)

    def said(self, form_class: type[Serializer[Any]]) -> dict[str, Any]:
        """What the body asks for; nothing when there is no body."""
        form = form_class(data=self.request.data or {})
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)


class JobDetail(OneJob):
    @extend_schema(operation_id="job", tags=["jobs"], responses={200: JobView, **NOT_FOUND})
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        return self.answer(self.job())

    @extend_schema(
        operation_id="job_change",
        tags=["jobs"],
        request=JobChange,
        responses={200: JobView, **NOT_FOUND, **CONFLICT, **INVALID},
    )
    def patch(self, request: Request, job_id: uuid.UUID) -> Response:
        """Another device or other options for a job that waits for its start or is still on its way: planned anew at
        once. Its priority, and when it may start, as long as it waits or is paused."""
        return self.answer(services.change(self.job(), **self.said(JobChange)))

    @extend_schema(
        operation_id="job_delete",
        tags=["jobs"],
        request=None,
        responses={
            202: OpenApiResponse(description="Its conversion is being ended; then it goes"),
            204: OpenApiResponse(description="Gone, with its files"),
            **NOT_FOUND,
        },
    )
    def delete(self, request: Request, job_id: uuid.UUID) -> Response:
        gone = removal.delete(self.job())
        return Response(status=204 if gone else 202)


class JobStarted(OneJob):
    @extend_schema(
        operation_id="job_start",
        tags=["jobs"],
        request=JobStart,
        responses={202: JobView, **NOT_FOUND, **CONFLICT, **INVALID},
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """Convert an analysed job; a device or options in the body are taken first."""
        return self.answer(services.start(self.job(), **self.said(JobStart)), 202)


class JobCancel(OneJob):
    @extend_schema(
        operation_id="job_cancel", tags=["jobs"], request=None, responses={202: JobView, **NOT_FOUND, **CONFLICT}
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        return self.answer(services.cancel(self.job()), 202)


class JobRetry(OneJob):
    @extend_schema(
        operation_id="job_retry", tags=["jobs"], request=None, responses={202: JobView, **NOT_FOUND, **CONFLICT}
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """Once more, for a job that failed or was cancelled."""
        return self.answer(services.retry(self.job()), 202)
