"""What is wrong with something that was typed, by the place where it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where (``("parties", 0, "name")``), what (an English message id with parameters), and the
    paragraph it rests on."""

    path: Path
    message: str
    paragraph: str = "6"
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)

    def under(self, *prefix: str | int) -> Fault:
        """Return the same fault as seen from further out."""
        return Fault(prefix + self.path, self.message, self.paragraph, self.parameters)


class Faulty(Exception):
    """Something could not be taken as it is; carries every fault at once, so that nobody has to find them one by
    one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{'.'.join(map(str, fault.path))}: {fault.message}" for fault in self.faults))
