"""Days on which the offices of a country are closed, with their names in English and Japanese.

Public holidays come from the pinned ``holidays`` package: Japanese substitute and citizens' holidays, New Zealand's
observed days, Matariki and the regions' anniversary days. An office's own closing days are added here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version

import holidays

SOURCE = f"holidays {version('holidays')}"

# Act on Holidays of Administrative Organs (No. 91 of 1988), article 1(1)(iii): closed from 29 December to 3 January.
OWN_CLOSING_DAYS = {
    "JP": (((12, 29), (1, 3)), ("Year-end and New Year closing", "年末年始の閉庁日")),
}

NAMES_IN_JAPANESE = {
    "New Year's Day": "元日",
    "Day after New Year's Day": "元日の翌日",
    "Waitangi Day": "ワイタンギ・デー",
    "Good Friday": "聖金曜日",
    "Easter Monday": "復活祭の翌日の月曜日",
    "Anzac Day": "アンザック・デー",
    "King's Birthday": "国王誕生日",
    "Matariki": "マタリキ",
    "Labour Day": "労働者の日",
    "Christmas Day": "クリスマス",
    "Boxing Day": "ボクシング・デー",
    "Auckland Anniversary Day": "オークランド記念日",
    "Canterbury Anniversary Day": "カンタベリー記念日",
    "Chatham Islands Anniversary Day": "チャタム諸島記念日",
    "Hawke's Bay Anniversary Day": "ホークスベイ記念日",
    "Marlborough Anniversary Day": "マールボロ記念日",
    "Nelson Anniversary Day": "ネルソン記念日",
    "Otago Anniversary Day": "オタゴ記念日",
    "South Canterbury Anniversary Day": "サウスカンタベリー記念日",
    "Southland Anniversary Day": "サウスランド記念日",
    "Taranaki Anniversary Day": "タラナキ記念日",
    "Wellington Anniversary Day": "ウェリントン記念日",
    "West Coast Anniversary Day": "ウエストコースト記念日",
}
OBSERVED = " (observed)"


def days_off(country: str, region: str, years: Iterable[int]) -> dict[date, tuple[str, str]]:
    """Return the closing days of ``country`` (and of ``region``, where it keeps its own) in those years.

    Raises:
        NotImplementedError: for a country or region that the ``holidays`` package does not know.
    """
    return dict(_days_off(country, region, tuple(years)))


@cache
def _days_off(country: str, region: str, years: tuple[int, ...]) -> Mapping[date, tuple[str, str]]:
    return _own_closing_days(country, years) | _public_holidays(country, region or None, years)


def _public_holidays(country: str, region: str | None, years: tuple[int, ...]) -> dict[date, tuple[str, str]]:
    if country == "JP":
        english = holidays.country_holidays("JP", years=years, language="en_US")
        japanese = holidays.country_holidays("JP", years=years, language="ja")
        return {day: (english[day], name) for day, name in japanese.items()}
    found = holidays.country_holidays(country, subdiv=region, years=years)
    return {day: (name, name_in_japanese(name)) for day, name in found.items()}


def name_in_japanese(name: str) -> str:
    """Return the Japanese name of an English one; the English where none is known here."""
    plain = name.removesuffix(OBSERVED)
    known = NAMES_IN_JAPANESE.get(plain, plain)
    return f"{known}（振替）" if name.endswith(OBSERVED) else known


def _own_closing_days(country: str, years: tuple[int, ...]) -> dict[date, tuple[str, str]]:
    if country not in OWN_CLOSING_DAYS:
        return {}
    ((first_month, first_day), (last_month, last_day)), names = OWN_CLOSING_DAYS[country]
    closed: dict[date, tuple[str, str]] = {}
    for year in (min(years) - 1, *years):
        first, last = date(year, first_month, first_day), date(year + 1, last_month, last_day)
        for step in range((last - first).days + 1):
            day = first + timedelta(days=step)
            if day.year in years:
                closed[day] = names
    return closed
