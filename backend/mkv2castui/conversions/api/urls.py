from django.urls import path

from mkv2castui.conversions.api import account_views, data_plane, line_views, server_views, views

urlpatterns = [
    path("jobs/", views.JobList.as_view()),
    path("jobs/<uuid:job_id>/", views.JobDetail.as_view()),
    path("jobs/<uuid:job_id>/start/", views.JobStarted.as_view()),
    path("jobs/<uuid:job_id>/cancel/", views.JobCancel.as_view()),
    path("jobs/<uuid:job_id>/retry/", views.JobRetry.as_view()),
    path("jobs/<uuid:job_id>/pause/", line_views.JobPause.as_view()),
    path("jobs/<uuid:job_id>/resume/", line_views.JobResume.as_view()),
    path("jobs/<uuid:job_id>/move/", line_views.JobMoved.as_view()),
    path("jobs/<uuid:job_id>/again/", line_views.JobAgainView.as_view()),
    path("queue/", line_views.QueueView.as_view()),
    path("devices/", server_views.DeviceList.as_view()),
    path("hardware/", server_views.HardwareView.as_view()),
    path("stats/", server_views.StatsView.as_view()),
    path("usage/", server_views.UsageView.as_view()),
    path("account/", account_views.Account.as_view()),
    path("account/export/", data_plane.ExportInSchema.as_view()),
    path("admin/people/<uuid:user_id>/", account_views.OnePerson.as_view()),
    path("upload/", data_plane.UploadInSchema.as_view()),
    path("jobs/download/", data_plane.ArchiveInSchema.as_view()),
    path("jobs/<uuid:job_id>/download/", data_plane.DownloadInSchema.as_view()),
    path("jobs/<uuid:job_id>/outputs/<uuid:output_id>/", data_plane.OutputInSchema.as_view()),
    path("jobs/<uuid:job_id>/still/", data_plane.StillInSchema.as_view()),
]
