"""What is searched for among people, and that an account is being deleted."""

import unicodedata
from typing import Any

from django.db import migrations, models


def searchable(text: str) -> str:
    """As it was when this was written."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return plain[:255]


def fill(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - the signature is Django's
    users = apps.get_model("accounts", "User").objects
    for pk, name, email in users.values_list("pk", "name", "email").iterator():
        users.filter(pk=pk).update(search_text=f"{searchable(name)} {searchable(email)}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_films_of_a_month")]

    operations = [
        migrations.AddField("user", "leaving_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("user", "search_text", models.TextField(default="", editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
