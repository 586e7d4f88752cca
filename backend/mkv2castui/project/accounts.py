"""Django's settings for accounts: sessions, passwords, django-allauth. Without sign-in none of it is asked.

What a library's name doesn't say is said beside it; the names are the libraries' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mkv2castui.project.env import Accounts, Environment, Provider

APPS = [
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
]
MIDDLEWARE = [
    "mkv2castui.accounts.middleware.SecureCookies",
    "mkv2castui.accounts.middleware.KnownDevices",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mkv2castui.accounts.middleware.CountedOrNotAtAll",
]
# allauth does not start without its own.
LOCAL_MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
# `manage check --deploy`: what is done elsewhere than where it looks.
SILENCED = [
    "security.W001",  # headers, and HSTS behind TLS: project/headers.py, for the data plane and the pages too
    "security.W002",  # X-Frame-Options: the same
    "security.W003",  # without sign-in there is no cookie to misuse; the guard stands in front
    "security.W012",  # Secure cookies behind TLS: accounts/middleware.py
    "security.W016",
]
OIDC = "oidc"
"""The provider of ``OIDC_ISSUER`` in addresses: ``/accounts/oidc/oidc/login/callback/``."""


def settings(environment: Environment) -> dict[str, Any]:
    """To be added to the module of settings."""
    accounts = environment.accounts
    return {
        **_PASSWORDS,
        **_COOKIES,
        **_ALLAUTH,
        **_mail(accounts),
        "SOCIALACCOUNT_PROVIDERS": _providers(accounts),
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": True,  # http://localhost alone: browsers refuse it anywhere else
    }


_PASSWORDS: dict[str, Any] = {
    "PASSWORD_HASHERS": [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ],
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
        {
            "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("email", "name")},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},  # 20,000, without a network
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ],
    # Django's own besides it would make each wrong password be looked at twice.
    "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
}

# Cookies belong to a host whatever its port: other programs on the same machine must not share our names.
_COOKIES: dict[str, Any] = {
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",  # refresh tokens hang on it; a cache may be lost
    "SESSION_COOKIE_NAME": "mkv2castui_session",
    "SESSION_COOKIE_AGE": int(timedelta(days=14).total_seconds()),
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",  # Strict would lose who comes back from a provider
    "CSRF_COOKIE_NAME": "mkv2castui_csrf",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "CSRF_FAILURE_VIEW": "mkv2castui.common.problems.csrf_failure",
}

_ALLAUTH: dict[str, Any] = {
    "HEADLESS_ONLY": True,
    "HEADLESS_CLIENTS": ("browser", "app"),
    "HEADLESS_SERVE_SPECIFICATION": True,
    "HEADLESS_SPECIFICATION_TEMPLATE_NAME": None,  # the page would load scripts from elsewhere
    # The pages bring people back by `callback_url`; these are for what ends without one.
    "HEADLESS_FRONTEND_URLS": {
        "account_signup": "/account/",
        "account_confirm_email": "/account/",
        "account_reset_password": "/account/",
        "account_reset_password_from_key": "/account/",
        "socialaccount_login_error": "/account/",
    },
    "HEADLESS_TOKEN_STRATEGY": "mkv2castui.accounts.app_tokens.AppTokens",
    "HEADLESS_JWT_ALGORITHM": "HS256",
    "HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN": 300,  # seconds
    "HEADLESS_JWT_REFRESH_TOKEN_EXPIRES_IN": int(timedelta(days=1).total_seconds()),
    "HEADLESS_JWT_ROTATE_REFRESH_TOKEN": True,
    "HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED": True,  # else a token outlives its sign-out
    "ACCOUNT_ADAPTER": "mkv2castui.accounts.adapters.AccountAdapter",
    "SOCIALACCOUNT_ADAPTER": "mkv2castui.accounts.adapters.ProviderAdapter",
    "MFA_ADAPTER": "mkv2castui.accounts.adapters.SecondFactorAdapter",
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "[mkv2castUI] ",
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,  # a code works on the device where it is wanted
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_CHANGE_EMAIL": True,  # one address each: a new one takes the place of the old when it is proven
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,  # before an address is changed
    "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": True,  # made, so that it takes as long, and not sent: accounts/adapters.py
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,  # seconds
    "ACCOUNT_SESSION_REMEMBER": True,
    "ACCOUNT_RATE_LIMITS": {"login_failed": "20/m/ip,5/300s/key"},  # accounts/known_devices.py says what a key is
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,  # the other sessions end all the same: their hash is an old one
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,  # an account is linked by its owner who is signed in, never by itself
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_ISSUER": "mkv2castUI",
    "MFA_TOTP_TOLERANCE": 1,  # half minutes before and after; accounts/totp.py remembers the codes that were used
    "MFA_TRUST_ENABLED": True,
    "MFA_TRUST_COOKIE_NAME": "mkv2castui_trusted",
    "USERSESSIONS_TRACK_ACTIVITY": True,  # told; accounts/activity.py notes it, more seldom than allauth would
}


def mail_carrier(environment: Environment) -> str:
    """Django's backend that sends the mails which ``EMAIL_BACKEND`` takes."""
    return str(_sender(environment.accounts)["EMAIL_BACKEND"])


def _mail(accounts: Accounts) -> dict[str, Any]:
    return {
        **_sender(accounts),
        "EMAIL_BACKEND": "mkv2castui.accounts.post.AfterTheAnswer",
        "EMAIL_TIMEOUT": 10,  # seconds
        "DEFAULT_FROM_EMAIL": accounts.email_from,
    }


def _sender(accounts: Accounts) -> Mapping[str, Any]:
    return accounts.email or {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


def _providers(accounts: Accounts) -> dict[str, Any]:
    """How each kind is asked, of whoever has set it, and the applications that variables set."""
    google = {} if accounts.google_url is None else _google_elsewhere(accounts.google_url)
    github = {} if accounts.github_url is None else {"GITHUB_URL": accounts.github_url}
    common = {"OAUTH_PKCE_ENABLED": True}
    return {
        "google": {**common, **google, "APPS": _apps(accounts.google), "SCOPE": ["openid", "profile", "email"]},
        "github": {**common, **github, "APPS": _apps(accounts.github), "SCOPE": ["read:user", "user:email"]},
        "openid_connect": {**common, "APPS": _oidc(accounts.oidc)},
    }


def _google_elsewhere(url: str) -> dict[str, str]:
    """Another server in Google's place, for tests."""
    return {
        "ACCESS_TOKEN_URL": f"{url}/oauth2/token",
        "AUTHORIZE_URL": f"{url}/oauth2/authorize",
        "IDENTITY_URL": f"{url}/userinfo",
        "CERTS_URL": f"{url}/jwks",
        "ID_TOKEN_ISSUER": url,
    }


def _oidc(provider: Provider | None) -> list[dict[str, Any]]:
    options = provider and {
        "server_url": provider.url,
        "groups_claim": provider.groups_claim,
        "admin_group": provider.admin_group,
    }
    return [{**app, "provider_id": OIDC, "settings": options} for app in _apps(provider)]


def _apps(provider: Provider | None) -> list[dict[str, Any]]:
    if provider is None:
        return []
    return [{"name": provider.name, "client_id": provider.client_id, "secret": provider.client_secret}]
