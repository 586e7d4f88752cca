"""Names of files that people and attackers choose."""

from __future__ import annotations

import pytest

from mkv2castui.conversions.downloads.files import disposition
from mkv2castui.conversions.names import display_name, safe_stem, searchable


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("Amélie.mkv", "Amélie.mkv", id="accents stay"),
        pytest.param("Ame\u0301lie.mkv", "Amélie.mkv", id="accents are composed"),
        pytest.param("千と千尋の神隠し.mkv", "千と千尋の神隠し.mkv", id="any script"),
        pytest.param("🎬 Film.mkv", "🎬 Film.mkv", id="pictures"),
        pytest.param("a/../b.mkv", "b.mkv", id="folders are left out"),
        pytest.param("..\\..\\b.mkv", "b.mkv", id="folders of Windows too"),
        pytest.param("C:\\Films\\b.mkv", "b.mkv", id="drives too"),
        pytest.param("/etc/passwd", "passwd", id="absolute paths too"),
        pytest.param("a\r\nSet-Cookie: x.mkv", "aSet-Cookie: x.mkv", id="no line breaks"),
        pytest.param("a\x00b\x1b[31m.mkv", "ab[31m.mkv", id="no control characters"),
        pytest.param("\u202egpj.exe", "gpj.exe", id="no text turned around"),
        pytest.param("  a.mkv. ", "a.mkv", id="no blanks and dots at the ends"),
        pytest.param("..", None, id="the folder above is no name"),
        pytest.param("", None, id="nothing is no name"),
        pytest.param("dir/", None, id="a folder is no name"),
        pytest.param("\x01\x02", None, id="control characters alone are no name"),
        pytest.param("x" * 400 + ".mkv", "x" * 251 + ".mkv", id="long names keep their ending"),
    ],
)
def test_display_name(raw: str, shown: str | None) -> None:
    assert display_name(raw) == shown


@pytest.mark.parametrize(
    ("filename", "stem"),
    [
        pytest.param("Film.2020.mkv", "Film.2020", id="only the ending goes"),
        pytest.param("Film", "Film", id="no ending"),
        pytest.param("No. 5", "No. 5", id="a dot that is no ending"),
        pytest.param('a:b?"c".mkv', "a_b__c_", id="what Windows refuses"),
        pytest.param(".hidden.mkv", "hidden", id="never hidden"),
        pytest.param(".mkv", "mkv", id="an ending alone"),
        pytest.param("é" * 200 + ".mkv", "é" * 75, id="counted in bytes"),
    ],
)
def test_safe_stem(filename: str, stem: str) -> None:
    assert safe_stem(filename) == stem


@pytest.mark.parametrize(
    ("name", "header"),
    [
        pytest.param("Film.mp4", "attachment; filename=\"Film.mp4\"; filename*=UTF-8''Film.mp4", id="plain"),
        pytest.param(
            "Amélie.mp4", "attachment; filename=\"Am_lie.mp4\"; filename*=UTF-8''Am%C3%A9lie.mp4", id="accents"
        ),
        pytest.param('a"b\\c.mp4', "attachment; filename=\"a_b_c.mp4\"; filename*=UTF-8''a%22b%5Cc.mp4", id="quotes"),
    ],
)
def test_content_disposition(name: str, header: str) -> None:
    assert disposition(name, inline=False) == header


def test_what_is_searched_in_fits_into_an_index() -> None:
    """One letter of Arabic calligraphy is eighteen letters; PostgreSQL's indexes take 2,704 bytes."""
    assert len(searchable("ﷺ" * 255).encode()) < 2000
