"""Jobs, what was tried for them, and what came out."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mkv2castui.common.fields import FastJsonField
from mkv2castui.conversions.names import searchable
from mkv2castui.conversions.states import JobStatus


class Lane(models.TextChoices):
    """A queue of its own kind of work, so that looking at a file never waits behind a film.

    ``QUICK``: conversions that encode no picture and so take seconds, not hours.
    """

    ANALYZE = "analyze"
    QUICK = "quick"
    CONVERT = "convert"


class Priority(models.IntegerChoices):
    """In the order of service. Clients know the names in small letters."""

    HIGH = 0
    NORMAL = 1
    LOW = 2

    @property
    def word(self) -> str:
        return self.name.lower()


class OutputKind(models.TextChoices):
    VIDEO = "video"
    AUDIO = "audio"
    SUBTITLE = "subtitle"
    POSTER = "poster"


class Job(models.Model):
    """One film for one device.

    ``seq`` grows with every stored change by ``SEQ_STEP``; the numbers between belong to progress events, which
    are not stored: a stored change always outranks the progress events before it.
    ``lease_*``: who works on the job and until when; a worker's writes count only while its token is the job's. A
    paused or queued job with a lease has a stopped encoder at that worker.
    ``digest_due``: when an idle worker may read the source for ``source_digest``; whoever does puts it off meanwhile.
    ``ahead_*``: who converts the film while it comes, until when, how much of it has been taken; ``ahead_failed``: that
    went wrong once.
    ``rank``: the owner's own order among their waiting jobs of one priority, least first.
    ``needs``: what a worker must be able to do for the plan (``Capabilities.abilities``); empty: any can do it.
    ``arrived``: bytes of an upload in pieces that have come, told now and then.
    ``provisional``: ``media`` and ``plan`` were read from the beginning of a film on its way; nothing is converted by
    them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs")
    filename = models.CharField(max_length=255)
    search_name = models.TextField(editable=False)  # names.searchable(filename)
    status = models.CharField(max_length=16, choices=JobStatus, default=JobStatus.UPLOADING)
    seq = models.BigIntegerField(default=0)

    device = models.CharField(max_length=64)
    options = FastJsonField(default=dict)
    start_when_ready = models.BooleanField(default=True)
    delete_when_ended = models.BooleanField(default=False)

    media = FastJsonField(null=True)
    plan = FastJsonField(null=True)
    provisional = models.BooleanField(default=False)
    estimate = FastJsonField(null=True)  # {"seconds", "bytes"}; null: nobody looked; {}: it cannot be known
    has_still = models.BooleanField(default=False)
    error = FastJsonField(null=True)
    warnings = FastJsonField(default=list)  # [{"code", "params"}] of a completed job
    outcome = models.CharField(max_length=16, blank=True, default="")

    progress = models.FloatField(default=0)  # per cent
    stage = models.CharField(max_length=16, blank=True, default="")
    speed = models.FloatField(null=True)
    fps = models.FloatField(null=True)
    eta_seconds = models.FloatField(null=True)

    input_size = models.BigIntegerField(null=True)
    arrived = models.BigIntegerField(null=True)
    output_size = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)
    source_available = models.BooleanField(default=False)
    source_sample = models.CharField(max_length=64, blank=True, default="")  # of contents.py; empty: nobody looked
    source_digest = models.CharField(max_length=64, blank=True, default="")  # SHA-256, hex
    digest_due = models.DateTimeField(null=True)

    lane = models.CharField(max_length=16, choices=Lane, default=Lane.ANALYZE)  # it waits or works in, or did last
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    rank = models.BigIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    needs = models.CharField(max_length=64, blank=True, default="")

    attempt = models.PositiveIntegerField(default=0)  # of the present lane
    lease_owner = models.CharField(max_length=64, blank=True, default="")
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    ahead_token = models.UUIDField(null=True)
    ahead_until = models.DateTimeField(null=True)
    ahead_progress = models.FloatField(default=0)  # per cent
    ahead_failed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # With the name, for which SQLite then reads no rows (they are large) when it looks for a part of one.
            models.Index(fields=["owner", "-created_at", "-id", "search_name"], name="job_newest_of_owner"),
            models.Index(fields=["owner", "status", "-created_at", "-id"], name="job_newest_of_owner_in_state"),
            models.Index(fields=["status", "lane", "priority", "owner", "rank"], name="job_in_lane"),
            models.Index(fields=["status", "-created_at", "-id"], name="job_newest_in_state"),
            # SQLite uses a partial index only for conditions without parameters.
            models.Index(fields=["lease_until"], condition=Q(lease_until__isnull=False), name="job_under_lease"),
            models.Index(fields=["ahead_until"], condition=Q(ahead_until__isnull=False), name="job_begun_ahead"),
            models.Index(fields=["status"], condition=Q(delete_when_ended=True), name="job_leaving"),
            models.Index(fields=["owner", "source_sample"], name="job_of_owner_with_sample"),
            models.Index(fields=["digest_due"], condition=Q(digest_due__isnull=False), name="job_unread"),
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


class Turn(models.Model):
    """When an owner was last served in a lane: whoever was served longest ago is next among equals."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="turns")
    lane = models.CharField(max_length=16, choices=Lane)
    served_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "lane"], name="one_turn_per_owner_and_lane")]

    def __str__(self) -> str:
        return f"{self.lane} of {self.owner_id}"


class QueueRule(models.Model):
    """The one row that says when conversions may start. Who claims a job locks it, so claims come one by one.

    ``opens_at`` and ``closes_at`` are wall times of the server's time zone, both or neither.
    """

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    paused = models.BooleanField(default=False)
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return "paused" if self.paused else "open"


class Worker(models.Model):
    """A process that works in lanes, as it said itself. Who has been silent for long is forgotten.

    ``slots``: by lane, how many jobs at once. ``encoders``: what it can encode with, as ffmpeg spells them.
    ``capabilities``: what plans may ask of it (``engine.told_capabilities``). ``left_at``: when it stopped in good
    order.
    """

    name = models.CharField(primary_key=True, max_length=64)
    slots = models.JSONField(default=dict)
    encoders = models.JSONField(default=list)
    capabilities = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class BucketUpload(models.Model):
    """An upload in pieces on its way to a bucket, where any web process goes on with it. In a folder files say all
    this.

    ``multipart``: the store's name for it; empty before the first piece. ``numbers``: how many of its part numbers have
    been given out, none of them twice: whoever lost their turn can't overwrite what came after them.
    ``writer``: whose turn it is; whoever comes takes it. ``offset``: bytes that are kept, the sum of the pieces.
    ``whole``: all of it is one object.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bucket_uploads")
    length = models.BigIntegerField()
    metadata = models.TextField()
    concat = models.TextField(blank=True, default="")
    multipart = models.CharField(max_length=1024, blank=True, default="")
    numbers = models.PositiveIntegerField(default=0)
    writer = models.UUIDField(null=True)
    offset = models.BigIntegerField(default=0)
    whole = models.BooleanField(default=False)
    touched_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.offset} of {self.length} bytes"


class BucketPiece(models.Model):
    """Bytes of an upload that are in the bucket for good: a part (``number``, ``tag`` is its ETag), or what was too
    little for one, an object of its own (``tag`` is its name)."""

    upload = models.ForeignKey(BucketUpload, on_delete=models.CASCADE, related_name="pieces")
    start = models.BigIntegerField()
    size = models.BigIntegerField()
    number = models.PositiveIntegerField(null=True)
    tag = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="one_piece_per_place")]

    def __str__(self) -> str:
        return f"{self.size} bytes at {self.start}"
