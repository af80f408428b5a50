"""What was typed survives signing in again. Para 3(h); WCAG 2.2.5.

A form that arrives when the session is over, or when confirming anew is asked, is sealed for its official together
with the address it was sent to, and given back once when the same official opens that address again::

    def get(self, request, reference):
        form = kept.restore(request, RequestForm, case=case)   # filled in if something was kept, empty otherwise

A view with several forms calls ``data = kept.take(request)`` and binds each of them to ``data`` if it is not None.
Passwords, codes and files are never kept; what nobody asks for is destroyed after a day.
"""

import json
from contextlib import suppress
from datetime import timedelta
from enum import Enum
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from audit.verdict import permitted
from frameworks.models import KeptForm, Official
from frameworks.signin.names import reference
from vault import store
from vault.errors import NoKey, NotSealable
from vault.models import Sealed

KIND = "kept-form"
KEPT_FOR = timedelta(hours=24)
MOST_BYTES = 256 * 1024
MOST_FORMS = 10
NEVER = frozenset({"csrfmiddlewaretoken", "code", "credential", "token", "next"})
SECRET_WORDS = ("password", "passphrase", "secret")
FormT = TypeVar("FormT", bound=BaseForm)


class Outcome(Enum):
    """What became of a form that could not be dealt with."""

    KEPT = "kept"
    TOO_LARGE = "too large"
    NOTHING = "nothing to keep"


def owner_of(request: HttpRequest) -> Official | None:
    """Return the official whose session ended under ``request``, as far as the server can tell."""
    row = request.session.former  # type: ignore[attr-defined]
    if row is None or row.official is None or not row.official.is_active:
        return None
    return row.official if row.ended_at and timezone.now() - row.ended_at < KEPT_FOR else None


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was typed into the form, without passwords, codes and tokens."""
    return {name: values for name, values in request.POST.lists() if not is_secret(name)}


def is_secret(name: str) -> bool:
    """Say whether a field of that name is never kept."""
    plain = name.rpartition("-")[2].casefold()
    return plain in NEVER or any(word in plain for word in SECRET_WORDS)


def keep(request: HttpRequest, official: Official) -> Outcome:
    """Seal what was typed for ``official``; a newer form for the same address takes the place of the older one."""
    fields = typed(request)
    if not fields:
        return Outcome.NOTHING
    if len(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")) > MOST_BYTES:
        return Outcome.TOO_LARGE
    path = request.get_full_path()
    if len(path) > KeptForm._meta.get_field("path").max_length:  # type: ignore[operator]
        return Outcome.TOO_LARGE
    try:
        _store(official, path, fields, had_files=bool(request.FILES))
    except NotSealable:
        return Outcome.NOTHING
    return Outcome.KEPT


def is_waiting(request: HttpRequest) -> bool:
    """Say whether a form is kept for the official and the address of ``request``."""
    return _row(request, request.get_full_path()) is not None


def take(request: HttpRequest) -> QueryDict | None:
    """Give back, once, what the official had typed at this address, and say so; nothing if nothing is kept."""
    row = _row(request, request.get_full_path()) if request.method == "GET" else None
    data = _given_back(row) if row else None
    if row is not None and data is not None:
        _say_so(request, had_files=row.had_files)
    return data


def take_for(request: HttpRequest, path: str) -> QueryDict | None:
    """Give back, once, what the official of ``request`` had sent to the address ``path``."""
    row = _row(request, path)
    return _given_back(row) if row else None


def restore(request: HttpRequest, form_class: type[FormT], **kwargs: Any) -> FormT:
    """Return ``form_class`` filled in with what was kept for this address, or empty; ``kwargs`` go to the form."""
    data = take(request)
    return form_class(**kwargs) if data is None else form_class(data, **kwargs)


def purge() -> int:
    """Destroy what nobody asked for in a day; return how many."""
    return sum(_drop(row) for row in KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR))


def _store(official: Official, path: str, fields: dict[str, list[str]], *, had_files: bool) -> None:
    sealed = store.seal(KIND, str(uuid4()), {"fields": fields}, participants=[official.participant_id])
    with transaction.atomic():
        for old in KeptForm.objects.filter(official=official, path=path):
            _drop(old)
        for surplus in KeptForm.objects.filter(official=official)[MOST_FORMS - 1 :]:
            _drop(surplus)
        KeptForm.objects.create(
            official=official, path=path, sealed_id=sealed.pk, had_files=had_files, kept_at=timezone.now()
        )


def _row(request: HttpRequest, path: str) -> KeptForm | None:
    if not request.user.is_authenticated:
        return None
    since = timezone.now() - KEPT_FOR
    rows = KeptForm.objects.filter(official=request.user, path=path, kept_at__gt=since)
    return rows.select_related("official").first()


def _given_back(row: KeptForm) -> QueryDict | None:
    fields = _open(row)
    if fields is None or not _drop(row):
        return None
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def _open(row: KeptForm) -> dict[str, list[str]] | None:
    receipt = record.access(
        by=row.official,
        action="signin.take_kept_form",
        subjects=[reference(row.official)],
        verdict=permitted("self"),
        sealed=[str(row.sealed_id)],
    )
    try:
        sealed = Sealed.objects.get(pk=row.sealed_id)
        content = store.open_(sealed, participant=row.official.participant_id, receipt=receipt)
    except (Sealed.DoesNotExist, NoKey):
        return None
    return dict(content["fields"])


def _drop(row: KeptForm) -> bool:
    """Delete ``row`` and destroy what it points at; only one of two who try at once succeeds."""
    with transaction.atomic():
        is_ours = bool(KeptForm.objects.filter(pk=row.pk).delete()[0])
        if is_ours:
            with suppress(Sealed.DoesNotExist):
                store.discard(Sealed.objects.get(pk=row.sealed_id))
    return is_ours


def _say_so(request: HttpRequest, *, had_files: bool) -> None:
    messages.info(request, _("What you had typed was kept and stands in the form again. It has not been sent yet."))
    if had_files:
        messages.warning(request, _("Files are not kept. Attach them again."))
