"""How forms look to those who see them, to those who hear them, and after a mistake."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from frameworks.widgets import DateField
from tests.exchange.gallery.samples import Para6Form
from tests.exchange.pages import Page

SENT = {
    "subject": "",
    "reason": "First line\nsecond line",
    "priority": "urgent",
    "wished_day": "31",
    "wished_month": "2",
    "wished_year": "",
    "revision": "1",
}


def shown(form: forms.Form, field: str) -> Page:
    return Page(str(form[field].as_field_group()))


@pytest.fixture
def refused(visitor: Client) -> Page:
    """The form as it comes back after having been sent with mistakes."""
    return Page(visitor.post("/requests/new/", SENT).content.decode())


def test_each_mistake_leads_to_its_field(refused: Page) -> None:
    lines = [link for link in refused.all("a") if link["href"].startswith("#id_")]
    assert [link["href"] for link in lines] == [
        "#id_subject",
        "#id_purposes_0",
        "#id_wished_0",
        "#id_password",
        "#id_confirmed",
    ]
    assert {link["href"][1:] for link in lines} <= set(refused.ids())
    assert lines[0].text == "Subject – This field is required."


def test_a_mistake_stands_beside_its_field_and_is_tied_to_it(refused: Page) -> None:
    control = refused.one(id="id_subject")
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_subject_helptext id_subject_error"
    assert refused.one(id="id_subject_error").text == "Error: This field is required."
    assert "aria-invalid" not in refused.one(id="id_reason").attributes


def test_what_was_typed_is_kept(refused: Page) -> None:
    assert refused.one(id="id_reason").text == "First line second line"
    assert [refused.one(id=f"id_wished_{index}")["value"] for index in range(3)] == ["31", "2", ""]
    assert "checked" in refused.one(id="id_priority_0").attributes


def test_the_browser_does_not_judge_before_us(visitor: Client) -> None:
    page = Page(visitor.get("/requests/new/").content.decode())
    assert all("novalidate" in form.attributes for form in page.all("form") if form.lies_in("main"))


def test_a_file_can_be_sent(visitor: Client) -> None:
    page = Page(visitor.get("/requests/new/").content.decode())
    assert page.one("form", class_="exchange-form")["enctype"] == "multipart/form-data"


def test_only_what_may_be_left_out_says_so() -> None:
    form = Para6Form()
    assert "(optional)" in shown(form, "country").one("label").text
    assert "(optional)" not in shown(form, "subject").one("label").text
    assert "(optional)" not in shown(form, "named_only").one("label").text
    form.fields["country"].is_asked_for = True  # a draft takes it empty, the request does not
    assert "(optional)" not in shown(form, "country").one("label").text


def test_choices_stand_under_their_question() -> None:
    field = shown(Para6Form(), "purposes")
    assert field.one("legend").text == "Purposes"
    assert field.one("fieldset")["aria-describedby"] == "id_purposes_helptext"
    labels = {label["for"]: label.text for label in field.all("label")}
    assert labels == {"id_purposes_0": "Prevention", "id_purposes_1": "Investigation"}


def test_a_long_answer_says_how_long_it_may_be() -> None:
    field = shown(Para6Form(), "reason")
    assert field.one("textarea")["aria-describedby"] == "id_reason-info"
    assert field.one(id="id_reason-info").text == "Up to 1000 characters"


def test_a_hint_is_text() -> None:
    class Hinted(forms.Form):
        name = forms.CharField(help_text="<b>not bold</b>")

    field = shown(Hinted(), "name")
    assert field.all("b") == []
    assert field.one(class_="govuk-hint").text == "<b>not bold</b>"


def test_a_password_is_never_sent_back() -> None:
    field = shown(Para6Form({"password": "correct horse battery staple"}), "password")
    assert "value" not in field.one("input").attributes


def test_fields_that_belong_to_a_box_are_there_without_a_script() -> None:
    form = Para6Form({"named_only": "on"})
    context = {"field": form["named_only"], "fields": [form["agencies"]]}
    page = Page(render_to_string("components/conditional_fields.html", context))
    box = page.one("input", type="checkbox")
    assert "checked" in box.attributes
    assert box["data-aria-controls"] in set(page.ids())
    assert page.one(id="id_agencies").lies_in("div")
    assert page.all(class_="govuk-checkboxes__conditional--hidden") == []


# Dates --------------------------------------------------------------------------------------------------------------


class DateForm(forms.Form):
    """One date."""

    day = DateField()


def typed(day: str, month: str, year: str) -> DateForm:
    return DateForm({"day_day": day, "day_month": month, "day_year": year})


@pytest.mark.parametrize(
    "parts", [("27", "3", "2026"), ("27", "03", "2026"), ("２７", "３", "２０２６"), (" 27 ", "3", "2026")]
)
def test_a_date_is_understood_however_its_figures_are_typed(parts: tuple[str, str, str]) -> None:
    form = typed(*parts)
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 3, 27)


@pytest.mark.parametrize(
    "parts",
    [
        ("31", "2", "2026"),
        ("", "3", "2026"),
        ("27", "", ""),
        ("27", "3", "26"),
        ("2-7", "3-", "-"),
        ("\x00", "3", "2026"),
        ("昨日", "3", "2026"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_and_shown_again(parts: tuple[str, str, str]) -> None:
    form = typed(*parts)
    assert form.errors["day"] == ["Enter a date that exists, such as 27 3 2026"]
    assert [box["value"] for box in shown(form, "day").all("input")] == list(parts)


def test_three_empty_boxes_are_no_date() -> None:
    assert typed("", "", "").errors["day"] == ["This field is required."]


@pytest.mark.parametrize("kept", [date(2026, 3, 27), "2026-3-27"])
def test_a_date_that_was_kept_is_shown_in_its_boxes(kept: Any) -> None:
    assert [box["value"] for box in shown(DateForm(initial={"day": kept}), "day").all("input")] == ["27", "3", "2026"]


def test_the_boxes_follow_the_language() -> None:
    with translation.override("ja"):
        form = DateForm({"day_day": "27", "day_month": "3", "day_year": "2026"})
        boxes = shown(form, "day").all("input")
        assert form.is_valid()
    assert [(box["name"], box["value"], box["id"]) for box in boxes] == [
        ("day_year", "2026", "id_day_0"),
        ("day_month", "3", "id_day_1"),
        ("day_day", "27", "id_day_2"),
    ]
