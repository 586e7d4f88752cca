"""Headers that every answer carries."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


def content_security_policy(*script_hashes: str) -> str:
    """Scripts: our files and the inline ones of these hashes (``sha256-…``), nothing else.

    Inline styles stay allowed: React and Next set ``style`` attributes, which no hash can name.
    """
    films = " ".join(["'self'", "blob:", *_where_films_are()])
    scripts = " ".join(["'self'", *(f"'{value}'" for value in script_hashes)])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"media-src {films}; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _where_films_are() -> list[str]:
    """The object store's origin, when films are played from there."""
    s3 = settings.ENVIRONMENT.s3
    address = s3 and (s3.public_endpoint_url or s3.endpoint_url)
    if s3 is None:
        return []
    return ["{0.scheme}://{0.netloc}".format(urlsplit(address))] if address else ["https://*.amazonaws.com"]


class SecurityHeaders:
    """ASGI: adds what the answer doesn't set itself. Pages bring a policy with the hashes of their scripts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", content_security_policy())
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                if "json" in headers.get("Content-Type", ""):
                    headers.setdefault("Cache-Control", "no-store")  # a job's state is old in a second
            await send(message)

        await self._app(scope, receive, send_with_headers)
