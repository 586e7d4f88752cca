"""How the broker is reached, by each form of REDIS_URL."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import Celery

from mkv2castui.project import backends
from mkv2castui.project.celery import broker
from testing.ports import free_ports
from testing.processes import Process
from testing.servers import valkey


def app_of(url: str) -> Celery:
    app = Celery("another", set_as_current=False)
    app.conf.update(broker(url))
    return app


@pytest.fixture
def guarded_server(tmp_path: Path) -> Iterator[Path]:
    """The socket of a server that asks for a password."""
    socket, [port] = tmp_path / "redis.sock", free_ports(1)
    process = valkey(tmp_path, tmp_path / "log", port)
    command = [*process.command, "--unixsocket", str(socket), "--requirepass", "s3cret"]
    guarded = Process("redis", command, tmp_path / "log", socket.exists)
    guarded.start()
    yield socket
    guarded.kill()


def test_a_socket_with_a_password_serves_all_three_uses(guarded_server: Path) -> None:
    url = f"unix://:s3cret@{guarded_server}?db=2"
    with app_of(url).connection_for_write() as connection:
        connection.SimpleQueue("analyze").put({"lane": "analyze"})
    with redis.Redis.from_url(url) as client:
        assert b"mkv2castui.analyze" in client.keys("*")
    assert backends.cache(url)["LOCATION"] == url
    assert backends.channel_layer(url)["CONFIG"]["hosts"][0]["address"] == url


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        pytest.param("rediss://h:6380/0", {"ssl_cert_reqs": "required"}, id="the certificate is looked at"),
        pytest.param(
            "rediss://h/0?ssl_ca_certs=/ca.pem",
            {"ssl_cert_reqs": "required", "ssl_ca_certs": "/ca.pem"},
            id="by an authority of one's own",
        ),
        pytest.param("rediss://h/0?ssl_cert_reqs=none", {"ssl_cert_reqs": "none"}, id="unless one says no"),
        pytest.param("redis://h/0", None, id="no TLS"),
    ],
)
def test_tls(url: str, asked: object) -> None:
    assert broker(url)["broker_use_ssl"] == asked


def test_the_broker_s_connection_looks_at_the_certificate() -> None:
    with app_of("rediss://127.0.0.1:1/0").connection_for_write() as connection:
        options: Any = connection.ssl
        assert options["ssl_cert_reqs"] in ("required", ssl.CERT_REQUIRED)
