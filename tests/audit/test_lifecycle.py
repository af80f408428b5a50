"""DESIGN, decision 8: a state changes by the table, with its entry, or not at all."""

import pytest
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from audit import context
from audit.lifecycle import Lifecycle, Step
from audit.models import Entry
from audit.verdict import Denied

STEPS = (
    Step("send", "draft", "sent", "test.letter.sent"),
    Step("answer", "sent", "answered", "test.letter.answered"),
    Step("withdraw", "draft", "withdrawn", "test.letter.withdrawn"),
    Step("withdraw", "sent", "withdrawn", "test.letter.withdrawn"),
)
WHOLE = {
    "name": "letter",
    "initial": "draft",
    "steps": STEPS,
    "owners": {"draft": "author", "sent": "reader"},
    "final": ("answered", "withdrawn"),
}
LETTER = Lifecycle(**WHOLE)


class ClosedQuerySet(models.QuerySet):
    """Like those of protected things: nothing is updated in bulk."""

    def update(self, **kwargs):
        raise TypeError


with isolate_apps("audit"):  # no migration should ever hear of it

    class Letter(models.Model):
        state = models.CharField(max_length=20, default="draft")
        objects = ClosedQuerySet.as_manager()

        class Meta:
            app_label = "audit"
            managed = False

        def __str__(self):
            return self.state


@pytest.fixture
def letter(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE audit_letter (id integer PRIMARY KEY, state varchar(20))")
        cursor.execute("INSERT INTO audit_letter VALUES (1, 'draft')")
    yield Letter.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE audit_letter")


def advance(letter, name, by=None, **more):
    with transaction.atomic():
        return LETTER.advance(letter, name, by=by, subject="L-1", **more)


def test_a_step_moves_the_state_on_and_is_recorded(letter, aroha):
    entry = advance(letter, "send", aroha, case="C-1", provider="NZ", detail={"pages": 2})
    assert (letter.state, Letter.objects.get().state) == ("sent", "sent")
    recorded = Entry.objects.get(pk=entry)
    assert (recorded.name, recorded.actor, recorded.subject) == ("test.letter.sent", "aroha", "L-1")
    assert (recorded.case, recorded.provider) == ("C-1", "NZ")
    assert recorded.detail == {"from": "draft", "to": "sent", "pages": 2}


def test_a_step_that_the_table_does_not_know_changes_nothing(letter):
    with pytest.raises(Denied) as refused:
        advance(letter, "answer")
    assert refused.value.verdict.reasons[0].code == "state"
    assert (Letter.objects.get().state, Entry.objects.count()) == ("draft", 0)


def test_of_two_at_once_the_second_is_denied(letter):
    twin = Letter.objects.get()
    advance(letter, "send")
    with pytest.raises(Denied, match="in the meantime"):
        advance(twin, "withdraw")
    assert (Letter.objects.get().state, twin.state, Entry.objects.count()) == ("sent", "draft", 1)


def test_a_state_changes_in_a_transaction_only(letter):
    with pytest.raises(RuntimeError, match="in the transaction"):
        LETTER.advance(letter, "send", by=None, subject="L-1")
    assert Letter.objects.get().state == "draft"


def test_what_may_be_done_can_be_asked_beforehand():
    assert LETTER.may("withdraw", "sent")
    assert not LETTER.may("send", "sent")
    assert LETTER.step("withdraw", "draft").target == "withdrawn"
    assert context.current().checks == []


def test_the_table_is_printed_as_a_diagram():
    assert LETTER.mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft --> sent: send\n"
        "    sent --> answered: answer\n"
        "    draft --> withdrawn: withdraw\n"
        "    sent --> withdrawn: withdraw\n"
        "    answered --> [*]\n"
        "    withdrawn --> [*]\n"
        "    note right of draft: author\n"
        "    note right of sent: reader\n"
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"owners": {"draft": "author"}}, "sent has no owner"),
        ({"owners": WHOLE["owners"] | {"answered": "author"}}, "answered has an owner and is final"),
        ({"final": ("withdrawn",), "owners": WHOLE["owners"] | {"answered": "author"}}, "answered has no way out"),
        ({"final": ("withdrawn", "answered", "sent")}, "sent is final and has a way out"),
        ({"steps": STEPS[:1] + STEPS[2:]}, "answered cannot be reached"),
        ({"steps": (*STEPS, STEPS[0])}, "a step is written twice"),
        ({"owners": WHOLE["owners"] | {"lost": "nobody"}}, "lost cannot be reached"),
    ],
)
def test_a_table_with_a_fault_is_refused_at_once(change, fault):
    with pytest.raises(ValueError, match=fault):
        Lifecycle(**WHOLE | change)
