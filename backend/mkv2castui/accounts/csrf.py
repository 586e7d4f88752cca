"""Whether a request with a session's cookie comes from our own page: Django's token and origin check."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:  # noqa: ARG002 - the library's signature
        return reason


def is_proven(request: HttpRequest) -> bool:
    check = _Check(_nothing)
    check.process_request(request)
    return check.process_view(request, _nothing, (), {}) is None


def _nothing(*_: object) -> Any:
    """In place of the view, which the check only asks whether it is exempt."""
