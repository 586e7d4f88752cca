from django.urls import include, path

from mkv2castui.uploads.api import data_plane

urlpatterns = [
    path("", data_plane.UploadsInSchema.as_view()),
    path("known/", include("mkv2castui.uploads.known.urls")),
    path("<uuid:upload_id>/", data_plane.UploadInSchema.as_view()),
    path("<uuid:upload_id>/tail/", data_plane.TailInSchema.as_view()),
]
