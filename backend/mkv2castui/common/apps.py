from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "mkv2castui.common"
    label = "common"
