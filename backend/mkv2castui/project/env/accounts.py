"""Who may use the program: whether there is sign-in, who may sign up, and who vouches for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

import environ  # type: ignore[import-untyped]
from django.core.exceptions import ImproperlyConfigured

from mkv2castui.project.env.values import InvalidSetting, address, boolean, one_of, read, secret

SIGNUP = ("invitation", "open", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An application of ours at somebody who vouches for people. ``url``: of an OpenID server.

    ``admin_group``: who is in it, by the claim ``groups_claim``, is an administrator here.
    """

    client_id: str
    client_secret: str
    name: str
    url: str | None = None
    groups_claim: str = "groups"
    admin_group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """``require_auth``: ``None`` leaves it to the address that is listened on. ``email``: Django's settings for
    sending, ``None`` when mails are only written to the log. ``google_url``, ``github_url``: another server in the
    place of theirs, for the applications that are set on the page too."""

    require_auth: bool | None
    signup: str
    email: Mapping[str, Any] | None
    email_from: str
    google_url: str | None
    google: Provider | None
    github_url: str | None
    github: Provider | None
    oidc: Provider | None


def accounts(env: environ.Env) -> Accounts:
    """Raises :class:`InvalidSetting`."""
    return Accounts(
        require_auth=boolean(env, "REQUIRE_AUTH") if env.str("REQUIRE_AUTH", "").strip() else None,
        signup=one_of(env, "SIGNUP", SIGNUP),
        email=_email(env),
        email_from=_email_from(env),
        google_url=address(env, "GOOGLE_URL"),
        google=_provider(env, "GOOGLE", name="Google"),
        github_url=address(env, "GITHUB_URL"),
        github=_provider(env, "GITHUB", name="GitHub"),
        oidc=_oidc(env),
    )


def _provider(env: environ.Env, prefix: str, **more: Any) -> Provider | None:
    client_id, client_secret = env.str(f"{prefix}_CLIENT_ID", ""), secret(env, f"{prefix}_CLIENT_SECRET")
    if not client_id and client_secret is None:
        return None
    if not client_id or client_secret is None:
        missing = f"{prefix}_CLIENT_SECRET" if client_id else f"{prefix}_CLIENT_ID"
        raise InvalidSetting(missing, "missing; the id and its secret belong together")
    return Provider(client_id=client_id, client_secret=client_secret, **more)


def _oidc(env: environ.Env) -> Provider | None:
    issuer = address(env, "OIDC_ISSUER")
    found = _provider(
        env,
        "OIDC",
        url=issuer,
        name=env.str("OIDC_NAME", "") or "OpenID Connect",
        groups_claim=env.str("OIDC_GROUPS_CLAIM", "") or "groups",
        admin_group=env.str("OIDC_ADMIN_GROUP", "") or None,
    )
    if found is None and issuer is not None:
        raise InvalidSetting("OIDC_CLIENT_ID", "missing, although OIDC_ISSUER is set")
    if found is not None and issuer is None:
        raise InvalidSetting("OIDC_ISSUER", "missing, although OIDC_CLIENT_ID is set")
    return found


_MAILERS = {
    "django.core.mail.backends.smtp.EmailBackend",
    "django.core.mail.backends.filebased.EmailBackend",
    "django.core.mail.backends.console.EmailBackend",
}


def _email(env: environ.Env) -> dict[str, Any] | None:
    url = secret(env, "EMAIL_URL")
    return None if url is None else read("EMAIL_URL", _EMAIL_FORM, lambda: _mailer(url))


_EMAIL_FORM = "smtp+tls://USER:PASSWORD@HOST:587, smtp+ssl://…:465, smtp://…:25 or consolemail://"


def _mailer(url: str) -> dict[str, Any]:
    """Raises ``ValueError``."""
    try:
        found: dict[str, Any] = environ.Env.email_url_config(url)
    except ImproperlyConfigured as error:
        raise ValueError(url) from error
    if found["EMAIL_BACKEND"] not in _MAILERS or (
        found["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not found["EMAIL_HOST"]
    ):
        raise ValueError(url)
    found["EMAIL_FILE_PATH"] = f"/{found['EMAIL_FILE_PATH']}"
    return {name: value for name, value in found.items() if value is not None}


def _email_from(env: environ.Env) -> str:
    text: str = env.str("EMAIL_FROM", "") or "mkv2castUI <noreply@localhost>"
    if "@" not in parseaddr(text)[1]:
        raise InvalidSetting("EMAIL_FROM", f"{text!r} is no e-mail address")
    return text
