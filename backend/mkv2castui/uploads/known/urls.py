from django.urls import path

from mkv2castui.uploads.known import api

urlpatterns = [
    path("", api.KnownFilmsView.as_view()),
    path("<uuid:job_id>/", api.KnownFilmView.as_view()),
]
