"""A POST that a machine may send twice: with an idempotency key it is done once, and answered alike each time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from django.db import transaction
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from audit.verdict import Denied
from frameworks.models import Official
from requests.actions.replaying import Replayed, keep_answer, kept_answer
from requests.rules import gettext_noop
from requests.values.faults import Fault, Faulty

HEADER = "Idempotency-Key"


def once(request: ApiRequest, act: Callable[[], Response]) -> Response:
    """Answer a POST, doing it at most once for each key of an official.

    Raises:
        Faulty: where the key is malformed, or was used for something else.
    """
    known = answered_before(request)
    if known is not None:
        return known
    key = _key(request)
    if not key:
        return act()
    official, fingerprint = _official(request), _fingerprint(request)
    try:
        return _do(official, key, fingerprint, act)
    except (Denied, Replayed):  # the same POST came in twice at once, and the other was first
        known = _known(official, key, fingerprint)
        if known is None:
            raise
        return known


def answered_before(request: ApiRequest) -> Response | None:
    """Return what was answered to the same POST before, to whom it was answered: a reference and a state.

    Raises:
        Faulty: where the key is malformed, or was used for something else.
    """
    key = _key(request)
    return _known(_official(request), key, _fingerprint(request)) if key else None


def _key(request: ApiRequest) -> str:
    key = request.headers.get(HEADER, "")
    if len(key) > 100 or not key.isascii() or not key.isprintable():
        raise _wrong(gettext_noop("An idempotency key has at most 100 plain characters"))
    return key


def _wrong(message: str) -> Faulty:
    return Faulty([Fault((HEADER,), message, "")])


def _official(request: ApiRequest) -> Official:
    assert isinstance(request.user, Official)  # noqa: S101  (IsOfficial has seen to it)
    return request.user


def _fingerprint(request: ApiRequest) -> str:
    parts = (request.method or "", request.path, json.dumps(request.data, sort_keys=True))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _known(official: Official, key: str, fingerprint: str) -> Response | None:
    kept = kept_answer(by=official, key=key)
    if kept is None:
        return None
    if kept.fingerprint != fingerprint:
        raise _wrong(gettext_noop("This idempotency key was used for something else"))
    return Response(kept.body, status=kept.status, headers={"Idempotent-Replay": "true"})


def _do(official: Official, key: str, fingerprint: str, act: Callable[[], Response]) -> Response:
    """Do it and keep the answer in one transaction, so that neither stands without the other."""
    with transaction.atomic():
        response = act()
        keep_answer(by=official, key=key, fingerprint=fingerprint, status=response.status_code, body=response.data)
    return response
