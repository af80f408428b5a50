"""Caveats as the API takes and gives them. Para 3(a).

Fields are listed one by one, unknown ones are refused, and `caveats.stating` judges, as it does for the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers

from caveats.kinds import KINDS, Caveat, CaveatError, to_plain
from caveats.stating import WORDS_LIMIT, state
from caveats.values import LONGEST_CODE, MOST_CODES
from caveats.wording import say_fault


class ClosedSerializer(serializers.Serializer[Any]):
    """Takes its own fields and no others."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse fields that nobody would look at."""
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        if unknown:
            raise serializers.ValidationError(
                {str(name): [gettext("There is no such field.")] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)


def codes(help_text: str) -> serializers.ListField:
    """Return a field for a list of codes."""
    child = serializers.CharField(max_length=LONGEST_CODE)
    return serializers.ListField(child=child, required=False, max_length=MOST_CODES, help_text=help_text)


class CaveatParametersSerializer(ClosedSerializer):
    """What a caveat names; which of these a kind has is in the list of kinds."""

    purposes = codes("for purposes_only: the purposes allowed")
    agencies = codes("for named_agencies_only: the codes of the agencies")
    officials = codes("for named_officials_only: the user names of the officials")
    on = serializers.DateField(
        required=False, input_formats=["%Y-%m-%d"], help_text="for return_or_destroy_by: the last day of use"
    )


class CaveatSerializer(ClosedSerializer):
    """One caveat: its kind, what it names, and the provider's own words.

    The context may hold ``caveat_choices`` (by parameter, the codes that may be named) and ``today``.
    """

    kind = serializers.ChoiceField(choices=list(KINDS))
    parameters = CaveatParametersSerializer(required=False, default=dict)
    words = serializers.CharField(
        required=False, allow_blank=True, default="", trim_whitespace=False, max_length=WORDS_LIMIT
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Judge as the form does; the sound caveat stands under ``caveat``."""
        choices, today = self.context.get("caveat_choices"), self.context.get("today")
        try:
            caveat, words = state(attrs["kind"], attrs["parameters"], attrs["words"], choices=choices, today=today)
        except CaveatError as error:
            raise serializers.ValidationError(_by_field(error)) from error
        return {**attrs, "words": words, "caveat": caveat}


def _by_field(error: CaveatError) -> dict[str, Any]:
    own = {fault.field: [say_fault(fault)] for fault in error.faults if fault.field in ("kind", "parameters", "words")}
    named = {fault.field: [say_fault(fault)] for fault in error.faults if fault.field not in own}
    return {**own, "parameters": named} if named else own


def kinds_and_words(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[Caveat, ...], tuple[str, ...]]:
    """Return the caveats and the words, one for one, of rows that `CaveatSerializer` has found valid."""
    stated = [(row["caveat"], row["words"]) for row in rows]
    return tuple(caveat for caveat, _ in stated), tuple(words for _, words in stated)


def as_rows(caveats: Sequence[Caveat], words: Sequence[str]) -> list[dict[str, Any]]:
    """Return caveats as `CaveatSerializer` gives them; ``words`` may be missing where the item may not be opened."""
    spoken = (*words, *[""] * (len(caveats) - len(words)))
    return [_row(caveat, said) for caveat, said in zip(caveats, spoken, strict=True)]


def _row(caveat: Caveat, words: str) -> dict[str, Any]:
    kind, parameters = to_plain(caveat)
    return {"kind": kind, "parameters": {**parameters}, "words": words}
