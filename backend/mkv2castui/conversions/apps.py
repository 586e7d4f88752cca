from django.apps import AppConfig


class ConversionsConfig(AppConfig):
    name = "mkv2castui.conversions"
    label = "conversions"
