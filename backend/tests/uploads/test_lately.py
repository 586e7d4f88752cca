"""What a process remembers of the uploads of the last while."""

from __future__ import annotations

from mkv2castui.uploads.look.lately import Lately


def test_the_first_word_about_an_upload_stands() -> None:
    lately = Lately[str]()
    assert lately.get("a") is None
    assert lately.put("a", "first")
    assert not lately.put("a", "second")
    assert lately.get("a") == "first"


def test_the_oldest_are_forgotten() -> None:
    lately = Lately[int](most=2)
    for number, name in enumerate("abc"):
        lately.put(name, number)
    assert [lately.get(name) for name in "abc"] == [None, 1, 2]
