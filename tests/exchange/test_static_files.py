"""What is served beside the pages: complete, ours to use, and naming no other place."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command

STATIC = site.BASE_DIR / "static"
TEXTS = [path for path in sorted(STATIC.rglob("*")) if path.suffix in {".css", ".js", ".svg"}]
RANGE = re.compile(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", re.IGNORECASE)


def name(path: Path) -> str:
    return str(path.relative_to(STATIC))


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_nothing_of_another_government_and_no_other_address(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"GDS Transport|crown|crest|logotype", text, re.IGNORECASE)
    assert not re.search(r"https?://\w|sourceMappingURL|url\(\W?data:", text)


@pytest.mark.parametrize("vendored", ["frontend", "noto-sans-jp"])
def test_each_vendored_work_comes_with_its_licence(vendored: str) -> None:
    assert "permission" in (STATIC / "vendor" / vendored / "LICENCE.txt").read_text().lower()


@pytest.mark.parametrize("character", "髙﨑𠮷濵税関āēīōūĀ秘極A")
def test_the_font_has_the_characters_that_names_need(character: str) -> None:
    """Small Japanese fonts lack some that stand in family names; these would come out as boxes."""
    sheet = (STATIC / "vendor/noto-sans-jp/noto-sans-jp.css").read_text()
    ranges = [(int(first, 16), int(last or first, 16)) for first, last in RANGE.findall(sheet)]
    assert any(first <= ord(character) <= last for first, last in ranges)


def test_no_part_of_the_font_takes_a_letter_apart() -> None:
    """A file with the letter and the mark, but not the two in one, would set the macron of ā over the next letter."""
    sheet = (STATIC / "vendor/noto-sans-jp/noto-sans-jp.css").read_text()
    for face in re.findall(r"unicode-range: ([^;]+)", sheet):
        covered = [range(int(first, 16), int(last or first, 16) + 1) for first, last in RANGE.findall(face)]
        has = {code: any(code in part for part in covered) for code in (0x61, 0x101, 0x304)}
        assert has[0x101] or not (has[0x61] and has[0x304])


def test_every_file_that_a_style_sheet_names_is_there(settings: Any, tmp_path: Path) -> None:
    """In service each file is served under a name with its digest; a missing one would stop the build."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    manifest = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    call_command("collectstatic", verbosity=0, interactive=False)
    assert list(tmp_path.glob("css/theme.*.css"))
    assert (tmp_path / "vendor/frontend/frontend.js").exists()  # imported by start.js under its plain name
