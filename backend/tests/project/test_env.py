"""The environment's variables and what stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkv2castui.project import env
from mkv2castui.project.env import S3, InvalidSetting, Postgres, parse


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
        pytest.param({"REDIS_URL": "unix:///run/r.sock?db=2"}, "redis_url", "unix:///run/r.sock?db=2", id="a socket"),
        pytest.param({"TZ": "Europe/Paris"}, "time_zone", "Europe/Paris", id="the server's time zone"),
        pytest.param({"WORKER_LANES": " convert "}, "worker_lanes", ("convert",), id="one lane alone"),
        pytest.param({}, "worker_lanes", ("analyze", "quick", "convert"), id="every lane"),
        pytest.param({}, "lease_seconds", 30, id="half a minute until a worker counts as dead"),
        pytest.param({"ACCEL_REDIRECT": "/protected/"}, "accel_redirect", "/protected/", id="nginx sends the files"),
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
        pytest.param({"DATABASE_URL": "mysql://h/x"}, "DATABASE_URL: must be postgres://", id="another database"),
        pytest.param({"DATABASE_URL": "postgres://h"}, "DATABASE_URL: must be postgres://", id="no database's name"),
        pytest.param({"DATABASE_URL": "postgres://h:no/x"}, "DATABASE_URL: must be postgres://", id="no port"),
        pytest.param({"REDIS_URL": "http://x"}, "REDIS_URL: must be redis://", id="no Redis"),
        pytest.param({"REDIS_URL": "redis:///0"}, "REDIS_URL: must be redis://", id="a Redis nowhere"),
        pytest.param({"TZ": "Mars/Olympus"}, "TZ: must be the name of a time zone", id="no such time zone"),
        pytest.param({"WORKER_LANES": "convert,dance"}, "WORKER_LANES: 'dance' is none of analyze", id="no such lane"),
        pytest.param({"LEASE_SECONDS": "1"}, "LEASE_SECONDS: must be a number from 3", id="a lease too short to renew"),
        pytest.param({"TRUSTED_PROXIES": "nginx"}, "TRUSTED_PROXIES: 'nginx' is no address", id="a proxy's name"),
        pytest.param({"ACCEL_REDIRECT": "x"}, "ACCEL_REDIRECT: must be a location", id="no location"),
        pytest.param({"S3_BUCKET": "Films!"}, "S3_BUCKET: 'Films!' is no bucket's name", id="no bucket's name"),
        pytest.param({"S3_ENDPOINT_URL": "http://s3"}, "S3_BUCKET: missing", id="S3 without a bucket"),
        pytest.param(
            {"S3_BUCKET": "films", "S3_ACCESS_KEY_ID": "x"}, "S3_SECRET_ACCESS_KEY: missing", id="a key without secret"
        ),
        pytest.param(
            {"S3_BUCKET": "films", "S3_ENDPOINT_URL": "s3:9000"}, "S3_ENDPOINT_URL: must be", id="S3 without scheme"
        ),
        pytest.param({"REQUIRE_AUTH": "perhaps"}, "REQUIRE_AUTH: must be true or false", id="sign-in perhaps"),
        pytest.param({"SIGNUP": "friends"}, "SIGNUP: 'friends' is none of invitation", id="no such sign-up"),
        pytest.param({"EMAIL_URL": "pigeon://x"}, "EMAIL_URL: must be smtp+tls://", id="no way for mail"),
        pytest.param({"EMAIL_URL": "smtp+tls://"}, "EMAIL_URL: must be smtp+tls://", id="mail to nowhere"),
        pytest.param({"EMAIL_FROM": "nobody"}, "EMAIL_FROM: 'nobody' is no e-mail address", id="mail from nobody"),
        pytest.param({"GOOGLE_CLIENT_ID": "x"}, "GOOGLE_CLIENT_SECRET: missing", id="a provider without its secret"),
        pytest.param({"GITHUB_CLIENT_SECRET": "x"}, "GITHUB_CLIENT_ID: missing", id="a provider without our id"),
        pytest.param({"OIDC_ISSUER": "https://x"}, "OIDC_CLIENT_ID: missing", id="a provider we are not known at"),
        pytest.param(
            {"OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"}, "OIDC_ISSUER: missing", id="a provider nobody knows"
        ),
        pytest.param(
            {"OIDC_ISSUER": "sso", "OIDC_CLIENT_ID": "x"}, "OIDC_ISSUER: must be an address", id="no provider's address"
        ),
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
    assert parse({"DATABASE_URL_FILE": str(secret_of(tmp_path, "sqlite:////x.db"))}).database == Path("/x.db")
    assert parse({"REDIS_URL_FILE": str(secret_of(tmp_path, "redis://h:1/0"))}).redis_url == "redis://h:1/0"
    file.write_text("\n")
    with pytest.raises(InvalidSetting, match="is empty"):
        parse({"SECRET_KEY_FILE": str(file)})


def test_the_kept_secret_key_stays_and_is_the_owners_alone(tmp_path: Path) -> None:
    key = env.persistent_secret_key(tmp_path)
    assert len(key) >= 50
    assert env.persistent_secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def secret_of(folder: Path, content: str) -> Path:
    file = folder / "another"
    file.write_text(content)
    return file


def test_a_postgres_url_is_taken_apart() -> None:
    url = "postgresql://me:s%40cret@db.example:5433/films?sslmode=require"
    expected = Postgres("db.example", 5433, "films", "me", "s@cret", {"sslmode": "require"})
    assert parse({"DATABASE_URL": url}).database == expected
    by_socket = parse({"DATABASE_URL": "postgres://me@/films?host=/run/pg"}).database
    assert by_socket == Postgres("/run/pg", 5432, "films", "me", "", {})


def test_a_bucket_and_its_keys_belong_together(tmp_path: Path) -> None:
    variables = {
        "S3_BUCKET": "films",
        "S3_ENDPOINT_URL": "http://s3:3900/",
        "S3_PUBLIC_ENDPOINT_URL": "https://s3.example.org",
        "S3_ACCESS_KEY_ID": "key",
        "S3_SECRET_ACCESS_KEY_FILE": str(secret_of(tmp_path, "hush")),
        "S3_REGION": "garage",
    }
    assert parse(variables).s3 == S3(
        bucket="films",
        endpoint_url="http://s3:3900",
        public_endpoint_url="https://s3.example.org",
        access_key_id="key",
        secret_access_key="hush",
        region="garage",
    )
    assert parse({}).s3 is None


def test_proxies_are_addresses_and_networks() -> None:
    proxies = parse({"TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8,fd00::/8"}).trusted_proxies
    assert [str(network) for network in proxies] == ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("true", True, id="with sign-in"),
        pytest.param("false", False, id="without"),
        pytest.param("", None, id="left to the address"),
    ],
)
def test_sign_in_is_asked_for_refused_or_left_open(text: str, expected: bool | None) -> None:
    assert parse({"REQUIRE_AUTH": text}).accounts.require_auth is expected


def test_mail_is_sent_by_a_server_or_written_to_the_log() -> None:
    assert parse({}).accounts.email is None
    email = parse({"EMAIL_URL": "smtp+tls://me%40x.org:pw@mail.example.org:587"}).accounts.email
    assert email is not None
    assert (email["EMAIL_HOST"], email["EMAIL_PORT"], email["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
    assert (email["EMAIL_HOST_USER"], email["EMAIL_HOST_PASSWORD"]) == ("me@x.org", "pw")


def test_a_providers_secret_may_come_from_a_file(tmp_path: Path) -> None:
    variables = {
        "OIDC_ISSUER": "https://sso.example.org/",
        "OIDC_CLIENT_ID": "films",
        "OIDC_CLIENT_SECRET_FILE": str(secret_of(tmp_path, "hush")),
        "OIDC_ADMIN_GROUP": "film-admins",
    }
    provider = parse(variables).accounts.oidc
    assert provider is not None
    assert (provider.url, provider.client_secret) == ("https://sso.example.org", "hush")
    assert (provider.groups_claim, provider.admin_group) == ("groups", "film-admins")
