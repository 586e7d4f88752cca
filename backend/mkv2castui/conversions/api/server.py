"""What this server knows and can do, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from mkv2castui.conversions.api import vocabulary


class Device(serializers.Serializer[object]):
    id = serializers.CharField()
    name = serializers.CharField()
    summary = serializers.CharField()
    # the framework has an attribute of that name, which a declared field never becomes
    source = serializers.CharField(help_text="Where the limits were read")  # type: ignore[assignment]
    checked = serializers.DateField(help_text="When they were read")
    max_width = serializers.IntegerField()
    max_height = serializers.IntegerField()
    video_codecs = serializers.ListField(child=serializers.CharField())
    dynamic_ranges = serializers.ListField(child=serializers.ChoiceField(vocabulary.DYNAMIC_RANGES))
    icon = serializers.ChoiceField(vocabulary.DEVICE_ICONS)
    is_default = serializers.BooleanField()


class HardwareEncoder(serializers.Serializer[object]):
    """One encoder outside the processor, tried by encoding with it."""

    family = serializers.CharField()
    codec = serializers.CharField()
    encoder = serializers.CharField()
    bit_depth = serializers.IntegerField()
    device = serializers.CharField(allow_null=True)
    works = serializers.BooleanField()
    problem = serializers.CharField(allow_null=True, help_text="What ffmpeg said; null when it works")


class Hardware(serializers.Serializer[object]):
    ffmpeg_version = serializers.CharField(allow_null=True)
    ffprobe_version = serializers.CharField(allow_null=True)
    encoders = serializers.ListField(child=serializers.CharField())
    hardware_encoders = HardwareEncoder(many=True)
    cpu_count = serializers.IntegerField()
    worker_concurrency = serializers.IntegerField()
    disk_total = serializers.IntegerField(help_text="Bytes")
    disk_free = serializers.IntegerField(help_text="Bytes")
    max_upload_size = serializers.IntegerField(help_text="Bytes")


class JobCounts(serializers.Serializer[object]):
    uploading = serializers.IntegerField()
    pending = serializers.IntegerField()
    analyzing = serializers.IntegerField()
    ready = serializers.IntegerField()
    queued = serializers.IntegerField()
    processing = serializers.IntegerField()
    verifying = serializers.IntegerField()
    paused = serializers.IntegerField()
    completed = serializers.IntegerField()
    failed = serializers.IntegerField()
    cancelling = serializers.IntegerField()
    cancelled = serializers.IntegerField()


class Stats(serializers.Serializer[object]):
    jobs = JobCounts()
    converting = serializers.IntegerField()
    input_bytes = serializers.IntegerField(help_text="Of completed jobs")
    output_bytes = serializers.IntegerField(help_text="Of completed jobs")
    saved_bytes = serializers.IntegerField(help_text="Input minus output of converted jobs; negative when they grew")


class Usage(serializers.Serializer[object]):
    """Bytes, conversions at once, and films; a limit that is null is none."""

    storage_used = serializers.IntegerField()
    storage_limit = serializers.IntegerField(allow_null=True, read_only=True)
    file_limit = serializers.IntegerField(allow_null=True, read_only=True)
    running_now = serializers.IntegerField()
    running_limit = serializers.IntegerField(allow_null=True, read_only=True)
    films_this_month = serializers.IntegerField()
    month_limit = serializers.IntegerField(allow_null=True, read_only=True)
