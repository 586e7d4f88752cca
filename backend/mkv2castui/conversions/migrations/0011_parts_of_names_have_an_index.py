"""PostgreSQL finds a part of a name by an index, where its extension pg_trgm is at hand and may be used; elsewhere it
goes on reading all names of an owner, as SQLite does."""

import logging
from typing import Any

from django.db import InternalError, NotSupportedError, OperationalError, ProgrammingError, migrations, transaction

log = logging.getLogger(__name__)

INDEX = "job_part_of_name"


def add(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if not _is_at_hand(cursor):
            return
        try:
            with transaction.atomic(using=connection.alias):
                _add(cursor)
        except _REFUSALS as error:
            log.warning("Parts of names are searched without an index: %s", error)


_REFUSALS = (ProgrammingError, NotSupportedError, InternalError, OperationalError)
"""Of servers that list the extension and let not everybody add it, each in its own way, or lack its files."""


def _add(cursor: Any) -> None:
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    cursor.execute("SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pg_trgm'")
    [place] = cursor.fetchone()
    # Without a list of what is still to be entered (fastupdate), which each search would have to read.
    cursor.execute(
        f"CREATE INDEX IF NOT EXISTS {INDEX} ON conversions_job"
        f" USING gin (search_name {place}.gin_trgm_ops) WITH (fastupdate = off)"
    )


def _is_at_hand(cursor: Any) -> bool:
    """It is one of those that whoever may create things in the database may add."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') OR ("
        " EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm')"
        " AND has_database_privilege(current_database(), 'CREATE'))"
    )
    [answer] = cursor.fetchone()
    return bool(answer)


def remove(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [
        ("conversions", "0010_names_are_searched_in_the_index"),
    ]

    operations = [migrations.RunPython(add, remove)]
