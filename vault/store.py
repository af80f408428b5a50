"""Seal content and open it again: the only way in and the only way out. Para 3(g), 3(h), 3(j).

Content is opened with a **receipt**, which exists only once the access that it belongs to stands in the log.
`open_many` is the one place in the exchange where a data key is unwrapped; `UNWRAPS` counts what it does.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.module_loading import import_string
from django.views.decorators.debug import sensitive_variables

from vault import envelope, keys
from vault.errors import AlreadySealed, Destroyed, NoKey, NotCovered, NotSealable, Tampered
from vault.models import Sealed, Tombstone, WrappedKey
from vault.unwraps import Unwraps

UNWRAPS = Unwraps()


@sensitive_variables()  # a crash report shows neither content nor keys, here or in what is called from here
def seal(kind: str, ident: str, content: Mapping[str, Any], *, participants: Iterable[str], version: int = 1) -> Sealed:
    """Seal ``content`` as version ``version`` of the object ``ident`` of ``kind``, readable by ``participants``.

    Content is what JSON carries: texts, numbers, true, false, null, lists and mappings with texts as keys.

    Raises:
        NotSealable: if it is something else, such as a lone surrogate.
        AlreadySealed: if that version was sealed before (`Destroyed` if it is gone since); a change is a new version.
        KeysUnusable: if a Participant has no key-encryption key.
    """
    chosen = [keys.ring().active(participant) for participant in sorted(set(participants))]
    if not chosen:
        raise ValueError("content that no Participant could open again")
    sealed = Sealed(kind=kind, owner_id=ident, version=version)
    data_key = envelope.new_data_key()
    sealed.ciphertext = envelope.seal(_to_bytes(content), data_key, sealed.place())
    with transaction.atomic():
        _insert(sealed)
        WrappedKey.objects.bulk_create(
            WrappedKey(
                sealed=sealed,
                participant=key.participant,
                key_id=key.id,
                wrapped=envelope.wrap(data_key, key, sealed.place()),
            )
            for key in chosen
        )
    return sealed


def open_(sealed: Sealed, *, participant: str, receipt: object) -> dict[str, Any]:
    """Return the content of ``sealed``, read on behalf of ``participant``; errors are those of `open_many`."""
    return open_many([sealed], participant=participant, receipt=receipt)[sealed.pk]


@sensitive_variables()
def open_many(rows: Sequence[Sealed], *, participant: str, receipt: object) -> dict[UUID, dict[str, Any]]:
    """Return the contents of ``rows`` by id, all or none, read on behalf of ``participant``; costs one query.

    Raises:
        NotCovered: if ``receipt`` does not cover every one of them; nothing is unwrapped.
        NoKey: if that side has no key to one of them; names each.
        Tampered: if one is not what was sealed.
    """
    for sealed in rows:
        _require_cover(sealed, receipt)
    wraps = _wraps(rows, participant)
    contents = {}
    for sealed in rows:
        wrap, place = wraps[sealed.pk], sealed.place()
        UNWRAPS.note(sealed.pk, receipt)
        data_key = envelope.unwrap(wrap.wrapped, keys.find(participant, wrap.key_id), place)
        contents[sealed.pk] = _from_bytes(envelope.open_(sealed.ciphertext, data_key, place))
    return contents


@transaction.atomic
def discard(sealed: Sealed) -> None:
    """Destroy ``sealed`` for everybody: keys first, then the ciphertext; a tombstone stays. Para 3(j)."""
    _set_tombstone(sealed, participant="")
    WrappedKey.objects.filter(sealed_id=sealed.pk).delete()
    models.QuerySet.delete(Sealed.objects.filter(pk=sealed.pk))  # around the guard, which is for all others


@transaction.atomic
def remove_wrap(sealed: Sealed, participant: str) -> None:
    """Recall or destroy ``sealed`` for one side: its key goes, the others' stay; a tombstone stays. Para 3(j)."""
    _set_tombstone(sealed, participant=participant)
    WrappedKey.objects.filter(sealed_id=sealed.pk, participant=participant).delete()


def destroyed(participant: str) -> models.Exists:
    """Return the condition that a wrap for ``participant`` stands under a tombstone, as after a backup was restored."""
    sides = ("", participant)
    return models.Exists(Tombstone.objects.filter(sealed_id=models.OuterRef("sealed_id"), participant__in=sides))


def _require_cover(sealed: Sealed, receipt: Any) -> None:
    genuine = import_string(settings.VAULT_RECEIPT)
    if not isinstance(receipt, genuine) or receipt.covers(str(sealed.pk)) is not True:
        raise NotCovered(f"no recorded access covers {sealed.pk}")


def _wraps(rows: Sequence[Sealed], participant: str) -> dict[UUID, WrappedKey]:
    ids = [sealed.pk for sealed in rows]
    held = WrappedKey.objects.filter(sealed_id__in=ids, participant=participant).exclude(destroyed(participant))
    wraps = {wrap.sealed_id: wrap for wrap in held}
    missing = [sealed_id for sealed_id in ids if sealed_id not in wraps]
    if missing:
        raise NoKey(participant, missing)
    return wraps


def _insert(sealed: Sealed) -> None:
    same = {"kind": sealed.kind, "owner_id": sealed.owner_id, "version": sealed.version}
    if Tombstone.objects.filter(**same, participant="").exists():
        raise Destroyed(f"{sealed} was destroyed")
    try:
        sealed.save(force_insert=True)
    except IntegrityError:
        raise AlreadySealed(f"{sealed} is sealed already") from None


def _set_tombstone(sealed: Sealed, *, participant: str) -> None:
    same = {"kind": sealed.kind, "owner_id": sealed.owner_id, "version": sealed.version}
    stone = Tombstone(sealed_id=sealed.pk, participant=participant, **same)
    Tombstone.objects.bulk_create([stone], ignore_conflicts=True)  # destroying twice is destroying once


def _to_bytes(content: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(dict(content), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as fault:
        raise NotSealable(f"the content cannot be sealed ({type(fault).__name__})") from None


def _from_bytes(plain: bytes) -> dict[str, Any]:
    content = json.loads(plain)
    if not isinstance(content, dict):
        raise Tampered("the content is no mapping")
    return content
