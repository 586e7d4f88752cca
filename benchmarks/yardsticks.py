"""nginx alone as a plain file server, which is what transfers are measured against: Debian's program with its defaults,
``sendfile`` switched on, one worker process a core, uploads by its WebDAV module."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testing.ports import free_ports
from testing.processes import Process
from testing.servers import find_nginx, listens

_CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
worker_processes auto;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/www;
        client_max_body_size 0;
        location / {{ dav_methods PUT; }}
        location /large-buffer/ {{ client_body_buffer_size 1m; dav_methods PUT; }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class FileServer:
    """``files``: what it serves, and where it puts what is sent to it."""

    url: str
    files: Path


@contextmanager
def nginx_alone(folder: Path) -> Iterator[FileServer]:
    files, (port,) = folder / "www", free_ports(1)
    (files / "large-buffer").mkdir(parents=True)
    configuration = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(_CONFIGURATION.format(folder=folder, port=port, user=user))
    program = find_nginx()
    assert program, "nginx is not installed"
    command = [program, "-p", str(folder), "-c", str(configuration), "-e", "stderr"]
    process = Process("nginx alone", command, folder / "nginx.log", lambda: listens(port))
    process.start()
    try:
        yield FileServer(f"http://127.0.0.1:{port}", files)
    finally:
        process.stop()
