"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe

from audit import views as audit_views
from exchange import views
from frameworks.signin.stepup import recently_confirmed

handler400 = "exchange.errors.unreadable"
handler403 = "exchange.errors.forbidden"
handler404 = "exchange.errors.not_found"
handler500 = "exchange.errors.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.work_list, name="work_list"),
    path("overview/", views.overview, name="overview"),
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read, name="read_notices"),
    path("language/", views.language, name="set_language"),
    path("sign-in/", include("frameworks.signin.account_urls")),
    path("sign-in/", include("frameworks.signin.urls")),
    path("api/v1/", include("exchange.api.urls")),
    path("access-log/export/", require_safe(recently_confirmed(audit_views.export)), name="export_access_log"),
    path("access-log/", include("audit.urls")),
    path("", include("frameworks.urls")),
    path("", include("requests.urls")),
]
