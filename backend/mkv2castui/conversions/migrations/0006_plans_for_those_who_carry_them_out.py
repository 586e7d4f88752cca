"""Workers tell what plans may ask of them, and waiting jobs say in the same words what their plans need."""

from typing import Any

from django.db import migrations, models

SOFTWARE = {"libx264", "libx265", "libsvtav1"}


def say_what_is_needed(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    Job = apps.get_model("conversions", "Job")
    for job in Job.objects.filter(status__in=_OPEN).exclude(plan=None).iterator(chunk_size=500):
        if (needed := _needed(job.plan)) != job.needs:
            Job.objects.filter(pk=job.pk).update(needs=needed)


_OPEN = ["ready", "queued", "processing", "verifying", "paused", "cancelling", "failed", "cancelled"]


def _needed(plan: Any) -> str:
    actions = plan["actions"]
    for target in [a["target"] for a in actions if a["action"] == "transcode" and a["kind"] == "video"]:
        if target["encoder"] not in SOFTWARE:
            return f"{target['encoder']}:{10 if '10' in target['pixel_format'] else 8}"
        if target.get("reshape"):
            return "reshaping"
    return ""


class Migration(migrations.Migration):
    dependencies = [
        ("conversions", "0005_films_are_known_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="worker",
            name="capabilities",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="worker",
            name="left_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="job",
            name="needs",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.RunPython(say_what_is_needed, migrations.RunPython.noop),
    ]
