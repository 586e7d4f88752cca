from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mkv2castui.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mkv2castui.accounts import access, audit, other_sessions
        from mkv2castui.accounts import documentation as documentation

        access.watch()
        audit.watch()
        other_sessions.watch()
