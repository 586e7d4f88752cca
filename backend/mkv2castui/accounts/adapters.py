"""Where allauth asks us."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from mkv2castui.accounts import sealing


class AccountAdapter(DefaultAccountAdapter):
    pass


class ProviderAdapter(DefaultSocialAccountAdapter):
    pass


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)
