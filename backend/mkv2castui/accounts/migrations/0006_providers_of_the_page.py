from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_people_are_searched_and_may_leave"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInProvider",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("google", "Google"), ("github", "GitHub"), ("oidc", "OpenID Connect")], max_length=16
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("client_id", models.CharField(max_length=191)),
                ("sealed_secret", models.TextField()),
                ("issuer", models.CharField(blank=True, default="", max_length=500)),
                ("groups_claim", models.CharField(default="groups", max_length=100)),
                ("admin_group", models.CharField(blank=True, default="", max_length=200)),
                ("added_at", models.DateTimeField()),
            ],
        ),
    ]
