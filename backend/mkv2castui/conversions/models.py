"""Jobs, what was tried for them, and what came out."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from mkv2castui.conversions.names import searchable
from mkv2castui.conversions.states import JobStatus


class Lane(models.TextChoices):
    """A queue of its own kind of work, so that looking at a file never waits behind a film."""

    ANALYZE = "analyze"
    CONVERT = "convert"


class OutputKind(models.TextChoices):
    VIDEO = "video"
    AUDIO = "audio"
    SUBTITLE = "subtitle"


class Job(models.Model):
    """One film for one device.

    ``seq`` grows with every stored change by ``SEQ_STEP``; the numbers between belong to progress events, which
    are not stored: a stored change always outranks the progress events before it.
    ``lease_*``: who works on the job and until when; a worker's writes count only while its token is the job's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs")
    filename = models.CharField(max_length=255)
    search_name = models.TextField(editable=False)  # names.searchable(filename)
    status = models.CharField(max_length=16, choices=JobStatus, default=JobStatus.UPLOADING)
    seq = models.BigIntegerField(default=0)

    device = models.CharField(max_length=64)
    options = models.JSONField(default=dict)
    start_when_ready = models.BooleanField(default=True)
    delete_when_ended = models.BooleanField(default=False)

    media = models.JSONField(null=True)
    plan = models.JSONField(null=True)
    estimate = models.JSONField(null=True)  # {"seconds", "bytes"}; null: nobody looked; {}: it cannot be known
    has_still = models.BooleanField(default=False)
    error = models.JSONField(null=True)
    outcome = models.CharField(max_length=16, blank=True, default="")

    progress = models.FloatField(default=0)  # per cent
    stage = models.CharField(max_length=16, blank=True, default="")
    speed = models.FloatField(null=True)
    fps = models.FloatField(null=True)
    eta_seconds = models.FloatField(null=True)

    input_size = models.BigIntegerField(null=True)
    output_size = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)  # order of its lane

    attempt = models.PositiveIntegerField(default=0)  # of the present lane
    lease_owner = models.CharField(max_length=64, blank=True, default="")
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-created_at", "-id"], name="job_newest_of_owner"),
            models.Index(fields=["status", "queued_at"], name="job_next_of_lane"),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.status})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = searchable(self.filename)
        super().save(*args, **kwargs)


class AttemptEnd(models.TextChoices):
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"  # the worker died or was stopped


class Attempt(models.Model):
    """One try of a worker at a job; kept as evidence."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="attempts")
    lane = models.CharField(max_length=16, choices=Lane)
    number = models.PositiveIntegerField()
    token = models.UUIDField(unique=True)
    worker = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=16, choices=AttemptEnd, blank=True, default="")
    error = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["job", "started_at"], name="attempts_of_job")]

    def __str__(self) -> str:
        return f"{self.lane} {self.number} of {self.job_id}"


class Output(models.Model):
    """A file that a job made, or (``path`` outside ``out/``) the original when it plays as it is.

    ``path`` is relative to the job's directory; ``name`` is what a download is called.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="outputs")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=OutputKind)
    path = models.CharField(max_length=255)
    name = models.CharField(max_length=300)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    language = models.CharField(max_length=35, blank=True, default="")
    forced = models.BooleanField(default=False)
    hearing_impaired = models.BooleanField(default=False)
    title = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="one_output_per_position")]

    def __str__(self) -> str:
        return self.name
