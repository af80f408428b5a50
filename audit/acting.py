"""Who acts, as far as the log needs to know."""

from typing import Protocol


class Acting(Protocol):
    """A person who acts: the name signed in with, and the Participant. The log knows nothing else of people."""

    @property
    def username(self) -> str:
        """The name signed in with."""

    @property
    def participant_id(self) -> str:
        """The code of the Participant."""
