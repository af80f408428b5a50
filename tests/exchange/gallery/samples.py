"""What the gallery shows. Every name is made up."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Thing

from django import forms

from audit.verdict import Outcome, Reason, Verdict, permitted, prohibited
from frameworks.marking import Label
from frameworks.models import CalendarVersion, Deadline, Framework
from frameworks.widgets import DateField

LABELS = [
    Label("NZ", "SENSITIVE: COMMERCIAL", is_own=True),
    Label("JP", "機密性2", is_own=False, by_instruction=True),
]
PROVISIONAL = [Label("JP", "秘", is_own=True), Label("NZ", "CONFIDENTIAL", is_own=False, is_provisional=True)]

READER = Thing(
    username="a.ngata",
    name="Aroha Ngāta",
    is_authenticated=True,
    is_auditor=False,
    is_supervisor=True,
    is_administrator=True,
    participant_id="NZ",
    participant=Thing(code="NZ", short_name="NZCS", time_zone="Pacific/Auckland"),
    language="en",
    unread_notices=3,
)

FACTS = [
    {"label": "Subject", "value": "Under-valued used vehicles shipped through Nagoya", "href": "#subject"},
    {"label": "Business", "value": {"text": "株式会社髙橋﨑𠮷商会", "lang": "ja"}, "href": "#business"},
    {"label": "Goods", "value": {"texts": ["8703.23 – used motor cars, 14 units", "8708.29 – body parts, 3 pallets"]}},
    {"label": "Purposes", "value": ["Investigation", "Prosecution"]},
    {"label": "State", "value": {"tag": "In execution", "colour": "teal"}},
    {"label": "Submitted", "value": datetime(2026, 11, 19, 21, 5, tzinfo=UTC)},
    {"label": "Date wished for", "value": date(2026, 12, 4)},
    {"label": "Case", "value": {"text": "NZ-JP-2026-482137", "href": "#case"}},
    {"label": "Reverses its own text", "value": "abc\u202edef"},
    {"label": "Legal provision relied on", "value": ""},
]

COLUMNS = [
    {"label": "Reference"},
    {"label": "Subject"},
    {"label": "Priority"},
    {"label": "Due", "href": "?order=due", "sort": "ascending"},
    {"label": "State"},
]


def row(reference, subject, priority, colour, due, state):
    return [
        {"text": reference, "href": f"#{reference}"},
        subject,
        {"tag": priority, "colour": colour},
        due,
        {"tag": state, "colour": "teal" if state == "In execution" else "grey"},
    ]


ROWS = [
    row(
        "NZ-JP-2026-482137",
        "Under-valued used vehicles",
        "Urgent",
        "red",
        datetime(2026, 11, 24, 4, tzinfo=UTC),
        "In execution",
    ),
    row(
        "JP-NZ-2026-118204",
        {"text": "乳製品の原産地に関する照会", "lang": "ja"},
        "Routine",
        "grey",
        datetime(2026, 12, 9, 4, tzinfo=UTC),
        "Acknowledged",
    ),
    row(
        "NZ-JP-2026-905511",
        "Precursors declared as cleaning fluid in two containers, consignee unknown at the address given",
        "Priority",
        "yellow",
        datetime(2026, 12, 1, 4, tzinfo=UTC),
        "In execution",
    ),
]

EVENTS = [
    {
        "label": "Information provided",
        "at": datetime(2026, 11, 20, 2, 40, tzinfo=UTC),
        "by": "佐藤 﨑子",
        "text": "One item, marked 機密性2, with three caveats.",
        "href": "#item",
        "link": "Read the item",
    },
    {"label": "Acknowledged", "at": datetime(2026, 11, 19, 23, 10, tzinfo=UTC), "by": "佐藤 﨑子"},
    {"label": "Submitted", "at": datetime(2026, 11, 19, 21, 5, tzinfo=UTC), "by": "Aroha Ngāta"},
]

TASKS = [
    {"label": "Nature of the proceedings", "href": "#a", "status": "Completed", "colour": ""},
    {"label": "Parties", "href": "#b", "hint": "Two parties so far", "status": "Incomplete", "colour": "teal"},
    {"label": "Goods", "href": "#c", "status": "Not yet started", "colour": "grey"},
    {"label": "Check your answers and file", "status": "Cannot start yet", "colour": "grey"},
]

VERDICTS = [
    permitted("assigned"),
    Verdict(Outcome.NOTICE_REQUIRED, (Reason("law", "3(d)", "A law of the holder requires the disclosure."),)),
    Verdict(
        Outcome.CONSENT_REQUIRED,
        (Reason("agency", "3(c)(i)", "The caveat names other agencies than %(agency)s.", {"agency": "NZ Police"}),),
    ),
    prohibited(
        "not_designated", "7", "The Annex does not name you for %(framework)s on this day.", framework="JP-NZ-2014"
    ),
]


CALENDAR = CalendarVersion(name="Japan Customs", version="2026-1")
FRAMEWORK = Framework(code="JP-NZ-2014", terms="frameworks.terms.jp_nz_2014")


def deadline(**kept):
    """A deadline as it stands in the database after `frameworks.deadlines.start`, without the database."""
    started = datetime(2026, 11, 19, 21, 5, tzinfo=UTC)
    way = {
        "zones": {"JP": "Asia/Tokyo", "NZ": "Pacific/Auckland"},
        "working_days": 3,
        "cut_off": "17:00",
        "start_day": "2026-11-20",
        "start_day_off": None,
        "counted": ["2026-11-24", "2026-11-25", "2026-11-26"],
        "skipped": [["2026-11-23", "Labour Thanksgiving Day", "勤労感謝の日"]],
    }
    return Deadline(
        **{
            "framework": FRAMEWORK,
            "calendar": CALENDAR,
            "kind": "answer",
            "subject": "NZ-JP-2026-482137",
            "priority": "urgent",
            "responsible_id": "JP",
            "started_at": started,
            "due_at": datetime(2026, 11, 26, 8, tzinfo=UTC),
            "explanation": way,
            **kept,
        }
    )


def deadlines():
    """One of each standing, whatever the day is."""
    now = datetime.now(UTC)
    return [
        deadline(due_at=now + timedelta(days=9)),
        deadline(due_at=now + timedelta(hours=20)),
        deadline(due_at=now - timedelta(hours=20)),
        deadline(due_at=now, met_at=now - timedelta(days=1), kind="acknowledge"),
        deadline(due_at=now - timedelta(days=2), met_at=now - timedelta(days=1), kind="acknowledge"),
        deadline(lifted_at=now),
    ]


class Para6Form(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label="Subject", max_length=200, help_text="As it would stand on a letter")
    reason = forms.CharField(label="Reason for the request", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    priority = forms.ChoiceField(
        label="Priority",
        choices=[("urgent", "Urgent"), ("priority", "Priority"), ("routine", "Routine")],
        widget=forms.RadioSelect,
    )
    purposes = forms.MultipleChoiceField(
        label="Purposes",
        choices=[("prevention", "Prevention"), ("investigation", "Investigation")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Para 3(b)",
    )
    country = forms.ChoiceField(
        label="Country", choices=[("", ""), ("NZ", "New Zealand"), ("JP", "Japan")], required=False
    )
    wished = DateField(label="Date wished for", help_text="For example, 27 3 2026")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    paper = forms.FileField(label="Paper", required=False)
    confirmed = forms.BooleanField(label="I have read the caveats")
    named_only = forms.BooleanField(label="Named agencies only", required=False)
    agencies = forms.CharField(label="Agencies", max_length=200, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)
