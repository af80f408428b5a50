"""The banner that stands wherever information is shown. Para 3(a)."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from caveats.kinds import FreeText, HolderOnly, NamedAgenciesOnly, NamedOfficialsOnly, PurposesOnly, ReturnOrDestroyBy
from caveats.wording import Said, present, say

NAMES = {
    "agencies": {"NZ-POLICE": "New Zealand Police", "NZ-FISHERIES": "Fisheries"},
    "officials": {"aroha": "Aroha Ngata"},
}


def banner(*caveats, words=(), place="1", **more):
    presented = present(caveats, words=words, names=NAMES, place=place)
    return render_to_string("components/caveat_banner.html", {"caveats": presented, **more})


def test_a_caveat_is_said_with_its_title_explanation_names_and_paragraph():
    assert say(NamedAgenciesOnly(frozenset({"NZ-POLICE", "NZ-FISHERIES"})), NAMES, "警察庁") == Said(
        code="named_agencies_only",
        title="Named agencies only",
        explanation=NamedAgenciesOnly.explanation,
        paragraph="3(a), 3(c)(i)",
        details=(("Agencies", "Fisheries, New Zealand Police"),),
        words="警察庁",
    )


@pytest.mark.parametrize(
    ("caveat", "details"),
    [
        (HolderOnly(), ()),
        (FreeText("1/0"), ()),
        (PurposesOnly(frozenset()), (("Purposes", "None"),)),
        (NamedOfficialsOnly(frozenset({"aroha", "unknown.person"})), (("Officials", "Aroha Ngata, unknown.person"),)),
    ],
)
def test_what_a_caveat_names_is_said_by_name_and_nobody_as_such(caveat, details):
    assert say(caveat, NAMES).details == details


def test_a_date_is_said_with_the_month_in_letters_in_the_reader_s_language():
    until = ReturnOrDestroyBy(date(2026, 3, 4))
    assert "March" in dict(say(until, NAMES).details)["Date"]
    with translation.override("ja"):
        assert "3月4日" in next(iter(say(until, NAMES).details))[1]


def test_the_banner_is_a_section_named_by_its_heading():
    html = banner(HolderOnly(), place="item-2")
    assert '<section class="exchange-caveats" aria-labelledby="caveats-item-2">' in html
    assert '<h3 class="exchange-caveats__title" id="caveats-item-2">' in html
    assert "<h2" in banner(HolderOnly(), level=2)


def test_every_caveat_is_listed_with_everything_about_it():
    html = banner(HolderOnly(), NamedAgenciesOnly(frozenset({"NZ-POLICE"})), words=["渡さないこと", ""])
    assert html.count("<dt>") == html.count("<dd>") == 2
    for text in ("Holder only", "3(a), 3(c)(i)", "New Zealand Police", "渡さないこと", "written consent"):
        assert text in html


def test_words_are_shown_as_they_are_and_what_cannot_be_seen_is_seen():
    html = banner(FreeText("1/0"), words=["<b>bold</b>\n\u202eevil"])
    assert "&lt;b&gt;bold&lt;/b&gt;<br>⟦U+202E⟧evil" in html


def test_without_caveats_the_page_says_so():
    assert "<section" not in banner()
    assert "no caveats" in banner()


def test_words_that_are_missing_leave_the_caveats_standing():
    assert len(present([HolderOnly(), FreeText("1/1")], words=[], names={}, place="1")) == 2


def test_words_without_a_caveat_are_a_fault_of_the_program():
    with pytest.raises(ValueError, match="zip"):
        present([HolderOnly()], words=["one", "two"], names={}, place="1")
