"""No file names a package registry or a place on somebody's machine, and none puts a thing off."""

import re

from tests.architecture.tree import name_of, tracked

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".yml",
    ".yaml",
    ".cfg",
    ".service",
    ".timer",
    ".html",
    ".json",
    ".sh",
    ".po",
    ".scss",
    ".mjs",
    "",
}
VENDORED = ("static/vendor/", "tests/assets/")
REGISTRIES = (
    ("pypi", "org"),
    ("python" + "hosted", "org"),
    ("registry", "npmjs", "org"),
    ("deb", "debian", "org"),
    ("ghcr", "io"),
    ("index", "docker", "io"),
)
HOSTS = re.compile(
    # Written apart, so that this file passes its own test.
    r"\b(?:" + "|".join(r"\.".join(parts) for parts in REGISTRIES) + ")",
    re.IGNORECASE,
)
PLACES = re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]+|Users)/[\w.]")
PUT_OFF = re.compile(r"\b(?:TODO|FIXME|XXX)\b")


def _found(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    found = []
    for file in tracked():
        name = name_of(file)
        if (
            file.suffix not in (suffixes or TEXT)
            or name.startswith(VENDORED)
            or name == "tests/architecture/test_text_of_files.py"
        ):
            continue
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        found += [f"{name}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_file_names_a_registry() -> None:
    assert _found(HOSTS) == []


def test_no_file_names_a_place_on_a_machine() -> None:
    assert _found(PLACES) == []


def test_nothing_is_put_off() -> None:
    assert _found(PUT_OFF, ".py", ".html", ".mjs") == []
