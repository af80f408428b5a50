"""The page of docs/reference on caveats."""

from pathlib import Path

from django.conf import settings

from caveats.kinds import KINDS
from caveats.procedure import RULES
from caveats.reference import caveat_kinds_markdown

PAGE = Path(settings.BASE_DIR) / "docs" / "reference" / "caveat-kinds.md"


def test_the_page_lists_every_kind_and_every_rule():
    page = caveat_kinds_markdown()
    assert all(f"| `{code}` | {kind.title} |" in page for code, kind in KINDS.items())
    assert all(rule.__doc__ in page for rule in RULES)
    assert "source" not in page


def test_the_page_in_the_docs_is_the_one_that_the_code_writes():
    assert PAGE.read_text(encoding="utf-8").endswith(caveat_kinds_markdown())
