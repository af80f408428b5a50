"""Pages hold nothing inline, so that the content policy can forbid it, and nothing unescaped. V3."""

import ast
import re

import pytest

from tests.architecture.tree import name_of, sources, templates

PAGES = [(name, text) for name, text in templates() if name.endswith(".html")]
FORBIDDEN = {
    "a script inside the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a style inside the page": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a handler inside the page": re.compile(r"<[^>{%]*\son[a-z]+\s*=", re.IGNORECASE),
    "a data: address": re.compile(r"(?:src|href|url\()\s*=?\s*[\"']?data:", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "text that is not escaped": re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off"),
    "an address of another site": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "a numeric date": re.compile(r"\|\s*date:\s*[\"'][^\"']*(?:SHORT_|[dj][/.-][mn])"),
}
UNESCAPING = {"mark_safe", "SafeString", "SafeText"}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    found = {name: match.group() for name, text in PAGES if (match := FORBIDDEN[what].search(text))}
    assert found == {}


def test_no_code_marks_text_as_safe() -> None:
    found = [
        f"{name_of(file)}:{node.lineno}"
        for file, tree in sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in UNESCAPING)
        or (isinstance(node, ast.alias) and node.name in UNESCAPING)
    ]
    assert found == []
