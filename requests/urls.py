"""Addresses of requests and cases. A reference stands in the address because people quote it; it opens nothing by
itself."""

from django.urls import path, register_converter

from requests.views import acts, answering, cases, drafts, granting


class ReferenceConverter:
    """Anything that could have been meant as a reference: whether it is one, and of what, is for `access` to say."""

    regex = r"[^/]{1,40}"

    def to_python(self, value: str) -> str:
        """Return the text as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the text for an address."""
        return value


register_converter(ReferenceConverter, "reference")

app_name = "requests"
urlpatterns = [
    path("requests/new/", drafts.begin, name="begin"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<uuid:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<uuid:draft_id>/check/", drafts.check, name="check"),
    path("drafts/<uuid:draft_id>/discard/", drafts.discard, name="discard"),
    path("drafts/<uuid:draft_id>/<slug:code>/", drafts.section, name="section"),
    path("drafts/<uuid:draft_id>/<slug:code>/add/", drafts.entry, name="entry"),
    path("drafts/<uuid:draft_id>/<slug:code>/<int:position>/", drafts.entry, name="entry"),
    path("drafts/<uuid:draft_id>/<slug:code>/<int:position>/remove/", drafts.remove, name="remove"),
    path("cases/", cases.cases, name="cases"),
    path("cases/find/", cases.find, name="find"),
    path("cases/<reference:reference>/", cases.case, name="case"),
    path("cases/<reference:reference>/purpose/", cases.purpose, name="purpose"),
    path("cases/<reference:reference>/assign/", acts.assign, name="assign"),
    path("cases/<reference:reference>/answer/", answering.answer, name="answer"),
    path("cases/<reference:reference>/refuse/", acts.refuse, name="refuse"),
    path("cases/<reference:reference>/cannot-execute/", acts.cannot_execute, name="cannot_execute"),
    path("cases/<reference:reference>/act/<slug:name>/", acts.act, name="act"),
    path("cases/<reference:reference>/information/<int:number>/receive/", acts.receive, name="receive"),
    path("cases/<reference:reference>/who/", granting.who, name="who"),
    path("cases/<reference:reference>/who/grant/", granting.grant, name="grant"),
    path("cases/<reference:reference>/who/<int:grant_id>/withdraw/", granting.withdraw, name="withdraw_grant"),
]
