"""Which of the pages' languages a visitor gets."""

from __future__ import annotations

LANGUAGES = ("en", "fr", "de", "es", "it")


def language_for(cookie: str | None, accept_language: str) -> str:
    """The language chosen before, else the best of ``Accept-Language`` (RFC 9110), else English."""
    if cookie in LANGUAGES:
        return str(cookie)
    wishes = sorted(map(_wish, accept_language.split(",")), key=lambda wish: -wish[1])
    return next((name for name, weight in wishes if name in LANGUAGES and weight > 0), LANGUAGES[0])


def _wish(text: str) -> tuple[str, float]:
    """``("fr", 0.8)`` of ``fr-CH;q=0.8``; a weight that is no number is 0."""
    tag, _, parameter = text.partition(";")
    name = tag.strip().lower().partition("-")[0]
    if not parameter.strip():
        return name, 1.0
    try:
        return name, float(parameter.strip().removeprefix("q="))
    except ValueError:
        return name, 0.0
