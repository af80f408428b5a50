"""Para 3(g), 3(h): laws of the source text that keep the vault the only way in and out."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

from tests.vault.receipts import Genuine
from vault import store
from vault.models import Sealed

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["audit", "caveats", "exchange", "frameworks", "requests", "vault"]


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def uses_of(name: str) -> set[tuple[str, str]]:
    """Return (file, function) wherever ``name`` is read, imported under another name, or asked for by text."""
    return {(path, function) for path, module in sources() for function in _functions_using(module, name)}


def _functions_using(module: ast.Module, name: str) -> Iterator[str]:
    for statement in module.body:
        for node in ast.walk(statement):
            named = (
                (
                    isinstance(node, ast.Name | ast.Attribute)
                    and name in (getattr(node, "id", ""), getattr(node, "attr", ""))
                )
                or (isinstance(node, ast.alias) and name in (node.name, node.asname))
                or (isinstance(node, ast.Constant) and node.value == name)
            )
            if named:
                yield getattr(statement, "name", "module")


def test_one_function_alone_unwraps_data_keys():
    assert uses_of("unwrap") == {("vault/store.py", "open_many")}


def test_the_way_around_it_is_used_by_rotation_alone():
    assert uses_of("rewrap") == {
        ("vault/rotation.py", "_move"),
        ("vault/management/commands/rewrap_keys.py", "Command"),
    }
    assert uses_of("_inner_key") == {("vault/envelope.py", "unwrap"), ("vault/envelope.py", "rewrap")}


def test_that_function_asks_for_the_receipt_first():
    module = dict(sources())["vault/store.py"]
    (function,) = (node for node in module.body if getattr(node, "name", "") == "open_many")
    called = [getattr(node.func, "id", "") or getattr(node.func, "attr", "") for node in _calls_in_order(function)]
    assert called.index("_require_cover") < called.index("_wraps") < called.index("unwrap")


def _calls_in_order(function: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def imported(module: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_the_vault_alone_knows_ciphers():
    assert [
        path for path, module in sources() if "cryptography" in imported(module) and not path.startswith("vault/")
    ] == []


def test_the_vault_knows_no_other_room():
    rooms = set(ROOMS) - {"vault"}
    assert [path for path, module in sources() if path.startswith("vault/") and imported(module) & rooms] == []


@pytest.mark.parametrize("name", ["envelope", "files", "key_ring", "key_file"])
def test_what_a_cryptographer_reads_is_free_of_django(name):
    script = f"import sys, vault.{name}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def crash(plain: bytes) -> None:
    assert "押収品".encode() in plain
    raise RuntimeError("something went wrong")


@pytest.mark.django_db
def test_a_crash_report_shows_neither_content_nor_keys(sealed, monkeypatch, settings):
    settings.DEBUG = False
    monkeypatch.setattr(store, "_from_bytes", crash)
    try:
        store.open_(Sealed.objects.get(pk=sealed.pk), participant="NZ", receipt=Genuine(sealed.pk))
    except RuntimeError:
        report = ExceptionReporter(RequestFactory().get("/"), *sys.exc_info()).get_traceback_html()
    assert "something went wrong" in report
    assert "data_key" in report  # the frames are there, cleansed
    assert "押収品" not in report
    assert repr("押収品".encode())[2:-1] not in report
