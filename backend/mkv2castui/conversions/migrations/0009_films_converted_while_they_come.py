from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversions", "0008_uploads_on_their_way_to_a_bucket"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="ahead_failed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="job",
            name="ahead_progress",
            field=models.FloatField(default=0),
        ),
        migrations.AddField(
            model_name="job",
            name="ahead_token",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="job",
            name="ahead_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("ahead_until__isnull", False)), fields=["ahead_until"], name="job_begun_ahead"
            ),
        ),
    ]
