"""Films of the releases before are read as soon as a worker has nothing else to do."""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def read_what_is_here(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    known = apps.get_model("conversions", "Job").objects.filter(source_available=True, media__isnull=False)
    known.update(digest_due=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("conversions", "0004_jobs_take_their_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="source_sample",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="job",
            name="source_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="job",
            name="digest_due",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["owner", "source_sample"], name="job_of_owner_with_sample"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("digest_due__isnull", False)), fields=["digest_due"], name="job_unread"
            ),
        ),
        migrations.RunPython(read_what_is_here, migrations.RunPython.noop),
    ]
