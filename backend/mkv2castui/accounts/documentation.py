"""How to say who one is, in the OpenAPI document. Without sign-in none of it is asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class WhoAsksInSchema(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "mkv2castui.accounts.authentication.WhoAsks"
    name = ["session", "accessToken", "apiToken"]

    def get_security_definition(self, auto_schema: Any) -> Any:  # noqa: ARG002 - the library's signature
        return [
            {
                "type": "apiKey",
                "in": "cookie",
                "name": settings.SESSION_COOKIE_NAME,
                "description": "Of a browser. Requests that change something repeat the cookie "
                f"{settings.CSRF_COOKIE_NAME} in the header X-CSRFToken.",
            },
            {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "Of an app: POST /_allauth/app/v1/auth/login, then /_allauth/app/v1/tokens/refresh.",
            },
            {
                "type": "http",
                "scheme": "bearer",
                "description": "A personal token, mkv_…, limited to its scopes: made at /api/tokens/.",
            },
        ]
