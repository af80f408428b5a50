"""The command line opens the first administrator's account of a Participant, and no other."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from audit.models import Entry
from frameworks import sowing
from frameworks.models import Official

WHO = ["--username", "Olivia", "--name", "Olivia Example", "--email", "olivia@customs.example"]


@pytest.fixture
def loaded(db: None) -> None:
    sowing.sow()


@pytest.mark.usefixtures("loaded")
def test_the_first_administrator_chooses_a_password_by_link_and_code(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_administrator", "--participant", "NZ", *WHO)
    official = Official.objects.get(username="olivia")
    assert official.is_administrator
    assert not official.has_usable_password()
    assert [message.to for message in mail.outbox] == [["olivia@customs.example"]]
    code = capsys.readouterr().out.strip().rpartition(": ")[2]
    assert code
    assert code not in mail.outbox[0].body, "link and code go two ways"
    assert Entry.objects.filter(
        name="frameworks.account.created", subject="official:olivia", actor="system founding"
    ).exists()


@pytest.mark.usefixtures("loaded")
def test_nobody_enters_by_the_command_line_afterwards() -> None:
    call_command("make_administrator", "--participant", "NZ", *WHO)
    again = ["--username", "eve", "--name", "Eve Example", "--email", "eve@customs.example"]
    with pytest.raises(CommandError, match="has an administrator"):
        call_command("make_administrator", "--participant", "NZ", *again)
    assert not Official.objects.filter(username="eve").exists()


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("option", "value", "words"), [("--participant", "XX", "Known: JP, NZ"), ("--email", "nowhere", "valid email")]
)
def test_what_is_wrong_is_said_and_nothing_is_kept(option: str, value: str, words: str) -> None:
    given = {"--participant": "NZ", **dict(zip(WHO[::2], WHO[1::2], strict=True))} | {option: value}
    with pytest.raises(CommandError, match=words):
        call_command("make_administrator", *(part for pair in given.items() for part in pair))
    assert not Official.objects.exists()
