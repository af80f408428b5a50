"""Addresses of the sign-in pages that lead back to where somebody was going."""

from urllib.parse import urlencode

from django.shortcuts import resolve_url


def address(route: str, *, back_to: str) -> str:
    """Return the address of ``route`` from which one is led back to ``back_to``, an address of this site."""
    return f"{resolve_url(route)}?{urlencode({'next': back_to}, safe='/')}"
