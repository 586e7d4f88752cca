from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mkv2castui.accounts"
    label = "accounts"
