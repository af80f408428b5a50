"""What the API takes and gives. Fields are listed one by one; what a request says comes from the same table as its
pages.

Serializers give the shape; the values of `requests.values` judge, so that both doors refuse the same things with
the same words.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from caveats.serializers import CaveatSerializer, ClosedSerializer
from requests.values.fields import PURPOSES, Field, Section
from requests.values.information import REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from requests.values.sections import SECTIONS


def _field(item: Field) -> serializers.Field[Any, Any, Any, Any]:
    """Return the shape of a field; requiredness and limits are the values' to judge, all at once."""
    common: dict[str, Any] = {"required": False, "help_text": f"{item.label} (paragraph {item.paragraph})"}
    if item.kind in ("list", "choices"):
        return serializers.ListField(child=serializers.CharField(allow_blank=True, trim_whitespace=False), **common)
    return serializers.CharField(allow_blank=True, trim_whitespace=False, **common)


def _section(section: Section) -> type[serializers.Serializer[Any]]:
    members: dict[str, Any] = {item.name: _field(item) for item in section.fields}
    name = "".join(part.title() for part in section.code.split("_"))
    return type(f"{name}SectionSerializer", (serializers.Serializer,), members)


def _para6() -> type[serializers.Serializer[Any]]:
    members: dict[str, Any] = {
        section.code: _section(section)(
            required=False, many=section.repeated, help_text=f"Paragraph {section.paragraph}"
        )
        for section in SECTIONS
    }
    members["__doc__"] = "Everything a request says, section by section. Para 6."
    return type("Para6Serializer", (serializers.Serializer,), members)


Para6Serializer = _para6()


class FilingSerializer(ClosedSerializer):
    """A request to file: under which Framework, to whom, and what it says."""

    framework = serializers.CharField(max_length=40)
    requested = serializers.CharField(max_length=8)
    content = Para6Serializer()


class MarkingSerializer(ClosedSerializer):
    """A security classification and, where no equivalent is agreed, how the other side handles it. Para 3(h)."""

    level = serializers.CharField(max_length=40)
    endorsements = serializers.ListField(child=serializers.CharField(max_length=60), required=False, default=list)
    handled_as = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)
    handling_instruction = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)


class NewInformationSerializer(ClosedSerializer):
    """An item of information to provide. Para 3, 3(a)."""

    title = serializers.CharField(max_length=TITLE_LIMIT, trim_whitespace=False)
    text = serializers.CharField(max_length=TEXT_LIMIT, trim_whitespace=False)
    marking = MarkingSerializer()
    caveats = CaveatSerializer(many=True, required=False, default=list)
    purposes = serializers.ListField(
        child=serializers.ChoiceField(choices=[code for code, _label in PURPOSES]), required=False, default=list
    )


class AnswerSerializer(ClosedSerializer):
    """An answer: one or more items, complete or in part."""

    items = NewInformationSerializer(many=True, allow_empty=False)
    completes = serializers.BooleanField()


class AssignmentSerializer(ClosedSerializer):
    """To whom a request is assigned, by user name."""

    to = serializers.CharField(max_length=150)


class RefusalSerializer(ClosedSerializer):
    """A refusal: the ground of para 4, and the reason as far as it may be told."""

    ground = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=REASON_LIMIT, required=False, default="", allow_blank=True)


class NonExecutionSerializer(ClosedSerializer):
    """Why a request cannot be executed. Para 4, last sentence."""

    reason = serializers.CharField(max_length=REASON_LIMIT)


class ReasonOut(serializers.Serializer[Any]):
    """One reason of a verdict, with its paragraph."""

    code = serializers.CharField()
    paragraph = serializers.CharField()
    text = serializers.CharField()


class ActOut(serializers.Serializer[Any]):
    """What may be done, and why not otherwise."""

    outcome = serializers.CharField()
    reasons = ReasonOut(many=True)


class LabelOut(serializers.Serializer[Any]):
    """One side's label of a marking."""

    participant = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    is_own = serializers.BooleanField()
    is_provisional = serializers.BooleanField()
    by_instruction = serializers.BooleanField()


class DeadlineOut(serializers.Serializer[Any]):
    """An agreed target. Para 18."""

    kind = serializers.CharField()
    responsible = serializers.CharField(source="responsible_id")
    started_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    met_at = serializers.DateTimeField(allow_null=True)


class StateOut(serializers.Serializer[Any]):
    """Where a request stands after an act."""

    reference = serializers.CharField()
    state = serializers.CharField()


class LineOut(serializers.Serializer[Any]):
    """One line of the list of cases."""

    reference = serializers.CharField()
    subject = serializers.CharField()
    requesting = serializers.CharField()
    requested = serializers.CharField()
    priority = serializers.CharField()
    state = serializers.CharField()
    filed_at = serializers.DateTimeField()
    deadlines = DeadlineOut(many=True)


class LinesOut(serializers.Serializer[Any]):
    """One page of the list; ``next`` is empty on the last."""

    next = serializers.CharField(allow_blank=True)
    results = LineOut(many=True)


class InformationOut(serializers.Serializer[Any]):
    """An item of information with its marking and caveats; ``content`` is absent where it may not be read, with the
    reasons."""

    reference = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.CharField()
    provider = serializers.CharField()
    provided_at = serializers.DateTimeField()
    labels = LabelOut(many=True)
    caveats = CaveatSerializer(many=True)
    verdict = ActOut()
    content = serializers.DictField(child=serializers.CharField(), allow_null=True)


class RefusalOut(serializers.Serializer[Any]):
    """A refusal as the requesting side reads it."""

    ground = serializers.CharField(allow_blank=True)
    in_whole = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    refused_at = serializers.DateTimeField()


class CaseOut(serializers.Serializer[Any]):
    """A case that was opened."""

    reference = serializers.CharField()
    framework = serializers.CharField()
    requesting = serializers.CharField()
    requested = serializers.CharField()
    state = serializers.CharField()
    priority = serializers.CharField()
    filed_at = serializers.DateTimeField()
    assigned_to = serializers.CharField(allow_blank=True)
    labels = LabelOut(many=True)
    content = Para6Serializer()
    information = InformationOut(many=True)
    refusals = RefusalOut(many=True)
    deadlines = DeadlineOut(many=True)
    acts = serializers.DictField(child=ActOut())


class FaultOut(serializers.Serializer[Any]):
    """One thing wrong, by its path."""

    path = serializers.ListField(child=serializers.CharField())
    message = serializers.CharField()
    paragraph = serializers.CharField(allow_blank=True)


class RefusedReasonOut(serializers.Serializer[Any]):
    """One reason for a refusal."""

    code = serializers.CharField()
    paragraph = serializers.CharField(allow_blank=True)
    message = serializers.CharField()


class ProblemOut(serializers.Serializer[Any]):
    """A problem (RFC 9457); a refusal cites the paragraphs it rests on, a fault the place where it was typed."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_blank=True)
    outcome = serializers.CharField(required=False)
    paragraphs = serializers.ListField(child=serializers.CharField(), required=False)
    reasons = RefusedReasonOut(many=True, required=False)
    faults = FaultOut(many=True, required=False)
