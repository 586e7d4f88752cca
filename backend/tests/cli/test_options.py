"""The command line knows every wish of the engine, and names no other."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from castengine import Preferences
from mkv2castui.cli.preferences import NAMES

OPTIONS_PAGE = Path(__file__).resolve().parents[3] / "docs" / "options.md"


def test_every_wish_is_an_option() -> None:
    assert sorted(NAMES) == sorted(field.name for field in fields(Preferences))


def test_every_option_is_described() -> None:
    page = OPTIONS_PAGE.read_text("utf-8")
    assert [name for name in NAMES if f"`{name}`" not in page] == []
