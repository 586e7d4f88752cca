"""Jobs of the releases before get their lane, their place in the line and their source."""

from typing import Any

from django.db import migrations

SOFTWARE = {"libx264", "libx265", "libsvtav1"}


def take_their_place(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    Job = apps.get_model("conversions", "Job")
    Job.objects.exclude(status="uploading").update(source_available=True)
    for job in Job.objects.filter(status__in=_OPEN).iterator(chunk_size=500):
        job.rank = int((job.queued_at or job.created_at).timestamp() * 1_000_000) * 1000
        job.lane, job.needs = _lane_and_needs(job.plan)
        job.save(update_fields=["rank", "lane", "needs"])


_OPEN = ["pending", "analyzing", "ready", "queued", "processing", "verifying", "cancelling"]


def _lane_and_needs(plan: Any) -> tuple[str, str]:
    if plan is None:
        return "analyze", ""
    actions = plan["actions"]
    encoders = [a["target"]["encoder"] for a in actions if a["action"] == "transcode" and a["kind"] == "video"]
    hardware = [encoder for encoder in encoders if encoder not in SOFTWARE]
    return ("convert" if encoders else "quick"), (hardware[0] if hardware else "")


class Migration(migrations.Migration):
    dependencies = [
        ("conversions", "0003_queue_order_pause_and_workers"),
    ]

    operations = [
        migrations.RunPython(take_their_place, migrations.RunPython.noop),
    ]
