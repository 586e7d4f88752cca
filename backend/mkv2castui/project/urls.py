from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

urlpatterns = [
    path("api/", include("mkv2castui.conversions.api.urls")),
    path("api/uploads/", include("mkv2castui.uploads.api.urls")),
    path("api/", include("mkv2castui.accounts.api.urls")),
    path("api/schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema")),
    path("health/", include("mkv2castui.monitoring.urls")),
]
handler400 = "mkv2castui.common.problems.bad_request"
handler404 = "mkv2castui.common.problems.page_not_found"
handler500 = "mkv2castui.common.problems.server_error"
