"""Who vouches for people: the providers of variables, and those that administrators set on the page.

The page's are rows, looked up whenever somebody asks: all processes know of a change at once. A variable's provider
goes before the page's of the same id, which is there again when the variable goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.fernet import InvalidToken
from django.db.models import Count

from mkv2castui.accounts import sealing
from mkv2castui.accounts.models import ProviderKind, SignInProvider

OF_VARIABLES = "oidc"
"""The id of the OpenID provider that variables set, whether they do or not."""

_LIBRARY = "openid_connect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A provider as administrators see it. ``linked``: how many accounts. ``needs_secret``: the one that is stored
    can't be read, as it was sealed with another ``SECRET_KEY``. Other fields as in :class:`SignInProvider`."""

    id: str
    kind: str
    name: str
    client_id: str
    issuer: str | None = None
    groups_claim: str | None = None
    admin_group: str | None = None
    from_settings: bool = False
    needs_secret: bool = False
    linked: int = 0

    @property
    def callback_path(self) -> str:
        """Where the provider has to send people back to."""
        place = f"oidc/{self.id}" if self.kind == ProviderKind.OIDC else self.id
        return f"/accounts/{place}/login/callback/"


def apps() -> list[SocialApp]:
    """All that somebody can sign in by, as allauth knows them."""
    fixed = of_variables()
    taken = {id_of(app) for app in fixed}
    ours = (_app(provider) for provider in SignInProvider.objects.order_by("added_at").exclude(pk__in=taken))
    return [*fixed, *(app for app in ours if app is not None)]


def of_variables() -> list[SocialApp]:
    found: list[SocialApp] = DefaultSocialAccountAdapter().list_apps(None)
    return found


def id_of(app: SocialApp) -> str:
    return str(app.provider_id or app.provider)


def everyone() -> list[Known]:
    """Those of variables first, then the page's in the order of their making."""
    linked = dict(SocialAccount.objects.values_list("provider").annotate(Count("pk")))
    fixed = of_variables()
    taken = {id_of(app) for app in fixed}
    ours = SignInProvider.objects.order_by("added_at").exclude(pk__in=taken)
    return [
        *(_of_variables(app, linked.get(id_of(app), 0)) for app in fixed),
        *(of_page(provider, linked.get(provider.pk, 0)) for provider in ours),
    ]


def of_page(provider: SignInProvider, linked: int) -> Known:
    is_oidc = provider.kind == ProviderKind.OIDC
    return Known(
        id=provider.pk,
        kind=provider.kind,
        name=provider.name,
        client_id=provider.client_id,
        issuer=provider.issuer if is_oidc else None,
        groups_claim=provider.groups_claim if is_oidc else None,
        admin_group=provider.admin_group or None,
        needs_secret=_secret(provider) is None,
        linked=linked,
    )


def _of_variables(app: SocialApp, linked: int) -> Known:
    kind = ProviderKind.OIDC if app.provider == _LIBRARY else ProviderKind(app.provider)
    return Known(
        id=id_of(app),
        kind=kind,
        name=app.name or kind.label,
        client_id=app.client_id,
        issuer=app.settings.get("server_url"),
        groups_claim=app.settings.get("groups_claim"),
        admin_group=app.settings.get("admin_group"),
        from_settings=True,
        linked=linked,
    )


def _app(provider: SignInProvider) -> SocialApp | None:
    """``None`` without a secret: nobody could come back from it. Administrators see that one is needed."""
    secret = _secret(provider)
    if secret is None:
        return None
    said = {"name": provider.name, "client_id": provider.client_id, "secret": secret}
    if provider.kind != ProviderKind.OIDC:
        return SocialApp(provider=provider.kind, **said)
    return SocialApp(provider=_LIBRARY, provider_id=provider.pk, settings=_settings(provider), **said)


def _settings(provider: SignInProvider) -> dict[str, Any]:
    return {
        "server_url": provider.issuer.rstrip("/"),
        "groups_claim": provider.groups_claim,
        "admin_group": provider.admin_group or None,
    }


def _secret(provider: SignInProvider) -> str | None:
    try:
        return sealing.unseal(provider.sealed_secret)
    except InvalidToken:
        return None
