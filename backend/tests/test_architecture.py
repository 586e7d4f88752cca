"""Dependencies run one way: the contracts of ``[tool.importlinter]`` in pyproject.toml."""

from __future__ import annotations

from pathlib import Path

from importlinter.cli import lint_imports

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_every_contract_is_kept() -> None:
    assert lint_imports(config_filename=str(PYPROJECT), cache_dir=None, no_cache=True) == 0
