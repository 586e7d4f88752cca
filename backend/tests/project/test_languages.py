from __future__ import annotations

import pytest

from mkv2castui.project.languages import language_for


@pytest.mark.parametrize(
    ("cookie", "header", "expected"),
    [
        pytest.param(None, "", "en", id="who says nothing reads English"),
        pytest.param(None, "fr-CH, fr;q=0.9, en;q=0.8", "fr", id="a region is its language"),
        pytest.param(None, "pt, de;q=0.5, es;q=0.7", "es", id="the best of those that there are"),
        pytest.param(None, "ja", "en", id="an unknown language is English"),
        pytest.param(None, "it;q=0, de;q=0.1", "de", id="weight 0 is a refusal"),
        pytest.param(None, "it;q=x, de;q=0.1", "de", id="a weight that is none"),
        pytest.param(None, "DE", "de", id="tags know no case"),
        pytest.param("it", "fr", "it", id="the choice made before wins"),
        pytest.param("xx", "fr", "fr", id="a choice that is none is ignored"),
    ],
)
def test_language(cookie: str | None, header: str, expected: str) -> None:
    assert language_for(cookie, header) == expected
