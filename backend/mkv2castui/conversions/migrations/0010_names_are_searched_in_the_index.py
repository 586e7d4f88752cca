"""The index of an owner's jobs holds the names that are searched for; PostgreSQL's take short ones only."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Left, Length


def shorten(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    long = apps.get_model("conversions", "Job").objects.annotate(length=Length("search_name")).filter(length__gt=255)
    long.update(search_name=Left("search_name", 255))


class Migration(migrations.Migration):
    dependencies = [
        ("conversions", "0009_films_converted_while_they_come"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="job",
            name="job_newest_of_owner",
        ),
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["owner", "-created_at", "-id", "search_name"], name="job_newest_of_owner"),
        ),
    ]
