"""Sets up this checkout: ``setup.py run | dev | system``. Needs a bare Python alone.

``run``     a virtual environment in .venv with the program and all it needs, ffmpeg and ffprobe included
``dev``     what the tests and the checks need, into the same environment
``system``  what the tests need from Debian (a browser, nginx, Vulkan): installed where root may install,
            named otherwise, so that its tests say why they are skipped
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PIP = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
CONSTRAINTS = ["--constraint", str(ROOT / "constraints.txt")]
NEWEST_PIP = "pip>=25.1"  # the first with `--group`
# What the tests need from Debian: the package, and whether it is there.
SYSTEM_TOOLS: dict[str, Callable[[], bool]] = {
    "chromium": lambda: shutil.which("chromium") is not None,
    "nginx-light": lambda: shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None,
    # Vulkan without a graphics card: libplacebo computes Dolby Vision's own colors with it.
    "mesa-vulkan-drivers": lambda: any(Path("/usr/share/vulkan/icd.d").glob("lvp_icd.*")),
    "libatomic1": lambda: ctypes.util.find_library("atomic") is not None,  # Playwright's driver is linked to it
}


def main(step: str) -> int:
    match step:
        case "run":
            make_environment()
            pip("Installing the program and its media tools", "install", *CONSTRAINTS, "--editable", str(ROOT))
        case "dev":
            pip("Installing the test tools", "install", *CONSTRAINTS, "--group", f"{ROOT / 'pyproject.toml'}:dev")
        case "system":
            install_system_tools()
        case _:
            sys.exit(__doc__)
    return 0


def make_environment() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  runs before any package manager could have said it
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make PYTHON=python3.12 …")
    if (VENV / "bin" / "pip").exists():
        return
    say("Making the virtual environment")
    if has_ensurepip():
        venv.create(VENV, with_pip=True, clear=True)
        pip("Updating pip", "install", "--upgrade", NEWEST_PIP)
    else:
        venv.create(VENV, with_pip=False, clear=True)
        with tempfile.TemporaryDirectory() as folder:
            install_pip_from(debian_pip(Path(folder)))


def has_ensurepip() -> bool:
    """Debian keeps it in a package of its own, python3-venv."""
    return importlib.util.find_spec("ensurepip") is not None


def debian_pip(folder: Path) -> Path:
    """The wheel of pip that Debian packages, fetched and unpacked into ``folder``: needs no root, installs nothing."""
    if shutil.which("apt-get") is None:
        sys.exit("This Python has no ensurepip, so it can't make a virtual environment. Install its venv package.")
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True)
    own_folders = ["-o", f"Dir::State::lists={folder / 'lists'}", "-o", f"Dir::Cache={folder / 'cache'}"]
    for step in (["update"], ["download", "python3-pip-whl"]):
        subprocess.run(["apt-get", "-qq", *own_folders, *step], cwd=folder, check=True)
    [package] = folder.glob("python3-pip-whl_*.deb")
    subprocess.run(["dpkg-deb", "--extract", package, folder / "unpacked"], check=True)
    [wheel] = folder.glob("unpacked/usr/share/python-wheels/pip-*.whl")
    return wheel


def install_pip_from(wheel: Path) -> None:
    """A wheel of pip can run as it is (`python pip.whl/pip`)."""
    command = [str(VENV / "bin" / "python"), str(wheel / "pip"), "--quiet", "install", NEWEST_PIP]
    subprocess.run(command, check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})


def install_system_tools() -> None:
    missing = [package for package, is_there in SYSTEM_TOOLS.items() if not is_there()]
    if not missing:
        return
    if may_install():
        install_debian_packages(missing, because="the tests")
        return
    message = f"Not installed: {', '.join(missing)}. Install with: sudo apt-get install {' '.join(missing)}"
    if os.environ.get("CI") == "true":
        sys.exit(message)
    print(f"{message}\nThe tests that need them will be skipped.", file=sys.stderr)


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_debian_packages(packages: list[str], *, because: str) -> None:
    if not may_install():
        sys.exit(f"{because} needs: {' '.join(packages)}. Install with: sudo apt-get install {' '.join(packages)}")
    say(f"Installing {' '.join(packages)} for {because}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], check=True, env=environment, stdout=subprocess.DEVNULL)


def pip(what: str, *arguments: str) -> None:
    say(what)
    if subprocess.run([*PIP, *arguments], check=False).returncode != 0:
        sys.exit(f"{what} failed: see pip's message above.")


def say(what: str) -> None:
    print(f"• {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
