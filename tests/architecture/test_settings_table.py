"""Nothing is read from the environment that the table of settings does not declare."""

import ast

from exchange.declared import SETTINGS
from exchange.env import Kind
from exchange.management.commands.docs import NOTE
from exchange.reference import PAGES
from tests.architecture.tree import ROOT, name_of, sources

READER = "exchange/settings.py"
OWN = {"DJANGO_SETTINGS_MODULE", "CELERY_SKIP_CHECKS"}  # for Django and Celery; the code sets them, nobody else need


def _environment_uses(tree: ast.Module) -> list[ast.AST]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv")
    ]


def _variable_read(node: ast.AST) -> str:
    """Return the name in a call such as ``env.text("NAME")``."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="env"), attr=kind), args=[ast.Constant(value=str(name)), *_]
        ) if kind in list(Kind):
            return name
    return ""


def test_only_settings_reads_the_environment() -> None:
    elsewhere = set()
    for file, tree in sources():
        if name_of(file) == READER or not _environment_uses(tree):
            continue
        texts = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        if not texts & OWN:
            elsewhere.add(name_of(file))
    assert elsewhere == set()


def test_every_variable_that_is_read_is_declared_and_the_other_way_round() -> None:
    read = {name for _, tree in sources() for node in ast.walk(tree) if (name := _variable_read(node))}
    declared = {setting.name for setting in SETTINGS}
    assert read <= declared
    assert declared - read <= {"EXCHANGE_MODE", "SECRET_KEY_FALLBACKS", "EXCHANGE_TEST_ALL", "SMTP_URL"}


def test_a_setting_is_declared_once_and_explained() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(names) == len(set(names))
    assert all(setting.meaning for setting in SETTINGS)


def test_the_written_table_says_the_same() -> None:
    written = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert written == "\n".join([NOTE, "", *PAGES["settings"](), ""])
