"""``make stack``: the whole distributed program on loopback, by the commands of deploy/compose.yaml.

PostgreSQL, Valkey, nginx, two web servers, a WebSocket server, two workers and beat; with ``--s3`` films lie in an S3
server's bucket. Everything it made goes when it ends.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from testing.servers import find_nginx, listens
from testing.stack import Stack


def main() -> int:
    options = _options()
    if find_nginx() is None:
        sys.exit("nginx is not installed. On Debian: apt-get install nginx-light")
    if listens(options.port):
        sys.exit(f"Port {options.port} is taken. Choose another: make stack PORT={options.port + 1}")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="mkv2castui-stack-") as directory:
        return _run(
            Stack(Path(directory), webs=options.webs, workers=options.workers, s3=options.s3, port=options.port)
        )


def _run(stack: Stack) -> int:
    try:
        with stack:
            print(f"mkv2castUI is ready: {stack.url}", flush=True)
            print(f"Logs: {stack.logs}", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        print("Stopped", flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--webs", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--s3", action="store_true", help="films in a bucket")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
