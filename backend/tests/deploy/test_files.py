"""The files of deploy/, as far as they can be looked at without an engine for containers or a cluster.

Compose files against the compose specification, Kubernetes manifests against its schemas, the Dockerfile and the
entrypoint by their linters. The commands and nginx' configuration are run by the tests of the stack.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import kubernetes_validate
import pytest
import yaml
from compose_spec import PyCompose

from mkv2castui.cli import command_line
from mkv2castui.project import env
from testing import compose

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
OWN_KINDS = ("keda.sh/v1alpha1", "kustomize.config.k8s.io/v1beta1")  # schemas that the validator does not have
NEEDED = {"SECRET_KEY": "s", "POSTGRES_PASSWORD": "p"}
PARTS = ("backend", "websocket", "worker", "beat", "migrate")


def by_name(path: Path) -> str:
    return str(path.relative_to(DEPLOY))


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


@pytest.mark.parametrize("file", sorted(DEPLOY.glob("compose*.yaml")), ids=by_name)
def test_compose_files_keep_to_the_specification(file: Path) -> None:
    document = yaml.safe_load(file.read_text())
    filled = compose.filled({key: value for key, value in document.items() if not key.startswith("x-")}, NEEDED)
    PyCompose.from_json(json.dumps(filled)).validate()


@pytest.mark.parametrize("missing", NEEDED)
def test_no_secret_has_a_default(missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        compose.services({name: value for name, value in NEEDED.items() if name != missing})


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_started_by_a_command_that_exists(part: str) -> None:
    program, name, *options = compose.command_of(compose.services(NEEDED)[part])
    assert program == "mkv2castui"
    command = command_line.get_command(click.Context(command_line), name)
    assert command is not None
    command.make_context(name, options)


def test_every_setting_of_the_compose_file_can_be_honoured() -> None:
    variables = compose.environment_of(compose.services(NEEDED)["backend"])
    documented = "".join((DEPLOY.parent / "docs" / name).read_text() for name in ("settings.md", "accounts.md"))
    assert [name for name in variables if f"`{name}`" not in documented] == ["PUID", "PGID"]
    settings = env.parse(variables)
    assert isinstance(settings.database, env.Postgres)
    assert settings.redis_url
    assert settings.accel_redirect == "/protected/"


def test_only_nginx_and_the_bucket_are_published_and_only_on_this_computer() -> None:
    published = {name: service["ports"] for name, service in compose.services(NEEDED).items() if "ports" in service}
    assert set(published) == {"nginx", "s3"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_a_copied_overlay_touches_the_worker_alone() -> None:
    for name in ("compose.vaapi.yaml", "compose.nvidia.yaml"):
        assert set(yaml.safe_load((DEPLOY / name).read_text())["services"]) == {"worker"}


def test_the_dockerfile_has_no_finding() -> None:
    subprocess.run([tool("hadolint"), str(DEPLOY / "Dockerfile")], check=True)


def test_the_entrypoint_has_no_finding() -> None:
    subprocess.run([tool("shellcheck"), str(DEPLOY / "entrypoint.sh")], check=True)


@pytest.fixture
def anybodys_folder() -> Iterator[Path]:
    """pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def entrypoint(data: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MKV2CASTUI_DATA": str(data), **variables}
    return subprocess.run(
        ["sh", str(DEPLOY / "entrypoint.sh"), *command], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another")
def test_the_program_runs_as_puid_and_pgid_who_own_the_data(anybodys_folder: Path) -> None:
    data = anybodys_folder / "data"
    ran = entrypoint(data, "sh", "-c", "id -u; id -g; touch $HOME/film", PUID="12345", PGID="12346")
    assert (ran.returncode, ran.stdout.split()) == (0, ["12345", "12346"]), ran.stderr
    assert ((data / "film").stat().st_uid, (data / "film").stat().st_gid) == (12345, 12346)
    moved = entrypoint(data, "true", PUID="54321", PGID="12346")
    assert moved.returncode == 0
    assert (data / "film").stat().st_uid == 54321


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another")
def test_a_puid_that_is_no_number_stops_the_start(tmp_path: Path) -> None:
    refused = entrypoint(tmp_path / "data", "true", PUID="me")
    assert (refused.returncode, refused.stderr) == (2, "PUID and PGID must be numbers, not 'me' and '1000'\n")


def documents() -> Iterator[Any]:
    for file in sorted((*KUBERNETES.rglob("*.yaml"), DEPLOY / "nginx" / "kustomization.yaml")):
        for number, document in enumerate(yaml.safe_load_all(file.read_text())):
            yield pytest.param(document, id=f"{by_name(file)} {number}")


@pytest.mark.parametrize("document", list(documents()))
def test_manifests_keep_to_the_schema(document: dict[str, Any]) -> None:
    if document["apiVersion"] not in OWN_KINDS:
        kubernetes_validate.validate(document, kubernetes_validate.latest_version(), strict=True)


@pytest.mark.parametrize("part", ["backend", "websocket", "worker", "beat"])
def test_kubernetes_runs_the_commands_of_compose(part: str) -> None:
    pod = _pod(part)
    assert pod["containers"][0]["args"] == compose.command_of(compose.services(NEEDED)[part])


def test_kubernetes_migrates_first() -> None:
    assert _pod("backend")["initContainers"][0]["args"] == compose.command_of(compose.services(NEEDED)["migrate"])


def test_kubernetes_gives_the_same_settings() -> None:
    settings = yaml.safe_load((KUBERNETES / "base" / "settings.yaml").read_text())["data"]
    ours = compose.environment_of(compose.services(NEEDED)["backend"])
    assert settings == {name: ours[name] for name in settings}
    assert env.parse(settings).redis_url


def _pod(part: str) -> dict[str, Any]:
    document = next(yaml.safe_load_all((KUBERNETES / "base" / f"{part}.yaml").read_text()))
    pod: dict[str, Any] = document["spec"]["template"]["spec"]
    return pod


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
@pytest.mark.parametrize("overlay", sorted((KUBERNETES / "overlays").iterdir()), ids=by_name)
def test_overlays_can_be_built(overlay: Path) -> None:
    built = subprocess.run(["kubectl", "kustomize", str(overlay)], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    kinds = [document["kind"] for document in yaml.safe_load_all(built.stdout)]
    assert {"Deployment", "StatefulSet", "Secret", "ConfigMap", "NetworkPolicy"} <= set(kinds)
