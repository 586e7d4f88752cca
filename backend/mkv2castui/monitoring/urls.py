from django.urls import path

from mkv2castui.monitoring.api import HealthView, LiveView, ReadyView

urlpatterns = [
    path("", HealthView.as_view()),
    path("live/", LiveView.as_view()),
    path("ready/", ReadyView.as_view()),
]
