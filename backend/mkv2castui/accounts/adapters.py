"""Where allauth asks us."""

from __future__ import annotations

import logging
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.headless.base.response import ForbiddenResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from mkv2castui.accounts import (
    addresses,
    audit,
    gone_providers,
    groups,
    invitations,
    known_devices,
    outgoing,
    proof,
    providers,
    sealing,
    ways_in,
)
from mkv2castui.accounts.models import User
from mkv2castui.common.problems import Problem, as_response

log = logging.getLogger(__name__)

_TO_NOBODY = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return _is_open(request)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        with transaction.atomic():
            saved = super().save_user(request, user, form, commit)
            if commit:
                _admit(request, saved)
        return saved

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        audit.sign_in_failed(request, str(credentials.get("email", "")))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Who has no account is not written to, or anybody could have us write to anybody. The mail is made all the
        same: it takes as long as with an account."""
        if template_prefix != _TO_NOBODY:
            super().send_mail(template_prefix, email, context)
        else:
            self.render_mail(template_prefix, email, {"email": email, **context})

    def send_account_already_exists_mail(self, email: str) -> None:
        """In the place of the account that would have been made, with a password."""
        make_password(get_random_string(20))
        super().send_account_already_exists_mail(email)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before anything by which one comes in is changed: who comes by a provider alone has to have come just now.
        A password and codes are allauth's to ask for."""
        if isinstance(self.request.user, User):
            try:
                proof.require_of_who_has_nothing_to_say(self.request, self.request.user)
            except Problem as problem:
                if not self.request.path.startswith("/_allauth/"):  # back from a provider: told on the page that asked
                    raise ReauthenticationRequired from None
                raise ImmediateHttpResponse(as_response(problem)) from None
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def set_password(self, user: Any, password: str) -> None:
        """Nothing else of the row: what was read of it may no longer be so."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        with transaction.atomic():
            addresses.take_from_who_never_proved_it(email_address)
            return bool(super().confirm_email(request, email_address))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account, whatever name of ours was called: who guesses chooses the header ``Host`` freely."""
        email = str(credentials.get("email", "")).lower()
        mark = known_devices.mark_of(request, email)
        return email if mark is None else f"{email}:{mark}"


class ProviderAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002 - the library's
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        return [
            app
            for app in providers.apps()
            if (not provider or provider in (app.provider, app.provider_id))
            and (not client_id or client_id == app.client_id)
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        try:
            return super().get_provider(request, provider, client_id)
        except SocialApp.DoesNotExist:
            return gone_providers.gone(request, provider)

    def get_requests_session(self) -> requests.Session:
        return outgoing.session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - the library's
        return _is_open(request)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        with transaction.atomic():
            saved = super().save_user(request, sociallogin, form)
            _admit(request, saved)
            saved.refresh_from_db()
            groups.apply(request, sociallogin, saved)
        return saved

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            groups.apply(request, sociallogin, sociallogin.user)

    def validate_disconnect(self, account: Any, accounts: Any) -> None:
        """The last way in stays: a link to a provider that is gone is none."""
        offered = {providers.id_of(app) for app in providers.apps()}
        if accounts.exclude(pk=account.pk).filter(provider__in=offered).exists():
            return
        if account.user in ways_in.left_out_without(account.provider, offered - {account.provider}):
            raise self.validation_error("no_password")

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        user = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        user.name = (data.get("name") or " ".join(part for part in parts if part))[:150]
        return user


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed with another ``SECRET_KEY`` is a secret that nobody knows: each code is refused."""
        try:
            return sealing.unseal(encrypted_text)
        except InvalidToken:
            log.error("A second factor can't be read: SECRET_KEY is not the one with which it was set up")
            return str(generate_totp_secret())


def _is_open(request: HttpRequest) -> bool:
    match settings.SIGNUP:
        case "open":
            return True
        case "invitation":
            return invitations.held_by(request) is not None
        case _:
            return False


def _admit(request: HttpRequest, user: User) -> None:
    """Raises allauth's refusal: the transaction that made the user is undone."""
    if not invitations.use(request, user) and settings.SIGNUP != "open":
        raise ImmediateHttpResponse(ForbiddenResponse(request))
