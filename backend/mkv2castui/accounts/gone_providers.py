"""What is left of a provider whose variables are gone: the links of people to it, which they may still take away."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import Provider, ProviderAccount
from django.http import Http404, HttpRequest, HttpResponse


class NoSuchProvider(SocialApp.DoesNotExist, Http404):  # type: ignore[misc] # the library has no types
    """404 where allauth's own views ask for one that nobody set."""


class GoneProvider(Provider):  # type: ignore[misc] # as above
    """Called by its id. Nobody can be sent to it."""

    account_class = ProviderAccount

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        super().__init__(request, SocialApp(provider=provider_id, name=provider_id))
        self.id = self.name = provider_id

    def redirect(self, *_: Any, **__: Any) -> HttpResponse:
        raise NoSuchProvider(self.id)


def gone(request: HttpRequest | None, provider_id: str) -> GoneProvider:
    """For who is linked to it. Raises :class:`NoSuchProvider` for everybody else."""
    user_id = getattr(getattr(request, "user", None), "pk", None)
    if request is None or not SocialAccount.objects.filter(user_id=user_id, provider=provider_id).exists():
        raise NoSuchProvider(provider_id)
    return GoneProvider(request, provider_id)
