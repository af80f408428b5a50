"""Receipts as the vault's own tests have them, since the vault does not know the log."""


class Genuine:
    """A receipt that covers what it is told to."""

    def __init__(self, *sealed_ids: object) -> None:
        self.sealed_ids = {str(sealed_id) for sealed_id in sealed_ids}

    def covers(self, sealed_id: str) -> bool:
        return sealed_id in self.sealed_ids


class Forged:
    """Looks like a receipt and covers everything."""

    def covers(self, sealed_id: str) -> bool:
        return True
