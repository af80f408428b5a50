"""Levels correspond where a valid row says so, in both directions, and nowhere else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from frameworks.equivalence import Coverage, Grade, Table, counterparts, coverage

GRADES = {
    grade.code: grade
    for grade in (
        Grade("NZ:SENSITIVE", "NZ", "NZ", "SENSITIVE", 20),
        Grade("NZ:CONFIDENTIAL", "NZ", "NZ", "CONFIDENTIAL", 40),
        Grade("NZ:SECRET", "NZ", "NZ", "SECRET", 50),
        Grade("JP:2", "JP", "JP", "機密性2", 10),
        Grade("JP:HI", "JP", "JP", "秘", 40),
        Grade("JP:GOKUHI", "JP", "JP", "極秘", 50),
        Grade("JP:TOKUTEI", "JP", "JP", "特定秘密", 60),
    )
}
PROVISIONAL = Table(
    "p1",
    (("NZ:SECRET", "JP:GOKUHI"), ("NZ:SECRET", "JP:TOKUTEI"), ("NZ:CONFIDENTIAL", "JP:HI")),
    is_provisional=True,
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
)
ON = date(2026, 6, 1)
codes = st.sampled_from(sorted(GRADES))
tables = st.lists(
    st.builds(
        Table,
        version=st.sampled_from(["a", "b", "c"]),
        pairs=st.lists(st.tuples(codes, codes), max_size=6).map(tuple),
        is_provisional=st.booleans(),
        valid_from=st.just(date(2026, 1, 1)),
    ),
    max_size=3,
)


def labels(code, participant, given_tables=(PROVISIONAL,), on=ON):
    found = counterparts(code, participant, grades=GRADES, tables=given_tables, on=on)
    return [each.grade.label for each in found]


def test_both_directions():
    assert labels("NZ:CONFIDENTIAL", "JP") == ["秘"]
    assert labels("JP:HI", "NZ") == ["CONFIDENTIAL"]


def test_one_level_may_have_two_counterparts_the_stricter_first():
    assert labels("NZ:SECRET", "JP") == ["特定秘密", "極秘"]


def test_no_row_no_answer():
    assert labels("NZ:SENSITIVE", "JP") == []
    assert labels("NZ:UNKNOWN", "JP") == []


def test_rows_are_not_chained():
    assert "極秘" not in labels("JP:TOKUTEI", "JP")


def test_the_last_day_of_validity_counts_and_the_next_does_not():
    assert labels("JP:HI", "NZ", on=date(2026, 12, 31)) == ["CONFIDENTIAL"]
    assert labels("JP:HI", "NZ", on=date(2027, 1, 1)) == []
    assert labels("JP:HI", "NZ", on=date(2025, 12, 31)) == []


def test_a_definitive_table_speaks_before_a_provisional_one():
    definitive = Table("z9", (("NZ:CONFIDENTIAL", "JP:HI"),), is_provisional=False, valid_from=date(2026, 1, 1))
    found = counterparts("JP:HI", "NZ", grades=GRADES, tables=(PROVISIONAL, definitive), on=ON)
    assert [(each.table, each.is_provisional) for each in found] == [("z9", False)]


def covers(held, needed):
    return coverage(held, needed, grades=GRADES, tables=(PROVISIONAL,), on=ON)


def test_coverage():
    assert covers("NZ:SECRET", "NZ:SENSITIVE") is Coverage.COVERED
    assert covers("NZ:SENSITIVE", "NZ:SECRET") is Coverage.TOO_LOW
    assert covers("JP:HI", "NZ:CONFIDENTIAL") is Coverage.COVERED
    assert covers("JP:HI", "NZ:SECRET") is Coverage.TOO_LOW
    assert covers("JP:TOKUTEI", "NZ:SENSITIVE") is Coverage.NO_ROW
    assert covers("nobody", "NZ:SENSITIVE") is Coverage.NO_ROW


def test_two_counterparts_ask_for_the_stricter():
    assert covers("JP:GOKUHI", "NZ:SECRET") is Coverage.TOO_LOW
    assert covers("JP:TOKUTEI", "NZ:SECRET") is Coverage.COVERED


@given(codes, codes, tables)
def test_correspondence_is_symmetric(one, other, given_tables):
    def speaks_of(code, counterpart):
        found = counterparts(code, GRADES[counterpart].participant, grades=GRADES, tables=given_tables, on=ON)
        return counterpart in {each.grade.code for each in found}

    assert speaks_of(one, other) == speaks_of(other, one)


@given(codes, codes, codes, tables)
def test_a_higher_clearance_never_reaches_less(low, high, needed, given_tables):
    if GRADES[low].ladder != GRADES[high].ladder or GRADES[low].rank > GRADES[high].rank:
        return
    reached = coverage(low, needed, grades=GRADES, tables=given_tables, on=ON)
    if reached is Coverage.COVERED:
        assert coverage(high, needed, grades=GRADES, tables=given_tables, on=ON) is Coverage.COVERED
