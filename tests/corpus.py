"""Bad and strange input, applied to every field, parameter and header (research: what must never be a 5xx nor change silently)."""

from __future__ import annotations

CONTROLS = {
    "nul": "A\x00B",
    "escape": "A\x1bB",
    "lone surrogate": "A\ud800B",
    "bidi override": "invoice\u202egnp.exe",
    "bidi isolate": "A\u2066B\u2069",
    "zero width": "A\u200bB\u200d\ufeffC",
    "line separator": "A\u2028B",
    "crlf": "A\r\nSet-Cookie: x=y",
    "tab": "A\tB",
}
SCRIPTS = {
    "full width": "ＡＢＣ１２３",
    "half-width kana": "ｶﾞｷﾞｸﾞ",
    "nfd": "か\u3099がe\u0301",
    "square kabushiki": "㍿",
    "jis names": "髙橋 﨑山 𠮷野",
    "macron": "Kōwhai Māori",
    "emoji": "👩‍🚀🇳🇿",
    "zalgo": "a" + "\u0301" * 1000,
}
INJECTIONS = {
    "script": "<script>alert(1)</script>",
    "svg": '"><svg onload=alert(1)>',
    "javascript": "javascript:alert(1)",
    "template": "{{7*7}}{% load x %}",
    "format": "%s%n%(subject)s{0}",
    "formula": "=HYPERLINK(1)",
    "full width formula": "＝cmd|' /C calc'!A0",
    "at": "@SUM(1)",
    "sql": "' OR 1=1--",
    "path": "../../etc/passwd",
    "encoded path": "..%2f..%2f",
    "windows": "C:\\CON",
}
SIZES = {"blank": "   ", "ideographic blank": "\u3000", "long": "x" * 300, "very long": "x" * 100_000}
CORPUS = CONTROLS | SCRIPTS | INJECTIONS | SIZES
