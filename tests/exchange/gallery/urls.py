"""The gallery's own site."""

from django.conf.urls.i18n import urlpatterns as language
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tests.exchange.gallery import samples


class ReaderMiddleware:
    """Signs the gallery's reader in, unless ``?nobody`` is asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = samples.Thing(is_authenticated=False) if "nobody" in request.GET else samples.READER
        return self.get_response(request)


def components(request):
    shown = {
        name.lower(): getattr(samples, name)
        for name in ("LABELS", "FACTS", "COLUMNS", "ROWS", "EVENTS", "TASKS", "VERDICTS", "READER")
    }
    shown["deadlines"] = samples.deadlines()
    shown["parts"] = [
        {"label": "Request", "href": "#request", "current": "page"},
        {"label": "Information", "href": "#information"},
    ]
    if "provisional" in request.GET:
        shown["labels"] = samples.PROVISIONAL
    shown["marking_labels"] = shown["labels"]
    return render(request, "components.html", shown)


def form(request):
    filled = samples.Para6Form(request.POST or None, request.FILES or None)
    return render(
        request,
        "form.html",
        {
            "form": filled,
            "question": samples.Para6Form(prefix="question"),
            "agencies": [samples.Para6Form(prefix="more")["agencies"]],
        },
    )


def error(request, status):
    return render(request, f"{status}.html", status=int(status.partition("_")[0]))


def nothing(request):
    return HttpResponse(status=204)


def stricter(request):
    return HttpResponse(headers={"Content-Security-Policy": "sandbox; default-src 'none'"})


def cached(request):
    return HttpResponse(headers={"Cache-Control": "public, max-age=600"})


def broken(request):
    raise RuntimeError("a mistake of ours")


requests = (
    [path("cases/", components, name="cases"), path("new/", form, name="begin")],
    "requests",
)
frameworks = (
    [path("annex/", nothing, name="annex"), path("administration/", nothing, name="administration")],
    "frameworks",
)
urlpatterns = [
    path("components/", components, name="work_list"),
    path("requests/", include(requests)),
    path("overview/", nothing, name="overview"),
    path("factors/", nothing, name="mfa_index"),
    path("frameworks/", include(frameworks)),
    path("log/", include(([path("", nothing, name="log")], "audit"))),
    path("notices/", nothing, name="notices"),
    path("sign-out/", nothing, name="account_logout"),
    path("error/<slug:status>/", error),
    path("broken/", broken),
    path("stricter/", stricter),
    path("cached/", cached),
    *language,
]
