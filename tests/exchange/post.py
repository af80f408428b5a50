"""A mail server that fails as it is told to, and remembers what it took."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.core.mail.backends.locmem import EmailBackend

BACKEND = "tests.exchange.post.Post"


class Post(EmailBackend):
    """Takes mail into ``mail.outbox`` unless a fault is laid ready for it."""

    on_open: ClassVar[list[BaseException]] = []
    on_take: ClassVar[list[BaseException]] = []
    after_take: ClassVar[list[Callable[[], object]]] = []

    @classmethod
    def forget(cls) -> None:
        """Lay nothing ready."""
        for prepared in (cls.on_open, cls.on_take, cls.after_take):
            prepared.clear()

    def open(self):
        """Let a connection come about, or not."""
        if self.on_open:
            raise self.on_open.pop(0)

    def send_messages(self, messages):
        """Take the messages, or not."""
        if self.on_take:
            raise self.on_take.pop(0)
        taken = super().send_messages(messages)
        if self.after_take:
            self.after_take.pop(0)()
        return taken
