"""The secrets of authenticator apps, sealed in the vault. Para 3(h); ASVS 6.5.2 and the one door to plaintext.

The row of the factor holds the id of what is sealed. Opening it takes a receipt like everything else: each look at a
code is an access on record.
"""

from contextlib import suppress
from uuid import uuid4

from audit import record
from audit.verdict import permitted
from frameworks.models import Official
from frameworks.signin.names import reference
from vault import store
from vault.models import Sealed

KIND = "authenticator-seed"


def keep(official: Official, secret: str) -> str:
    """Seal ``secret`` for the side of ``official``; return the id under which it is found again."""
    sealed = store.seal(KIND, str(uuid4()), {"secret": secret}, participants=[official.participant_id])
    return str(sealed.pk)


def read(official: Official, sealed_id: str) -> str:
    """Return the secret, having recorded that it is looked at to check a code."""
    receipt = record.access(
        by=official,
        action="signin.check_code",
        subjects=[reference(official)],
        verdict=permitted("self"),
        sealed=[sealed_id],
    )
    sealed = Sealed.objects.get(pk=sealed_id)
    return str(store.open_(sealed, participant=official.participant_id, receipt=receipt)["secret"])


def destroy(sealed_id: str) -> None:
    """Destroy the secret of a factor that was taken away."""
    with suppress(Sealed.DoesNotExist):
        store.discard(Sealed.objects.get(pk=sealed_id))
