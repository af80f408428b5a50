"""Our app ``requests`` has the name of an HTTP library; nothing may take the one for the other. Decision 1, O1."""

import importlib
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


def test_the_name_means_our_app() -> None:
    import requests

    assert Path(requests.__file__).parent == ROOT / "requests"


def test_drf_was_told_that_the_library_is_absent() -> None:
    from rest_framework import compat

    assert compat.requests is None


@pytest.mark.parametrize("module", ["rest_framework.test", "drf_spectacular.plumbing", "drf_spectacular.generators"])
def test_what_dies_without_the_cure_lives(module: str) -> None:
    assert importlib.import_module(module)


def test_no_distribution_is_that_library_or_needs_it() -> None:
    found = [
        distribution.metadata["Name"]
        for distribution in distributions()
        if distribution.metadata["Name"].lower() == "requests"
        or any(_asks_for_it(line) for line in distribution.requires or [])
    ]
    assert found == []


def _asks_for_it(requirement: str) -> bool:
    """Say whether a requirement names the library outside of an extra that is not installed."""
    name = requirement.split(";")[0].split("[")[0].split("(")[0].strip(" <>=!~0123456789.,").lower()
    return name == "requests" and "extra ==" not in requirement
