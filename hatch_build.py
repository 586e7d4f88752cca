"""Puts the built pages into the wheel, so that ``pip install .`` gives the whole program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "dev"))
import frontend


class FrontendBuildHook(BuildHookInterface):  # type: ignore[misc]
    def dependencies(self) -> list[str]:
        """Node for the isolated build environment when the system has none that is new enough."""
        return [] if self._skips or frontend.find_node() else [frontend.NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before a wheel is made; an editable install takes the pages from where ``make`` builds them."""
        if version == "editable" or self._skips:
            return
        frontend.install()
        frontend.build()

    @property
    def _skips(self) -> bool:
        """A source distribution carries the sources of the pages alone."""
        return self.target_name != "wheel"
