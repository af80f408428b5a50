"""Envelope encryption of content and files; the sole user of `cryptography`; knows no domain. Para 3(h)."""
