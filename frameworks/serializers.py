"""What the API gives of this room's reference data. Fields are listed one by one; nothing here is content."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class ParticipantOut(serializers.Serializer[Any]):
    """A customs administration that takes part."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_ja = serializers.CharField()
    short_name = serializers.CharField()
    country = serializers.CharField()
    time_zone = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    language = serializers.CharField()


class PurposeOut(serializers.Serializer[Any]):
    """A purpose for which information may be used. Para 3(b)."""

    code = serializers.CharField()
    text = serializers.CharField()


class GroundOut(serializers.Serializer[Any]):
    """A ground on which a request may be refused. Para 4."""

    code = serializers.CharField()
    paragraph = serializers.CharField()
    text = serializers.CharField()


class TargetOut(serializers.Serializer[Any]):
    """An agreed target; it binds nobody (para 18). One of the four lengths is given."""

    kind = serializers.CharField()
    paragraph = serializers.CharField()
    serves = serializers.CharField()
    runs_from = serializers.CharField()
    responsible = serializers.CharField()
    text = serializers.CharField()
    working_days = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    hours = serializers.IntegerField(allow_null=True)
    months = serializers.IntegerField(allow_null=True)
    days_before = serializers.ListField(child=serializers.IntegerField())


class FrameworkOut(serializers.Serializer[Any]):
    """An instrument with its parties and its terms."""

    code = serializers.CharField()
    title = serializers.CharField()
    title_ja = serializers.CharField()
    signed_on = serializers.DateField()
    in_force_from = serializers.DateTimeField()
    ceases_at = serializers.DateTimeField(allow_null=True)
    is_in_force = serializers.BooleanField()
    participants = serializers.ListField(child=serializers.CharField())
    purposes = PurposeOut(many=True)
    refusal_grounds = GroundOut(many=True)
    targets = TargetOut(many=True)


class HandlingRuleOut(serializers.Serializer[Any]):
    """How information at a level is transmitted, stored or disposed of."""

    act = serializers.CharField()
    text = serializers.CharField()
    text_ja = serializers.CharField()
    is_provisional = serializers.BooleanField()


class LevelOut(serializers.Serializer[Any]):
    """One marking of a ladder; ranks compare inside one ladder only."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, not the class's own label
    rank = serializers.IntegerField()
    is_national_security = serializers.BooleanField()
    handling_rules = HandlingRuleOut(many=True)


class EndorsementOut(serializers.Serializer[Any]):
    """A word beside the marking that adds a handling duty."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, not the class's own label
    meaning = serializers.CharField()
    meaning_ja = serializers.CharField()


class LadderOut(serializers.Serializer[Any]):
    """One Participant's classification, its levels from the lowest up."""

    code = serializers.CharField()
    participant = serializers.CharField(source="participant_id")
    name = serializers.CharField()
    name_ja = serializers.CharField()
    levels = LevelOut(many=True, source="levels.all")
    endorsements = EndorsementOut(many=True, source="endorsements.all")


class PairOut(serializers.Serializer[Any]):
    """That two levels correspond; read in both directions."""

    level = serializers.CharField(source="level_id")
    corresponds_to = serializers.CharField(source="corresponds_to_id")


class EquivalenceOut(serializers.Serializer[Any]):
    """One version of the table of correspondence with what it rests on."""

    version = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # as above
    source_ja = serializers.CharField()
    is_provisional = serializers.BooleanField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)
    entered_by = serializers.CharField()
    approved_by = serializers.CharField()
    rows = PairOut(many=True, source="rows.all")


class ClassificationOut(serializers.Serializer[Any]):
    """Both classifications, the own first, and which levels correspond. Para 3(h)."""

    ladders = LadderOut(many=True)
    equivalences = EquivalenceOut(many=True)


class AuthorityOut(serializers.Serializer[Any]):
    """A body that information could be passed to, and up to which level it is assessed to protect it. Para 3(f)."""

    code = serializers.CharField()
    country = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    name_ja = serializers.CharField()
    ceiling = serializers.CharField(source="ceiling_id", allow_null=True)
    assessed_by = serializers.CharField(allow_blank=True)
    assessed_on = serializers.DateField(allow_null=True)
    assessment_valid_until = serializers.DateField(allow_null=True)


class DesignationOut(serializers.Serializer[Any]):
    """One line of the Annex: an official with whom the other side may communicate. Para 7."""

    name = serializers.CharField(source="designation.official.name")
    username = serializers.CharField(source="designation.official.username")
    office = serializers.CharField(source="designation.official.office", allow_blank=True)
    is_intake = serializers.BooleanField(source="designation.is_intake")
    valid_from = serializers.DateField(source="designation.valid_from")
    valid_until = serializers.DateField(source="designation.valid_until", allow_null=True)
    standing = serializers.CharField()


class SideOut(serializers.Serializer[Any]):
    """One Participant's list."""

    participant = serializers.CharField(source="participant.code")
    officials = DesignationOut(many=True, source="lines")


class AnnexOut(serializers.Serializer[Any]):
    """The Annex of one Framework, the own list first."""

    framework = serializers.CharField()
    sides = SideOut(many=True)
