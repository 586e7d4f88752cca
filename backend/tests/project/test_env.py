"""The environment's variables and what stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkv2castui.project import env
from mkv2castui.project.env import InvalidSetting, parse


def test_nothing_has_to_be_set() -> None:
    environment = parse({})
    assert environment.data.is_absolute()
    assert environment.database == environment.data / "mkv2castui.sqlite3"
    assert environment.secret_key is None
    assert environment.worker_concurrency == 1
    assert not environment.allow_open_lan


@pytest.mark.parametrize(
    ("variables", "name", "expected"),
    [
        pytest.param({"MAX_UPLOAD_SIZE": "500"}, "max_upload_size", 500, id="a size without unit is bytes"),
        pytest.param({"MAX_UPLOAD_SIZE": "2g"}, "max_upload_size", 2 * 1024**3, id="units may be small letters"),
        pytest.param({"MAX_UPLOAD_SIZE": "3 MiB"}, "max_upload_size", 3 * 1024**2, id="MiB is M"),
        pytest.param({"WORKER_CONCURRENCY": "4"}, "worker_concurrency", 4, id="conversions at a time"),
        pytest.param({"ALLOW_OPEN_LAN": "Yes"}, "allow_open_lan", True, id="yes is true"),
        pytest.param({"ALLOWED_HOSTS": "Films.local,box"}, "allowed_hosts", ("films.local", "box"), id="host names"),
        pytest.param({"DATABASE_URL": "sqlite:////x/y.db"}, "database", Path("/x/y.db"), id="a database elsewhere"),
        pytest.param({"MKV2CASTUI_DATA": "/x"}, "database", Path("/x/mkv2castui.sqlite3"), id="database in the data"),
        pytest.param({"SECRET_KEY": "s"}, "secret_key", "s", id="a secret by value"),
        pytest.param({"REQUIRE_AUTH": "false"}, "debug", False, id="what is off anyway may be said"),
    ],
)
def test_values_are_read(variables: dict[str, str], name: str, expected: object) -> None:
    assert getattr(parse(variables), name) == expected


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        pytest.param({"MAX_UPLOAD_SIZE": "big"}, "MAX_UPLOAD_SIZE: must be a size", id="a size that is none"),
        pytest.param({"MAX_UPLOAD_SIZE": "-1"}, "MAX_UPLOAD_SIZE: must be a size", id="a negative size"),
        pytest.param({"WORKER_CONCURRENCY": "0"}, "WORKER_CONCURRENCY: must be a number from 1", id="no worker"),
        pytest.param({"WORKER_CONCURRENCY": "two"}, "WORKER_CONCURRENCY: must be a number from 1", id="a word"),
        pytest.param({"ALLOW_OPEN_LAN": "maybe"}, "ALLOW_OPEN_LAN: must be true or false", id="neither true nor false"),
        pytest.param({"ALLOWED_HOSTS": "http://x"}, "ALLOWED_HOSTS: 'http://x' is not a host name", id="a URL"),
        pytest.param({"DATABASE_URL": "postgres://x"}, "DATABASE_URL: this version keeps to SQLite", id="PostgreSQL"),
        pytest.param({"REDIS_URL": "redis://x"}, "REDIS_URL: this version runs in one process", id="Redis"),
        pytest.param({"REQUIRE_AUTH": "true"}, "REQUIRE_AUTH: this version has no sign-in", id="sign-in"),
        pytest.param({"FFMPEG_PATH": "/nowhere"}, "FFMPEG_PATH: /nowhere is not a program", id="no such program"),
        pytest.param({"FFPROBE_PATH": "/"}, "FFPROBE_PATH: / is not a program", id="a folder"),
        pytest.param({"SECRET_KEY_FILE": "/nowhere"}, "SECRET_KEY_FILE: can't read /nowhere", id="no such secret"),
    ],
)
def test_what_cannot_be_honoured_is_named_in_one_line(variables: dict[str, str], message: str) -> None:
    with pytest.raises(InvalidSetting) as raised:
        parse(variables)
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_a_secret_may_come_from_a_file_but_not_twice(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n")
    assert parse({"SECRET_KEY_FILE": str(file)}).secret_key == "from the file"
    with pytest.raises(InvalidSetting, match="given twice"):
        parse({"SECRET_KEY_FILE": str(file), "SECRET_KEY": "x"})
    file.write_text("\n")
    with pytest.raises(InvalidSetting, match="is empty"):
        parse({"SECRET_KEY_FILE": str(file)})


def test_the_kept_secret_key_stays_and_is_the_owners_alone(tmp_path: Path) -> None:
    key = env.persistent_secret_key(tmp_path)
    assert len(key) >= 50
    assert env.persistent_secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
