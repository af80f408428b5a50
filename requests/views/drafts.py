"""Write a request: choose whom to ask, fill page by page, check the answers, file. Para 6."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frameworks.signin import kept
from requests import access, markings, queries
from requests.actions import drafting, filing
from requests.forms import SectionForm, say_fault, section_form
from requests.values.faults import Fault, Faulty
from requests.values.fields import Section
from requests.values.para6 import Para6
from requests.values.sections import SECTION
from requests.views import summaries
from requests.views.opening import draft_opened, official

GET_POST = ["GET", "POST"]


@require_http_methods(GET_POST)
def begin(request: HttpRequest) -> HttpResponse:
    """Choose whom to ask, and begin."""
    by = official(request)
    channels = queries.open_channels(by=by)
    if request.method == "POST":
        chosen = {f"{channel.framework.pk}:{channel.requested.pk}": channel for channel in channels}.get(
            request.POST.get("channel", "")
        )
        if chosen is not None:
            draft = drafting.begin_draft(by=by, framework=chosen.framework, requested=chosen.requested)
            return redirect("requests:draft", draft.pk)
    return render(request, "requests/begin.html", {"channels": channels})


@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """One's own unfinished requests, resumable on any machine."""
    found = access.open_drafts(by=official(request))
    labels = markings.draft_labels(*(sections for _row, sections in found))
    rows = [(row, _subject(sections)) for row, sections in found]
    return render(request, "requests/drafts.html", {"drafts": rows, "marking_labels": labels})


@require_GET
def draft(request: HttpRequest, draft_id: Any) -> HttpResponse:
    """The task list of a draft."""
    row, sections = draft_opened(request, draft_id)
    if row.filed_as:
        return redirect("requests:case", row.filed_as.reference)
    context = {
        "draft": row,
        "tasks": summaries.tasks(row.pk, sections),
        "subject": _subject(sections),
        "marking_labels": markings.draft_labels(sections),
    }
    return render(request, "requests/draft.html", context)


@require_http_methods(GET_POST)
def section(request: HttpRequest, draft_id: Any, code: str) -> HttpResponse:
    """One page of a draft: its form, or the list of its entries."""
    row, sections = draft_opened(request, draft_id)
    part = _section(code)
    if part.repeated:
        return _entries(request, row, sections, part)
    form = _form(request, row, part, sections.get(code) or {})
    if form.is_bound and form.is_valid() and _saved(request, form, row, sections, part):
        return redirect(_next(request, row, code))
    return render(
        request,
        "requests/section.html",
        {"marking_labels": markings.draft_labels(sections), "draft": row, "section": part, "form": form},
    )


@require_http_methods(GET_POST)
def entry(request: HttpRequest, draft_id: Any, code: str, position: int | None = None) -> HttpResponse:
    """Add or change one entry of a list."""
    row, sections = draft_opened(request, draft_id)
    part = _section(code)
    entries = sections.get(code) or []
    if not part.repeated or (position is not None and position >= len(entries)):
        raise access.Unknown
    form = _form(request, row, part, {} if position is None else entries[position])
    if form.is_bound and form.is_valid() and _saved(request, form, row, sections, part, position):
        return redirect("requests:section", row.pk, code)
    return render(
        request,
        "requests/entry.html",
        {
            "marking_labels": markings.draft_labels(sections),
            "draft": row,
            "section": part,
            "form": form,
            "position": position,
        },
    )


@require_POST
def remove(request: HttpRequest, draft_id: Any, code: str, position: int) -> HttpResponse:
    """Take one entry off a list."""
    row, sections = draft_opened(request, draft_id)
    if not _section(code).repeated:
        raise access.Unknown
    try:
        drafting.remove_entry(
            by=official(request),
            draft=row,
            sections=sections,
            code=code,
            position=position,
            revision=_revision(request),
        )
    except drafting.Stale:
        messages.warning(request, _stale())
    return redirect("requests:section", row.pk, code)


@require_http_methods(GET_POST)
def check(request: HttpRequest, draft_id: Any) -> HttpResponse:
    """Check the answers, and file."""
    row, sections = draft_opened(request, draft_id)
    if row.filed_as:
        return redirect("requests:case", row.filed_as.reference)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            return _file(request, row, sections)
        except Faulty as faulty:
            faults = faulty.faults
        except drafting.Stale:
            return _checked_anew(request, row)
    context = {
        "marking_labels": markings.draft_labels(sections),
        "draft": row,
        "blocks": summaries.blocks(sections, markings.names()),
        "faults": [_linked(fault) for fault in faults],
    }
    return render(request, "requests/check.html", context)


@require_http_methods(GET_POST)
def discard(request: HttpRequest, draft_id: Any) -> HttpResponse:
    """Ask once, then throw the draft away."""
    row, _sections = draft_opened(request, draft_id)
    if request.method == "POST":
        drafting.discard_draft(by=official(request), draft=row)
        messages.success(request, _("The draft has been thrown away."))
        return redirect("requests:drafts")
    return render(request, "requests/discard.html", {"draft": row})


def _checked_anew(request: HttpRequest, row: Any) -> HttpResponse:
    messages.warning(request, _("This was changed elsewhere meanwhile"))
    return redirect("requests:check", row.pk)


def _file(request: HttpRequest, row: Any, sections: dict[str, Any]) -> HttpResponse:
    if "revision" in request.POST and _revision(request) != row.revision:
        raise drafting.Stale
    try:
        filed = filing.file_request(
            by=official(request),
            framework=row.framework,
            requested=row.requested,
            para6=Para6.from_plain(sections),
            draft=row,
        )
    except filing.AlreadyFiled as already:
        return redirect("requests:case", already.case.reference)
    messages.success(
        request, _("The request has been filed under %(reference)s.") % {"reference": filed.case.reference}
    )
    return redirect("requests:case", filed.case.reference)


def _entries(request: HttpRequest, row: Any, sections: dict[str, Any], part: Section) -> HttpResponse:
    entries = [summaries.rows(part, given, {}) for given in sections.get(part.code) or []]
    return render(
        request,
        "requests/entries.html",
        {"marking_labels": markings.draft_labels(sections), "draft": row, "section": part, "entries": entries},
    )


def _subject(sections: dict[str, Any]) -> str:
    return str((sections.get("request") or {}).get("subject") or "")


def _section(code: str) -> Section:
    try:
        return SECTION[code]
    except KeyError as error:
        raise access.Unknown from error


def _form(request: HttpRequest, row: Any, part: Section, given: dict[str, Any]) -> SectionForm:
    """Return the form: bound to what was typed (now, or before signing in again), or filled with what was saved."""
    choices = markings.choices(official(request), row.requested) if part.code == "security" else None
    form_class = section_form(part, choices)
    if request.method == "POST":
        return form_class(request.POST)
    typed = kept.take(request)
    if typed is not None:
        return form_class(typed)
    initial = {
        name: "\n".join(value) if isinstance(value, list) and part.field(name).kind == "list" else value
        for name, value in given.items()
    }
    return form_class(initial={**initial, "revision": row.revision})


def _saved(
    request: HttpRequest,
    form: SectionForm,
    row: Any,
    sections: dict[str, Any],
    part: Section,
    position: int | None = None,
) -> bool:
    """Save what a valid form holds; a draft saved elsewhere meanwhile is said so and overwrites nothing."""
    common = {
        "by": official(request),
        "draft": row,
        "sections": sections,
        "code": part.code,
        "given": form.cleaned_data["values"],
    }
    if request.method != "POST":
        return False
    try:
        if part.repeated:
            drafting.save_entry(**common, revision=form.cleaned_data["revision"], position=position)
        else:
            drafting.save_section(**common, revision=form.cleaned_data["revision"])
    except drafting.Stale:
        form.add_error(None, _stale())
        typed = request.POST.copy()
        typed["revision"] = str(row.revision)
        form.data = typed
        return False
    return True


def _stale() -> str:
    return _(
        "This draft was saved elsewhere after you opened this page. "
        "What you typed is kept below; look at it and save again."
    )


def _revision(request: HttpRequest) -> int:
    value = request.POST.get("revision", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def _next(request: HttpRequest, row: Any, code: str) -> str:
    """After a page comes the check, if one came from there, and otherwise the task list."""
    name = "requests:check" if request.GET.get("from") == "check" else "requests:draft"
    return reverse(name, args=[row.pk])


def _linked(fault: Fault) -> dict[str, Any]:
    """Return a fault as the check page lists it: what is wrong and on which page it is mended."""
    code = str(fault.path[0]) if fault.path else "request"
    position = fault.path[1] if len(fault.path) > 2 and isinstance(fault.path[1], int) else None
    return {"message": say_fault(fault), "section": code, "position": position, "paragraph": fault.paragraph}
