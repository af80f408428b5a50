"""Days and moments are said in words, on the reader's clock, in the reader's language."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from frameworks import wording

AT = datetime(2026, 4, 3, 4, 0, tzinfo=UTC)
TOKYO = SimpleNamespace(participant=SimpleNamespace(time_zone="Asia/Tokyo"))
AUCKLAND = SimpleNamespace(participant=SimpleNamespace(time_zone="Pacific/Auckland"))


def rendered(source, **context):
    return Template("{% load wording %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("reader", "language", "said"),
    [
        (TOKYO, "en", "3 April 2026, 13:00 JST"),
        (AUCKLAND, "en", "3 April 2026, 17:00 NZDT"),
        (None, "en", "3 April 2026, 04:00 UTC"),
        (TOKYO, "ja", "2026年4月3日 13:00 JST"),
    ],
)
def test_a_moment_on_the_readers_clock(reader, language, said):
    with translation.override(language):
        assert rendered("{{ at|moment:reader }}", at=AT, reader=reader) == said


def test_the_zone_changes_its_name_with_the_season():
    zone = ZoneInfo("Pacific/Auckland")
    with translation.override("en"):
        assert wording.say_moment(AT + timedelta(days=3), zone).endswith("NZST")


@pytest.mark.parametrize(("language", "said"), [("en", "Friday 3 April 2026"), ("ja", "2026年4月3日(金)")])
def test_a_day_with_its_weekday(language, said):
    with translation.override(language):
        assert rendered("{{ on|weekday }}", on=AT.date()) == said


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_language_writes_a_day_in_figures_alone(language):
    with translation.override(language):
        for said in (wording.say_day(AT.date()), rendered("{{ at|date }} {{ at|date:'SHORT_DATE_FORMAT' }}", at=AT)):
            assert not re.search(r"\d[/.-]\d", said)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2027, 2, 11), "令和9年2月11日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1872, 12, 31), "1872年12月31日"),
    ],
)
def test_the_japanese_era(on, said):
    assert rendered("{{ on|wareki }}", on=on) == said


def test_unseen_characters_are_shown_and_markup_is_escaped():
    assert rendered("{{ typed|visible }}", typed="a\u202e<b>") == "a⟦U+202E⟧&lt;b&gt;"


@pytest.mark.parametrize("name", ["visible", "moment", "day", "weekday", "wareki"])
def test_nothing_is_said_of_nothing(name):
    assert rendered("{{ nothing|" + name + " }}", nothing=None) == ""
