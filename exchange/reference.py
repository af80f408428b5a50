"""Pages of docs/reference that are written from the code, so that they cannot say something else than it does."""

from collections.abc import Callable

from exchange import registers
from exchange.declared import SETTINGS
from exchange.env import Kind, Setting


def settings() -> list[str]:
    """Return every variable that the exchange reads from its environment."""
    rows = [_row(setting) for setting in SETTINGS]
    return [
        "# Settings",
        "",
        "All come from the environment. What is missing or unsafe stops the start, all problems named at once;",
        "`manage.py settings --check` says the same without starting anything. A secret may lie in a file that",
        "`NAME_FILE` names. Lists are separated by commas, flags are 1 or 0, relative paths start at the project root.",
        "",
        "| variable | kind | default | in service | meaning |",
        "| --- | --- | --- | --- | --- |",
        *rows,
    ]


def _row(setting: Setting) -> str:
    cells = (f"`{setting.name}`", _kind(setting), _default(setting), _in_service(setting), setting.meaning)
    return f"| {' | '.join(cells)} |"


def _kind(setting: Setting) -> str:
    if setting.choices:
        return " or ".join(f"`{choice}`" for choice in setting.choices)
    return f"secret, also as `{setting.name}_FILE`" if setting.kind is Kind.SECRET else str(setting.kind)


def _default(setting: Setting) -> str:
    return f"`{setting.default}`" if setting.default else ""


def _in_service(setting: Setting) -> str:
    if setting.required:
        return "**required**"
    if setting.service is not None:
        return f"`{setting.service}`"
    return "the same" if setting.default else ""


PAGES: dict[str, Callable[[], list[str]]] = {
    "settings": settings,
    "states": registers.states,
    "events": registers.events,
    "acts": registers.acts,
    "caveat-kinds": registers.caveat_kinds,
    "paragraphs": registers.paragraphs,
}
