"""The database's tables: waiting for the server that holds them, and bringing them up to date."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from mkv2castui.project.start import CannotStart, say

PATIENCE = 60.0  # seconds: a database server that starts at the same time, and recovers, needs less
_LOOK_EVERY = 0.5  # seconds

# PostgreSQL: any number that every one of our processes knows.
_MIGRATION_LOCK = 0x6D6B7632


def migrate() -> None:
    """Bring the tables up to date, one process at a time. Only when something is missing: the command costs more
    than the look."""
    if is_up_to_date():
        return
    if connection.vendor != "postgresql":
        _migrate()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
    _migrate()
    connection.close()  # and the lock with it


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def is_up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def wait_for_server(patience: float = PATIENCE) -> None:
    """Until the database answers. Raises :class:`CannotStart` when it does not."""
    _wait("the database", _answers, patience, "see DATABASE_URL")


def wait_for_tables(patience: float = PATIENCE) -> None:
    """Until the database answers and its tables are this version's. Raises :class:`CannotStart`."""
    wait_for_server(patience)
    _wait("the database's tables", _unmigrated, patience, "run `mkv2castui migrate`")


def _wait(what: str, trouble: Callable[[], str | None], patience: float, advice: str) -> None:
    end, told = monotonic() + patience, False
    while (reason := trouble()) is not None:
        if monotonic() >= end:
            raise CannotStart(f"Waited {patience:.0f} s for {what}: {reason}; {advice}.")
        if not told:
            say(f"Waiting for {what}: {reason}")
            told = True
        sleep(_LOOK_EVERY)


def _answers() -> str | None:
    try:
        connection.ensure_connection()
    except (DatabaseError, OSError) as error:
        return _first_line(error)
    finally:
        connection.close()
    return None


def _unmigrated() -> str | None:
    try:
        return None if is_up_to_date() else "they are not this version's"
    except OperationalError as error:
        return _first_line(error)
    finally:
        connection.close()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
