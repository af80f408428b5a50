"""The form in which caveats are stated. Para 3(a)."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.http import QueryDict

from caveats.forms import CaveatsForm
from caveats.kinds import (
    KINDS,
    FreeText,
    HolderOnly,
    NamedAgenciesOnly,
    NamedOfficialsOnly,
    PurposesOnly,
    ReturnOrDestroyBy,
)

OFFERED = {
    "purposes": [("investigation", "Investigation"), ("prosecution", "Prosecution")],
    "agencies": [("NZ-POLICE", "New Zealand Police"), ("NZ-FISHERIES", "Fisheries")],
    "officials": [("aroha", "Aroha Ngata")],
    "today": date(2026, 3, 15),
}


def typed(**fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(f"caveats-{name}", value if isinstance(value, list) else [value])
    return data


def form(**fields):
    return CaveatsForm(typed(**fields), **OFFERED)


class Names(HTMLParser):
    """Names of the controls, ids, and attributes that a strict policy forbids."""

    def __init__(self, html):
        super().__init__()
        self.controls, self.ids, self.forbidden = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("input", "textarea", "select"):
            self.controls.append(given["name"])
        self.ids += [given["id"]] if "id" in given else []
        self.forbidden += [name for name in given if name == "style" or name.startswith("on")]


def test_nothing_ticked_states_nothing():
    empty = form()
    assert empty.is_valid()
    assert (empty.kinds, empty.words) == ((), ())


def test_what_is_ticked_is_stated_with_its_words_one_for_one():
    filled = form(
        purposes_only="on",
        purposes_only_purposes=["investigation", "prosecution"],
        holder_only="on",
        holder_only_words=" 外部には渡さないこと ",
        named_agencies_only="on",
        named_agencies_only_agencies=["NZ-POLICE"],
        named_officials_only="on",
        named_officials_only_officials="aroha",
        return_or_destroy_by="on",
        return_or_destroy_by_on_day="31",
        return_or_destroy_by_on_month="１２",
        return_or_destroy_by_on_year="2026",
        free_text="on",
        free_text_words="Ask the desk.\r\nThen wait.",
    )
    assert filled.is_valid(), filled.errors
    assert filled.kinds == (
        PurposesOnly(frozenset({"investigation", "prosecution"})),
        HolderOnly(),
        NamedAgenciesOnly(frozenset({"NZ-POLICE"})),
        NamedOfficialsOnly(frozenset({"aroha"})),
        ReturnOrDestroyBy(date(2026, 12, 31)),
        FreeText(),
    )
    assert filled.words == ("", "外部には渡さないこと", "", "", "", "Ask the desk.\nThen wait.")


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if not kind.parameters])
def test_a_kind_that_names_nothing_needs_only_its_tick(code):
    ticked = form(**{code: "on"})
    assert ticked.is_valid()
    assert ticked.kinds == (KINDS[code](),)


DATE = {
    "return_or_destroy_by_on_day": "14",
    "return_or_destroy_by_on_month": "3",
    "return_or_destroy_by_on_year": "2026",
}


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"purposes_only": "on"}, "purposes_only_purposes"),
        ({"purposes_only": "on", "purposes_only_purposes": ["tax"]}, "purposes_only_purposes"),
        ({"named_agencies_only": "on"}, "named_agencies_only_agencies"),
        ({"named_agencies_only": "on", "named_agencies_only_agencies": ["JP-POLICE"]}, "named_agencies_only_agencies"),
        ({"named_officials_only": "on", "named_officials_only_officials": ["x"]}, "named_officials_only_officials"),
        ({"return_or_destroy_by": "on"}, "return_or_destroy_by_on"),
        ({"return_or_destroy_by": "on", **DATE}, "return_or_destroy_by_on"),
        ({"return_or_destroy_by": "on", **DATE, "return_or_destroy_by_on_month": "13"}, "return_or_destroy_by_on"),
        ({"return_or_destroy_by": "on", **DATE, "return_or_destroy_by_on_year": ""}, "return_or_destroy_by_on"),
        ({"free_text": "on"}, "free_text_words"),
        ({"free_text": "on", "free_text_words": " \u3000 "}, "free_text_words"),
        ({"holder_only": "on", "holder_only_words": "x" * 2001}, "holder_only_words"),
        ({"holder_only": "on", "holder_only_words": "a\x00b"}, "holder_only_words"),
        ({"holder_only": "on", "holder_only_words": "a\ud800b"}, "holder_only_words"),
        ({"holder_only": "on", "holder_only_words": "a\x07b"}, "holder_only_words"),
    ],
)
def test_one_error_stands_beside_the_field_and_what_was_typed_is_kept(fields, beside):
    wrong = form(**fields)
    assert not wrong.is_valid()
    assert list(wrong.errors) == [beside]
    assert len(wrong.errors[beside]) == 1
    assert wrong[beside].errors


@pytest.mark.parametrize(
    "fields",
    [
        {"named_agencies_only_agencies": ["NZ-POLICE"]},
        {"named_agencies_only_words": "only them"},
        {"named_agencies_only_agencies": ["JP-POLICE"]},
    ],
)
def test_a_restriction_filled_in_but_not_ticked_is_not_lost_without_a_word(fields):
    wrong = form(**fields)
    assert not wrong.is_valid()
    assert "named_agencies_only" in wrong.errors
    assert wrong.kinds == ()


def test_a_kind_without_a_choice_is_not_offered():
    offered = CaveatsForm(**{**OFFERED, "agencies": []})
    assert [row.box.name for row in offered.rows] == [code for code in KINDS if code != "named_agencies_only"]


def test_a_kind_that_lost_its_choices_while_it_was_ticked_is_not_lost_without_a_word():
    ticked = typed(named_agencies_only="on", named_agencies_only_agencies=["NZ-POLICE"])
    wrong = CaveatsForm(ticked, **{**OFFERED, "agencies": []})
    assert not wrong.is_valid()
    assert "Named agencies only" in wrong.non_field_errors()[0]


def test_each_kind_is_a_box_with_its_fields_and_every_id_is_there_once():
    html = str(form(purposes_only="on", purposes_only_purposes=["prosecution"], holder_only_words="<b>&"))
    seen = Names(html)
    assert {f"caveats-{code}" for code in KINDS} <= set(seen.controls)
    assert {f"caveats-{code}_words" for code in KINDS} <= set(seen.controls)
    assert "caveats-free_text_source" not in seen.controls
    assert len(seen.ids) == len(set(seen.ids))
    assert seen.forbidden == []
    assert "&lt;b&gt;&amp;" in html
    assert "<b>&" not in html


def test_what_a_ticked_kind_needs_is_not_called_optional():
    asked = [bound.name for row in form().rows for bound in row.fields if getattr(bound.field, "is_asked_for", False)]
    assert asked == [
        "purposes_only_purposes",
        "named_agencies_only_agencies",
        "named_officials_only_officials",
        "return_or_destroy_by_on",
        "free_text_words",
    ]


def test_a_form_shown_again_keeps_what_was_ticked_and_typed():
    html = str(form(return_or_destroy_by="on", return_or_destroy_by_on_day="99", return_or_destroy_by_words="soon"))
    assert 'value="99"' in html
    assert "soon" in html
    assert html.count("checked") == 1


@pytest.mark.parametrize("blank", ["\r\n", "\n\n", "  ", "\u3000"])
def test_a_box_left_alone_says_nothing(blank: str) -> None:
    """A browser may send blank lines for a textarea that nobody touched."""
    form = CaveatsForm({"caveats-holder_only_words": blank}, today=date(2026, 1, 1))
    assert form.is_valid(), form.errors
    assert form.kinds == ()
