"""Whose all is without sign-in: an address alone told it before."""

from typing import Any

from django.db import migrations


def mark(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - the signature is Django's
    apps.get_model("accounts", "User").objects.filter(email="owner@localhost.localdomain").update(is_local_owner=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_who_may_what")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
