"""The addresses of a program with sign-in: allauth's besides ours. The first that fits answers."""

from django.urls import include, path

from mkv2castui.project.urls import handler400 as handler400
from mkv2castui.project.urls import handler404 as handler404
from mkv2castui.project.urls import handler500 as handler500
from mkv2castui.project.urls import urlpatterns as ours

urlpatterns = [
    *ours,
    path("accounts/", include("allauth.urls")),  # HEADLESS_ONLY: where providers send people back to
    path("_allauth/", include("mkv2castui.accounts.api.proofs")),
    path("_allauth/", include("allauth.headless.urls")),
]
