"""What the accounts' own addresses take and tell. Sign-in itself is allauth's."""

from __future__ import annotations

from rest_framework import serializers

from mkv2castui.accounts import quotas
from mkv2castui.accounts.models import ApiToken, AuditEntry, Invitation, Policy, Role, SecondFactor, User
from mkv2castui.accounts.scopes import Scope

SIGN_UPS = [(word, word) for word in ("open", "invitation", "closed")]
MODES = [(word, word) for word in ("local", "accounts")]
PROCESSES = [(word, word) for word in ("login", "connect")]
SCOPES = [(str(scope), str(scope)) for scope in Scope]


class Me(serializers.Serializer[User]):
    id = serializers.UUIDField()
    email = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(Role.choices)
    has_password = serializers.BooleanField()
    has_second_factor = serializers.BooleanField()
    needs_second_factor = serializers.BooleanField(help_text="Until there is one, nothing but its set-up is answered")


class Invited(serializers.Serializer[Invitation]):
    email = serializers.CharField(help_text="Who is meant; empty: anybody")


class ProviderChoice(serializers.Serializer[object]):
    id = serializers.CharField()
    name = serializers.CharField()


class SessionView(serializers.Serializer[object]):
    mode = serializers.ChoiceField(MODES, help_text="local: nobody signs in, everything is one owner's")
    open_network = serializers.BooleanField(help_text="Others can reach the program and nobody signs in: warn")
    set_up = serializers.BooleanField(help_text="False: the administrator has yet to be made at /api/setup/")
    setup_needs_code = serializers.BooleanField()
    sign_up = serializers.ChoiceField(SIGN_UPS)
    invited = Invited(allow_null=True, read_only=True)
    providers = ProviderChoice(many=True)
    user = Me(allow_null=True, read_only=True)


class SetUp(serializers.Serializer[object]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=1000)
    name = serializers.CharField(required=False, allow_blank=True, max_length=150)
    code = serializers.CharField(required=False, allow_blank=True, help_text="From the server's log")


class InvitationCode(serializers.Serializer[object]):
    invitation = serializers.CharField(help_text="What the link holds")


class ProviderRedirect(serializers.Serializer[object]):
    provider = serializers.CharField()
    process = serializers.ChoiceField(PROCESSES, default="login")
    callback_url = serializers.CharField(help_text="Our page to come back to")


class Redirect(serializers.Serializer[object]):
    url = serializers.CharField(help_text="Go there")


class TokenView(serializers.ModelSerializer[ApiToken]):
    scopes = serializers.ListField(child=serializers.ChoiceField(SCOPES))

    class Meta:
        model = ApiToken
        fields = ("id", "name", "prefix", "scopes", "created_at", "expires_at", "last_used_at")


class NewToken(serializers.Serializer[object]):
    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(child=serializers.ChoiceField(SCOPES), allow_empty=False)
    expires_in_days = serializers.IntegerField(min_value=1, max_value=3650, required=False, allow_null=True)


class MadeToken(TokenView):
    token = serializers.CharField(help_text="Shown this once")

    class Meta(TokenView.Meta):
        fields = (*TokenView.Meta.fields, "token")  # type: ignore[assignment]


class InvitationView(serializers.ModelSerializer[Invitation]):
    class Meta:
        model = Invitation
        fields = ("id", "email", "role", "created_at", "expires_at")


class NewInvitation(serializers.Serializer[object]):
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    role = serializers.ChoiceField(Role.choices, required=False, default=Role.USER)
    days = serializers.IntegerField(min_value=1, max_value=90, required=False, default=7)


class MadeInvitation(InvitationView):
    invitation = serializers.CharField(help_text="For the link; shown this once")

    class Meta(InvitationView.Meta):
        fields = (*InvitationView.Meta.fields, "invitation")  # type: ignore[assignment]


# Said here, because what a column holds depends on the database. Bytes: what JavaScript counts exactly.
_QUOTAS = {
    "quota_storage": {"min_value": 0, "max_value": 2**53 - 1},
    "quota_file": {"min_value": 0, "max_value": 2**53 - 1},
    "quota_running": {"min_value": 0, "max_value": 2**31 - 1},
    "quota_month": {"min_value": 0, "max_value": 2**31 - 1},
}


class Person(serializers.ModelSerializer[User]):
    """``quota_*``: null is what the policy says."""

    role = serializers.ChoiceField(Role.choices)

    class Meta:
        model = User
        fields = (
            "id",
            "email",
            "name",
            "role",
            "is_active",
            "date_joined",
            "last_login",
            *quotas.NAMES,
        )
        read_only_fields = ("id", "email", "date_joined", "last_login")
        extra_kwargs = _QUOTAS


class PolicyView(serializers.ModelSerializer[Policy]):
    """``quota_*``: of who has none of their own; null is without limit. Bytes, conversions at once, films a month."""

    second_factor = serializers.ChoiceField(SecondFactor.choices)

    class Meta:
        model = Policy
        fields = ("second_factor", *quotas.NAMES)
        extra_kwargs = _QUOTAS


class AccountView(serializers.ModelSerializer[User]):
    """Another address is asked for, and proven, below ``/_allauth/``."""

    class Meta:
        model = User
        fields = ("name", "email")
        read_only_fields = ("email",)


class AuditView(serializers.ModelSerializer[AuditEntry]):
    actor = serializers.SerializerMethodField()

    class Meta:
        model = AuditEntry
        fields = ("id", "at", "kind", "actor", "address", "agent", "about")

    def get_actor(self, entry: AuditEntry) -> str | None:
        return entry.actor.email if entry.actor else None
