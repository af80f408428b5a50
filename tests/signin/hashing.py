"""The hasher of the exchange, quick enough for a suite."""

from frameworks.signin.hashing import NormalisedPBKDF2


class QuickPBKDF2(NormalisedPBKDF2):
    """One round instead of a million."""

    iterations = 1
