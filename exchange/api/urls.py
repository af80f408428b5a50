"""Everything below ``/api/v1/``."""

from django.urls import include, path

from exchange.api import documents, views

app_name = "api"
urlpatterns = [
    path("schema", documents.Schema.as_view(), name="schema"),
    path("explained/", documents.explained, name="explained"),
    path("work-list", views.WorkList.as_view(), name="work_list"),
    path("access-log", views.AccessLog.as_view(), name="access_log"),
    path("notices", views.Notices.as_view(), name="notices"),
    path("", include("frameworks.api_urls")),
    path("", include("requests.api.urls")),
]
