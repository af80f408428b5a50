"""How passwords are stored."""

import unicodedata
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher


def normalised(password: str) -> str:
    """Return ``password`` in the one form in which it is set and checked.

    NFKC: a Japanese keyboard types the same word full-width or half-width, and nobody sees which. A documented
    departure from ASVS 6.2.8, which asks for passwords to be checked exactly as typed.
    """
    return unicodedata.normalize("NFKC", password)


class NormalisedPBKDF2(PBKDF2PasswordHasher):
    """PBKDF2-SHA256 with the iterations of this Django (a million in 5.2) over the normalised password. Para 3(h).

    Normalising here, where every way of setting and checking a password passes, leaves no way around it.
    """

    def encode(self, password: str, salt: str, iterations: int | None = None) -> Any:
        """Hash ``password`` with ``salt``."""
        return super().encode(normalised(password), salt, iterations)
