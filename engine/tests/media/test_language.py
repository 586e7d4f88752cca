"""Language tags made one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castengine.media.language import closest_language, normalise_language


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("fre", "fr"),
        ("fra", "fr"),
        ("FR", "fr"),
        ("ger", "de"),
        ("chi", "zh"),
        ("cmn", "zh"),
        ("en_US", "en-US"),
        ("pt-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("scr", "hr"),
        ("iw", "he"),
        ("qaa", "qaa"),
        ("und", None),
        ("mul", None),
        ("zxx", None),
        ("", None),
        (None, None),
        ("english", None),
        ("../../etc", None),
        ("a" * 200, None),
        ("français", None),
    ],
)
def test_a_tag_is_normalised(written: str | None, tag: str | None) -> None:
    assert normalise_language(written) == tag


@given(st.text())
def test_any_text_gives_a_tag_that_is_safe_in_a_file_name_or_none(text: str) -> None:
    tag = normalise_language(text)
    assert tag is None or re.fullmatch(r"[A-Za-z0-9-]{1,60}", tag)


@pytest.mark.parametrize(
    ("wishes", "present", "closest"),
    [
        (["en"], ["fr", "en"], "en"),
        (["en"], ["fr", "en-US"], "en-US"),
        (["pt-BR"], ["pt", "pt-BR"], "pt-BR"),
        (["pt-BR"], ["pt"], "pt"),
        (["ja", "fr"], ["fr", "en"], "fr"),
        (["ja"], ["fr", None], None),
        ([], ["fr"], None),
    ],
)
def test_the_closest_language_is_found(wishes: list[str], present: list[str | None], closest: str | None) -> None:
    assert closest_language(wishes, present) == closest
