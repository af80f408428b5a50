"""Para 3(a): information is provided subject to any stated caveats relating to its use and disclosure, except to the
extent that it may be disclosed in line with subparagraph (c)."""

from datetime import date

import pytest

from caveats.kinds import (
    KINDS,
    ConsentBeforeDisclosure,
    FreeText,
    HolderOnly,
    NamedAgenciesOnly,
    NamedOfficialsOnly,
    NoDownloadOrPrint,
    NoticeBeforeDisclosure,
    NotToLawEnforcement,
    NoUseInProceedings,
    PurposesOnly,
    ReturnOrDestroyBy,
)
from caveats.policy import Duty, copying, reading
from frameworks.terms.jp_nz_2014 import TERMS
from tests.caveats.asking import ask
from tests.caveats.decision_cases import IN_COURT, LAW, NZ_COURT, NZ_CUSTOMS, NZ_MINISTRY, NZ_POLICE

TODAY, TOMORROW = date(2026, 3, 15), date(2026, 3, 16)

AROHA = NamedOfficialsOnly(frozenset({"aroha"}))
INVESTIGATION = PurposesOnly(frozenset({"investigation"}))


def read(*caveats, official="aroha", purpose="investigation", on=TODAY, own_administration=True):
    return reading(
        terms=TERMS,
        caveats=caveats,
        official=official,
        purpose=purpose,
        on=on,
        own_administration=own_administration,
    )


# Each kind counts: what changes when it alone is stated.

WHAT_CHANGES = [
    (PurposesOnly(frozenset({"prosecution"})), NZ_POLICE, {}, "notice_required", "consent_required"),
    (HolderOnly(), NZ_POLICE, {}, "notice_required", "consent_required"),
    (NamedAgenciesOnly(frozenset({"NZ-FISHERIES"})), NZ_POLICE, {}, "notice_required", "consent_required"),
    (NotToLawEnforcement(), NZ_POLICE, {}, "notice_required", "consent_required"),
    (ConsentBeforeDisclosure(), NZ_POLICE, {}, "notice_required", "consent_required"),
    (AROHA, NZ_CUSTOMS, {"official": "wiremu"}, "permitted", "consent_required"),
    (ReturnOrDestroyBy(date(2026, 3, 14)), NZ_CUSTOMS, {}, "permitted", "prohibited"),
]


@pytest.mark.parametrize(("caveat", "to", "use", "without", "with_it"), WHAT_CHANGES, ids=lambda value: str(value)[:30])
def test_a_caveat_decides_the_outcome(caveat, to, use, without, with_it):
    assert ask(to, use=use).outcome.word == without
    assert ask(to, caveat, use=use).outcome.word == with_it


def test_notice_before_disclosure_cannot_be_given_afterwards():
    assert ask(NZ_POLICE).obligation(Duty.ADVANCE_NOTICE).excusable
    asked = ask(NZ_POLICE, NoticeBeforeDisclosure()).obligation(Duty.ADVANCE_NOTICE)
    assert (asked.excusable, asked.paragraph, asked.working_days) == (False, "3(a)", 3)


def test_notice_before_disclosure_stays_where_consent_is_in_hand():
    assert ask(NZ_MINISTRY).obligation(Duty.ADVANCE_NOTICE) is None
    assert ask(NZ_MINISTRY, NoticeBeforeDisclosure()).obligation(Duty.ADVANCE_NOTICE).paragraph == "3(a)"


def test_no_use_in_proceedings_is_shown_to_the_provider_who_is_asked_to_approve():
    assert ask(NZ_COURT, use=IN_COURT).obligation(Duty.WRITTEN_APPROVAL).caveats == ()
    asked = ask(NZ_COURT, NoUseInProceedings(), use=IN_COURT).obligation(Duty.WRITTEN_APPROVAL)
    assert asked.caveats == (NoUseInProceedings(),)
    by_customs = ask(NZ_CUSTOMS, NoUseInProceedings(), use=IN_COURT).obligation(Duty.WRITTEN_APPROVAL)
    assert by_customs.caveats == (NoUseInProceedings(),)


def test_no_download_or_print_goes_along_with_the_information():
    asked = ask(NZ_CUSTOMS, NoDownloadOrPrint()).obligation(Duty.NO_COPIES)
    assert (asked.caveats, asked.paragraph) == ((NoDownloadOrPrint(),), "3(h)")
    assert ask(NZ_POLICE, NoDownloadOrPrint()).obligation(Duty.NO_COPIES)
    assert ask(NZ_POLICE).obligation(Duty.NO_COPIES) is None


@pytest.mark.parametrize(
    ("to", "use"), [(NZ_CUSTOMS, {}), (NZ_POLICE, {}), (NZ_MINISTRY, {}), (NZ_MINISTRY, LAW), (NZ_COURT, IN_COURT)]
)
def test_words_always_ask_a_person_to_confirm_having_read_them(to, use):
    assert ask(to, use=use).obligation(Duty.CONFIRM_WORDS) is None
    asked = ask(to, FreeText("1/0"), use=use).obligation(Duty.CONFIRM_WORDS)
    assert (asked.caveats, asked.paragraph) == ((FreeText("1/0"),), "3(a)")


def test_each_of_several_words_is_confirmed():
    asked = [
        one for one in ask(NZ_POLICE, FreeText("1/0"), FreeText("2/0")).obligations if one.duty is Duty.CONFIRM_WORDS
    ]
    assert [one.caveats for one in asked] == [(FreeText("1/0"),), (FreeText("2/0"),)]


def test_the_date_of_return_goes_along_and_is_the_earlier_of_two():
    asked = ask(NZ_POLICE, ReturnOrDestroyBy(date(2027, 1, 1)), ReturnOrDestroyBy(TOMORROW))
    returned = asked.obligation(Duty.RETURN_OR_DESTROY)
    assert (returned.by, returned.paragraph) == (TOMORROW, "3(a)")


def test_inside_customs_a_use_that_a_caveat_leaves_out_asks_for_consent_and_stays_on_a_need_to_know():
    assessment = ask(NZ_CUSTOMS, PurposesOnly(frozenset({"prosecution"})), FreeText("1/0"))
    assert [(asked.duty, asked.paragraph) for asked in assessment.obligations] == [
        (Duty.WRITTEN_CONSENT, "3(a)"),
        (Duty.SECOND_PAIR_OF_EYES, "3(a)"),
        (Duty.NEED_TO_KNOW, "3(g)"),
        (Duty.MARKING, "3(f)"),
        (Duty.CONFIRM_WORDS, "3(a)"),
    ]


# Its last words: a law of the holder is not stopped, but the notice lists what it runs against.


def test_the_notice_of_a_disclosure_required_by_law_lists_each_caveat_that_it_runs_against():
    stated = (
        PurposesOnly(frozenset({"prosecution"})),
        HolderOnly(),
        NamedAgenciesOnly(frozenset({"NZ-FISHERIES"})),
        NotToLawEnforcement(),
        ConsentBeforeDisclosure(),
        AROHA,
        ReturnOrDestroyBy(date(2026, 3, 14)),
        FreeText("1/0"),
    )
    assessment = ask(NZ_POLICE, *stated, use={**LAW, "official": "aroha"})
    assert assessment.outcome.word == "notice_required"
    listed = assessment.obligation(Duty.LIST_CAVEATS)
    assert (listed.caveats, listed.paragraph) == (stated, "3(a)")


def test_the_notice_does_not_list_what_is_kept():
    kept = (
        PurposesOnly(frozenset({"investigation"})),
        NamedAgenciesOnly(frozenset({"NZ-POLICE"})),
        NoticeBeforeDisclosure(),
        NoUseInProceedings(),
        NoDownloadOrPrint(),
        ReturnOrDestroyBy(TODAY),
    )
    assert ask(NZ_POLICE, *kept, use=LAW).obligation(Duty.LIST_CAVEATS) is None


def test_a_court_that_a_law_serves_outside_criminal_proceedings_is_listed_against_no_use_in_proceedings():
    assessment = ask(NZ_COURT, NoUseInProceedings(), NotToLawEnforcement(), use=LAW)
    assert assessment.obligation(Duty.LIST_CAVEATS).caveats == (NoUseInProceedings(),)


def test_inside_customs_a_law_runs_against_none_of_the_caveats_on_disclosure():
    stated = (
        HolderOnly(),
        NamedAgenciesOnly(frozenset({"X"})),
        NotToLawEnforcement(),
        ConsentBeforeDisclosure(),
        AROHA,
    )
    assert ask(NZ_CUSTOMS, *stated, use={**LAW, "official": "aroha"}).obligation(Duty.LIST_CAVEATS) is None


# Reading by an official of the administration that received it.


def test_an_official_reads_what_no_caveat_keeps_from_him():
    assert read()
    assert read(*(kind() for kind in KINDS.values() if not kind.parameters))


def test_only_the_officials_named_read_it():
    assert read(AROHA)
    verdict = read(AROHA, official="wiremu")
    assert verdict.outcome.word == "consent_required"
    assert [(reason.code, reason.paragraph) for reason in verdict.reasons] == [("named_officials_only", "3(a)")]


def test_two_lists_of_officials_leave_those_on_both():
    assert read(AROHA, NamedOfficialsOnly(frozenset({"wiremu", "aroha"})))
    assert not read(AROHA, NamedOfficialsOnly(frozenset({"wiremu"})))


def test_it_is_read_only_for_the_purposes_named():
    assert read(INVESTIGATION)
    verdict = read(INVESTIGATION, purpose="detection")
    assert verdict.outcome.word == "consent_required"
    assert [reason.code for reason in verdict.reasons] == ["purposes_only"]


def test_every_caveat_in_the_way_is_named():
    verdict = read(INVESTIGATION, AROHA, official="wiremu", purpose="detection")
    assert [reason.code for reason in verdict.reasons] == ["purposes_only", "named_officials_only"]


def test_it_is_read_on_the_day_of_its_return_and_not_after():
    assert read(ReturnOrDestroyBy(TODAY), on=TODAY)
    verdict = read(ReturnOrDestroyBy(TODAY), on=TOMORROW)
    assert verdict.outcome.word == "prohibited"
    assert verdict.paragraphs == ("3(a)", "3(j)")


def test_the_verdict_asks_to_confirm_words():
    assert [(reason.code, reason.paragraph) for reason in read().reasons] == [("own_customs", "3(g)")]
    assert [(reason.code, reason.paragraph) for reason in read(FreeText("1/0")).reasons] == [
        ("own_customs", "3(g)"),
        ("free_text", "3(a)"),
    ]


def test_a_refusal_does_not_ask_to_confirm_words():
    assert [reason.code for reason in read(FreeText("1/0"), AROHA, official="tama").reasons] == ["named_officials_only"]


def test_for_an_official_of_another_body_reading_is_disclosure():
    verdict = read(own_administration=False)
    assert (verdict.outcome.word, verdict.paragraphs) == ("consent_required", ("3(c)(ii)",))
    assert read(ReturnOrDestroyBy(TODAY), on=TOMORROW, own_administration=False).outcome.word == "prohibited"


def test_what_may_be_read_may_be_printed_unless_a_caveat_says_otherwise():
    assert copying(terms=TERMS, caveats=[HolderOnly()])
    verdict = copying(terms=TERMS, caveats=[HolderOnly(), NoDownloadOrPrint()])
    assert (verdict.outcome.word, verdict.paragraphs) == ("prohibited", ("3(a)",))
