"""The environment as settings: declared in one table, read by type, every problem named at once.

`exchange.declared.SETTINGS` is the table, `exchange.unsafe` says what may not be in service. A secret ``NAME`` may be
given as ``NAME_FILE`` instead: the path of a file that holds it, so that it stands in no process list and in no
environment dump.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent


class Mode(StrEnum):
    """What the exchange runs for: a first look, its own tests, or real work."""

    DEMO = "demo"
    TEST = "test"
    SERVICE = "service"


class Kind(StrEnum):
    """How the text of a variable is read."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105  (the name of a kind)
    FLAG = "flag"
    NUMBER = "number"
    WORDS = "words"
    PATH = "path"


@dataclass(frozen=True)
class Setting:
    """One declared variable. ``service`` is its default there (None: the same), ``required`` that service has none."""

    name: str
    kind: Kind
    meaning: str
    default: str = ""
    service: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong with one variable, and what to do about it."""

    name: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name}: {self.fault}. {self.remedy}."


class UnsafeSettings(ImproperlyConfigured):
    """The start is refused; says every problem with its remedy."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [f"  - {problem}" for problem in problems]
        super().__init__(
            "\n".join(
                ["The exchange does not start with these settings:", *lines, "All settings: docs/reference/settings.md"]
            )
        )


class Environment:
    """Reads declared variables and collects what is wrong with them; `finish` raises it all at once."""

    def __init__(self, source: Mapping[str, str], table: Sequence[Setting]) -> None:
        self.source = source
        self.table = {setting.name: setting for setting in table}
        self.problems: list[Problem] = []
        self.mode = self._mode()

    def refuse(self, name: str, fault: str, remedy: str) -> None:
        """Note a problem; the start goes on until all are known."""
        problem = Problem(name, fault, remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def finish(self) -> None:
        """Raise `UnsafeSettings` if anything was wrong."""
        if self.problems:
            raise UnsafeSettings(self.problems)

    def text(self, name: str) -> str:
        """Return a declared text as it stands, or its default."""
        return self._read(name, Kind.TEXT)

    def secret(self, name: str) -> str:
        """Return a declared secret, from its variable or from the file that ``NAME_FILE`` names."""
        return self._read(name, Kind.SECRET)

    def flag(self, name: str) -> bool:
        """Return whether a declared flag is on: ``1`` or ``0``."""
        value = self._read(name, Kind.FLAG)
        if value not in ("0", "1"):
            self.refuse(name, f"{value!r} is neither 0 nor 1", "Write 1 for on, 0 for off")
        return value == "1"

    def number(self, name: str) -> int:
        """Return a declared whole number, not negative."""
        value = self._read(name, Kind.NUMBER)
        if value.isascii() and value.isdigit():
            return int(value)
        if value:
            self.refuse(name, f"{value!r} is not a whole number", "Write it in digits")
        return 0

    def words(self, name: str) -> list[str]:
        """Return a declared list; its members are separated by commas."""
        return [word.strip() for word in self._read(name, Kind.WORDS).split(",") if word.strip()]

    def path(self, name: str) -> Path | None:
        """Return a declared path, or None where none is given; a relative one starts at the project's root."""
        value = self._read(name, Kind.PATH)
        return ROOT / Path(value).expanduser() if value else None

    def _mode(self) -> Mode:
        value = self.source.get("EXCHANGE_MODE", "") or self.table["EXCHANGE_MODE"].default
        if value in list(Mode):
            return Mode(value)
        self.refuse("EXCHANGE_MODE", f"{value!r} is not a mode", f"Choose one of: {', '.join(Mode)}")
        return Mode.SERVICE

    def _read(self, name: str, kind: Kind) -> str:
        setting = self.table[name]
        assert setting.kind is kind, f"{name} is declared as {setting.kind}"  # noqa: S101  (a slip of the programmer, not of a site)
        value = self._from_file(name) if kind is Kind.SECRET else self.source.get(name, "")
        if not value:
            return self._default(setting)
        if setting.choices and value not in setting.choices:
            self.refuse(name, f"{value!r} is not known", f"Choose one of: {', '.join(setting.choices)}")
        return value

    def _default(self, setting: Setting) -> str:
        if self.mode is not Mode.SERVICE:
            return setting.default
        if setting.required:
            also = f" or {setting.name}_FILE" if setting.kind is Kind.SECRET else ""
            self.refuse(setting.name, "is missing", f"Set {setting.name}{also} ({setting.meaning})")
        if setting.service is not None:
            return setting.service
        return "" if setting.required else setting.default

    def _from_file(self, name: str) -> str:
        given, file = self.source.get(name, ""), self.source.get(f"{name}_FILE", "")
        if not file:
            return given
        if given:
            self.refuse(name, f"is given twice, here and as {name}_FILE", "Keep the file, take the variable away")
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as fault:
            self.refuse(
                f"{name}_FILE",
                f"cannot be read ({type(fault).__name__})",
                "Name a readable text file with the secret alone in it",
            )
            return given
