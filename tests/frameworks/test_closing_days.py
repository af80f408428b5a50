"""The days off are those of the country and of the region, with names in both languages."""

from datetime import date

import pytest

from frameworks.closing_days import days_off, name_in_japanese

YEARS = range(2026, 2031)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 5, 6), ("Substitute Holiday", "振替休日")),
        (date(2026, 9, 22), ("National Holiday", "国民の休日")),
        (date(2026, 12, 29), ("Year-end and New Year closing", "年末年始の閉庁日")),
        (date(2027, 1, 1), ("New Year's Day", "元日")),
        (date(2026, 1, 3), ("Year-end and New Year closing", "年末年始の閉庁日")),
        (date(2030, 12, 31), ("Year-end and New Year closing", "年末年始の閉庁日")),
    ],
)
def test_japan(day, names):
    assert days_off("JP", "", YEARS)[day] == names


@pytest.mark.parametrize(
    ("region", "day", "names"),
    [
        ("AUK", date(2027, 2, 1), ("Auckland Anniversary Day", "オークランド記念日")),
        ("WGN", date(2027, 1, 25), ("Wellington Anniversary Day", "ウェリントン記念日")),
        ("AUK", date(2027, 2, 8), ("Waitangi Day (observed)", "ワイタンギ・デー（振替）")),
        ("AUK", date(2026, 7, 10), ("Matariki", "マタリキ")),
    ],
)
def test_new_zealand(region, day, names):
    assert days_off("NZ", region, YEARS)[day] == names


def test_a_region_keeps_only_its_own_anniversary():
    assert date(2027, 1, 25) not in days_off("NZ", "AUK", YEARS)
    assert date(2027, 2, 1) not in days_off("NZ", "WGN", YEARS)


def test_every_day_off_of_both_sides_has_a_japanese_name():
    every = {**days_off("NZ", "AUK", YEARS), **days_off("JP", "", YEARS)}
    assert [english for english, japanese in every.values() if japanese.isascii()] == []


def test_an_unknown_name_stays_english():
    assert name_in_japanese("Moon Day (observed)") == "Moon Day（振替）"
