"""The decision procedure as a table to be read by a lawyer: what is asked, and what the text of the instrument answers.

Written by hand from the paragraphs, not from the program. Unless a row says otherwise, the New Zealand Customs Service
holds information that Japan Customs provided for investigation and prosecution, without caveats, and thinks of giving
it to the New Zealand Police, who are cleared for its marking, for an investigation, on 15 March 2026.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audit.verdict import Reason
from caveats.kinds import (
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
from caveats.policy import Recipient

TODAY = date(2026, 3, 15)
YESTERDAY, TOMORROW = date(2026, 3, 14), date(2026, 3, 16)

NZ_CUSTOMS = Recipient("NZ", "customs", "NZCS", is_cleared=True)
NZ_POLICE = Recipient("NZ", "law enforcement", "NZ-POLICE", is_cleared=True)
NZ_FISHERIES = Recipient("NZ", "law enforcement", "NZ-FISHERIES", is_cleared=True)
NZ_PROSECUTOR = Recipient("NZ", "prosecution", "NZ-CROWN-LAW", is_cleared=True)
NZ_COURT = Recipient("NZ", "court", "NZ-DISTRICT-COURT", is_cleared=True)
NZ_MINISTRY = Recipient("NZ", "other government", "NZ-MBIE", is_cleared=True)
NZ_BANK = Recipient("NZ", "private", "NZ-BANK", is_cleared=True)
NEWSPAPER = Recipient("NZ", "public", "PUBLIC", is_cleared=True)
JP_CUSTOMS = Recipient("JP", "customs", "JPC", is_cleared=True)
AU_CUSTOMS = Recipient("AU", "customs", "ABF", is_cleared=True)
AU_POLICE = Recipient("AU", "law enforcement", "AFP", is_cleared=True)
AU_COURT = Recipient("AU", "court", "AU-COURT", is_cleared=True)

LAPSED = Reason("assessment_lapsed", "3(f)", "The assessment of the authority has lapsed.")
NO_ROW = Reason("no_equivalence", "3(h)", "No equivalent marking is known.")


def uncleared(recipient: Recipient, *because: Reason) -> Recipient:
    """The same body, not assessed for the marking."""
    return Recipient(recipient.country, recipient.kind, recipient.code, False, because)


def purposes(*codes: str) -> PurposesOnly:
    return PurposesOnly(frozenset(codes))


def agencies(*codes: str) -> NamedAgenciesOnly:
    return NamedAgenciesOnly(frozenset(codes))


def officials(*names: str) -> NamedOfficialsOnly:
    return NamedOfficialsOnly(frozenset(names))


@dataclass(frozen=True)
class Case:
    """One question, and its answer: the rule that answers, the outcome, the paragraphs cited in order."""

    rule: int
    says: str
    outcome: str
    paragraphs: str
    to: Recipient = NZ_POLICE
    caveats: tuple[Any, ...] = ()
    use: dict[str, Any] = field(default_factory=dict)
    information: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.rule}: {self.says}"


LAW = {"legal_basis": "Customs and Excise Act 2018, s 316"}
IN_COURT = {"in_proceedings": True}
TAX = {"purpose": "tax assessment"}
OWN = {"provider": "NZ"}
P, N, C, A, X = "permitted", "notice_required", "consent_required", "approval_required", "prohibited"

CASES = (
    # 1. Not holding it, or it was destroyed or recalled: prohibited.
    Case(1, "what is not held cannot be given", X, "3(c)", information={"state": "not held"}),
    Case(1, "what the provider recalled", X, "3(a)", information={"state": "recalled"}),
    Case(1, "what was destroyed", X, "3(j)", information={"state": "destroyed"}),
    Case(1, "recalled, inside the own customs", X, "3(a)", to=NZ_CUSTOMS, information={"state": "recalled"}),
    Case(1, "destroyed, though it was one's own: before 2", X, "3(j)", information={"state": "destroyed", **OWN}),
    Case(1, "recalled, though a court asks: before 3", X, "3(a)", NZ_COURT, (), IN_COURT, {"state": "recalled"}),
    Case(1, "destroyed, though a law asks: before 4", X, "3(j)", NZ_MINISTRY, (), LAW, {"state": "destroyed"}),
    # 2. The holder's own information: permitted; nothing in para 3 applies.
    Case(2, "one's own, to the police", P, "3", information=OWN),
    Case(2, "one's own, to a newspaper", P, "3", to=NEWSPAPER, information=OWN),
    Case(2, "one's own, to a court: before 3", P, "3", NZ_COURT, (), IN_COURT, OWN),
    Case(2, "one's own, under a law: before 4", P, "3", NZ_MINISTRY, (), LAW, OWN),
    Case(2, "one's own, for tax: before 5", P, "3", NZ_MINISTRY, (), TAX, OWN),
    Case(
        2,
        "one's own, after the date one had set: before 5",
        P,
        "3",
        NZ_POLICE,
        (ReturnOrDestroyBy(YESTERDAY),),
        {},
        OWN,
    ),
    Case(2, "one's own, which one keeps the other side from passing on", P, "3", NZ_POLICE, (HolderOnly(),), {}, OWN),
    Case(2, "one's own, to a body that is not cleared", P, "3", uncleared(AU_CUSTOMS), (), {}, OWN),
    # 3. Criminal proceedings: approval; neither consent nor law replaces it.
    Case(3, "used in court", A, "3(e)", to=NZ_COURT, use=IN_COURT),
    Case(3, "used in court by the prosecutor", A, "3(e)", to=NZ_PROSECUTOR, use=IN_COURT),
    Case(3, "used in court by customs itself: before 6", A, "3(e)", to=NZ_CUSTOMS, use=IN_COURT),
    Case(3, "a law orders its production in court: before 4", A, "3(e)", to=NZ_COURT, use=IN_COURT | LAW),
    Case(3, "used in court for another offence: before 5", A, "3(e)", to=NZ_COURT, use=IN_COURT | TAX),
    Case(3, "used in court after its date: before 5", A, "3(e)", NZ_COURT, (ReturnOrDestroyBy(YESTERDAY),), IN_COURT),
    Case(3, "no use in proceedings: asking stays open", A, "3(e)", NZ_COURT, (NoUseInProceedings(),), IN_COURT),
    Case(3, "consent first is not enough: before 9", A, "3(e)", NZ_COURT, (ConsentBeforeDisclosure(),), IN_COURT),
    Case(3, "holder only, in court: before 7", A, "3(e)", NZ_COURT, (HolderOnly(),), IN_COURT),
    Case(3, "a court that is not cleared: before 8", A, "3(e)", to=uncleared(NZ_COURT), use=IN_COURT),
    Case(3, "a court abroad", A, "3(e)", to=AU_COURT, use=IN_COURT),
    # 4. A law of the holder requires it: notice, to the extent required; caveats do not stop it.
    Case(4, "a law requires it of customs for the police", N, "3(c)(iii) 3(d)", use=LAW),
    Case(4, "a law requires it for a ministry", N, "3(c)(iii) 3(d)", to=NZ_MINISTRY, use=LAW),
    Case(4, "a law requires it for a court, not in criminal proceedings", N, "3(c)(iii) 3(d)", to=NZ_COURT, use=LAW),
    Case(4, "a law requires it for a private body", N, "3(c)(iii) 3(d)", to=NZ_BANK, use=LAW),
    Case(4, "a law requires it for another purpose: before 5", N, "3(c)(iii) 3(d)", NZ_MINISTRY, (), LAW | TAX),
    Case(4, "a law, after its date: before 5", N, "3(c)(iii) 3(d)", NZ_POLICE, (ReturnOrDestroyBy(YESTERDAY),), LAW),
    Case(
        4, "a law, and a caveat on purposes: before 6", N, "3(c)(iii) 3(d)", NZ_CUSTOMS, (purposes("detection"),), LAW
    ),
    Case(4, "a law, and holder only: before 7", N, "3(c)(iii) 3(d)", NZ_POLICE, (HolderOnly(),), LAW),
    Case(4, "a law, and eyes only: before 7", N, "3(c)(iii) 3(d)", NZ_POLICE, (officials("aroha"),), LAW),
    Case(4, "a law, and a body not cleared: before 8", N, "3(c)(iii) 3(d)", to=uncleared(NZ_MINISTRY), use=LAW),
    Case(
        4, "a law, and not to law enforcement: before 9", N, "3(c)(iii) 3(d)", NZ_POLICE, (NotToLawEnforcement(),), LAW
    ),
    Case(4, "a law, and consent first: before 9", N, "3(c)(iii) 3(d)", NZ_POLICE, (ConsentBeforeDisclosure(),), LAW),
    Case(
        4, "a law, and other agencies named: before 9", N, "3(c)(iii) 3(d)", NZ_POLICE, (agencies("NZ-FISHERIES"),), LAW
    ),
    # 5. Not a customs-offence purpose, or past the date of return or destruction: prohibited.
    Case(5, "the police ask for a tax matter", X, "3(b)", use=TAX),
    Case(5, "no purpose is stated", X, "3(b)", use={"purpose": ""}),
    Case(5, "immigration control", X, "3(b)", to=NZ_MINISTRY, use={"purpose": "immigration"}),
    Case(5, "customs itself, for a tax matter: before 6", X, "3(b)", to=NZ_CUSTOMS, use=TAX),
    Case(5, "another purpose, where consent could be asked: before 7", X, "3(b)", NZ_POLICE, (HolderOnly(),), TAX),
    Case(5, "another purpose, a body not cleared: before 8", X, "3(b)", to=uncleared(NZ_POLICE), use=TAX),
    Case(5, "another purpose, to a newspaper: before 10", X, "3(b)", to=NEWSPAPER, use=TAX),
    Case(
        5,
        "provided for tax matters by mistake: the instrument has no such purpose",
        X,
        "3(b)",
        NZ_POLICE,
        (),
        TAX,
        {"purposes": frozenset({"tax assessment"})},
    ),
    Case(5, "the day after its date", X, "3(a) 3(j)", NZ_POLICE, (ReturnOrDestroyBy(YESTERDAY),)),
    Case(
        5,
        "the day after its date, inside customs: before 6",
        X,
        "3(a) 3(j)",
        NZ_CUSTOMS,
        (ReturnOrDestroyBy(YESTERDAY),),
    ),
    Case(
        5,
        "of two dates the earlier has passed",
        X,
        "3(a) 3(j)",
        NZ_CUSTOMS,
        (ReturnOrDestroyBy(TOMORROW), ReturnOrDestroyBy(YESTERDAY)),
    ),
    Case(5, "past its date and for tax", X, "3(b) 3(a) 3(j)", NZ_POLICE, (ReturnOrDestroyBy(YESTERDAY),), TAX),
    # 6. The holder's own customs administration: permitted on a need to know; consent where a caveat narrows it.
    Case(6, "inside customs", P, "3(g)", to=NZ_CUSTOMS),
    Case(
        6, "inside customs, for another customs-offence purpose", P, "3(g)", to=NZ_CUSTOMS, use={"purpose": "detection"}
    ),
    Case(6, "inside customs, on the very day of its date", P, "3(g)", NZ_CUSTOMS, (ReturnOrDestroyBy(TODAY),)),
    Case(6, "inside customs, holder only", P, "3(g)", NZ_CUSTOMS, (HolderOnly(),)),
    Case(6, "inside customs, only the police are named", P, "3(g)", NZ_CUSTOMS, (agencies("NZ-POLICE"),)),
    Case(6, "inside customs, not to law enforcement", P, "3(g)", NZ_CUSTOMS, (NotToLawEnforcement(),)),
    Case(
        6,
        "inside customs, consent and notice before disclosure",
        P,
        "3(g)",
        NZ_CUSTOMS,
        (ConsentBeforeDisclosure(), NoticeBeforeDisclosure()),
    ),
    Case(
        6, "inside customs, no use in proceedings", P, "3(g)", NZ_CUSTOMS, (NoUseInProceedings(), NoDownloadOrPrint())
    ),
    Case(6, "inside customs, a caveat in words", P, "3(g)", NZ_CUSTOMS, (FreeText("1/0"),)),
    Case(6, "inside customs, within the purposes of a caveat", P, "3(g)", NZ_CUSTOMS, (purposes("investigation"),)),
    Case(6, "inside customs, outside the purposes of a caveat", C, "3(a)", NZ_CUSTOMS, (purposes("prosecution"),)),
    Case(
        6,
        "inside customs, two caveats that leave no purpose",
        C,
        "3(a)",
        NZ_CUSTOMS,
        (purposes("investigation"), purposes("prosecution")),
    ),
    Case(6, "inside customs, the official named", P, "3(g)", NZ_CUSTOMS, (officials("aroha"),), {"official": "aroha"}),
    Case(
        6,
        "inside customs, another official than named",
        C,
        "3(a)",
        NZ_CUSTOMS,
        (officials("aroha"),),
        {"official": "wiremu"},
    ),
    Case(6, "inside customs, officials are named and nobody is said", C, "3(a)", NZ_CUSTOMS, (officials("aroha"),)),
    Case(
        6,
        "inside customs, the official named by one of two caveats",
        C,
        "3(a)",
        NZ_CUSTOMS,
        (officials("aroha"), officials("wiremu")),
        {"official": "aroha"},
    ),
    Case(
        6,
        "inside customs, not assessed: clearance is asked of the reader: before 8",
        P,
        "3(g)",
        to=uncleared(NZ_CUSTOMS),
    ),
    # 7. A caveat forbids any further disclosure: consent.
    Case(7, "holder only, to the police", C, "3(a) 3(c)(ii)", NZ_POLICE, (HolderOnly(),)),
    Case(7, "holder only, to a ministry", C, "3(a) 3(c)(ii)", NZ_MINISTRY, (HolderOnly(),)),
    Case(7, "holder only, to another country's customs", C, "3(a) 3(c)(ii)", AU_CUSTOMS, (HolderOnly(),)),
    Case(7, "eyes only, to the police", C, "3(a) 3(c)(ii)", NZ_POLICE, (officials("aroha"),)),
    Case(
        7,
        "eyes only, carried to the police by an official who is named",
        C,
        "3(a) 3(c)(ii)",
        NZ_POLICE,
        (officials("aroha"),),
        {"official": "aroha"},
    ),
    Case(
        7,
        "holder only, to a body not cleared: before 8",
        C,
        "3(a) 3(c)(ii)",
        uncleared(NZ_POLICE, LAPSED),
        (HolderOnly(),),
    ),
    Case(
        7,
        "holder only, though the police are named: before 9",
        C,
        "3(a) 3(c)(ii)",
        NZ_POLICE,
        (HolderOnly(), agencies("NZ-POLICE")),
    ),
    # 8. Not cleared for the marking, assessment lapsed, no equivalence: consent.
    Case(8, "the police are not cleared", C, "3(f)", to=uncleared(NZ_POLICE)),
    Case(8, "the assessment of the police has lapsed", C, "3(f)", to=uncleared(NZ_POLICE, LAPSED)),
    Case(8, "no row of equivalence applies", C, "3(f) 3(h)", to=uncleared(NZ_POLICE, NO_ROW)),
    Case(8, "a foreign customs that is not cleared: before 10", C, "3(f)", to=uncleared(AU_CUSTOMS)),
    Case(8, "not cleared, though named: before 9", C, "3(f)", uncleared(NZ_POLICE), (agencies("NZ-POLICE"),)),
    Case(
        8,
        "not cleared, and not to law enforcement: before 9",
        C,
        "3(f)",
        uncleared(NZ_POLICE),
        (NotToLawEnforcement(),),
    ),
    # 9. Law enforcement of the holder's country, for a purpose it was provided for.
    Case(9, "the police, for the investigation", N, "3(c)(i) 3(d)"),
    Case(9, "the police, for the prosecution", N, "3(c)(i) 3(d)", use={"purpose": "prosecution"}),
    Case(
        9, "the prosecutors: law enforcement too", N, "3(c)(i) 3(d)", to=NZ_PROSECUTOR, use={"purpose": "prosecution"}
    ),
    Case(9, "the police, who are named", N, "3(c)(i) 3(d)", NZ_POLICE, (agencies("NZ-POLICE"),)),
    Case(
        9,
        "the police, whom both of two caveats name",
        N,
        "3(c)(i) 3(d)",
        NZ_POLICE,
        (agencies("NZ-POLICE", "NZ-FISHERIES"), agencies("NZ-POLICE")),
    ),
    Case(9, "the police, within the purposes of a caveat", N, "3(c)(i) 3(d)", NZ_POLICE, (purposes("investigation"),)),
    Case(9, "the police, on the very day of its date", N, "3(c)(i) 3(d)", NZ_POLICE, (ReturnOrDestroyBy(TODAY),)),
    Case(9, "the police, notice asked for", N, "3(c)(i) 3(d)", NZ_POLICE, (NoticeBeforeDisclosure(),)),
    Case(
        9, "the police, no use in proceedings: not yet in court", N, "3(c)(i) 3(d)", NZ_POLICE, (NoUseInProceedings(),)
    ),
    Case(9, "the police, a caveat in words", N, "3(c)(i) 3(d)", NZ_POLICE, (FreeText("1/0"), NoDownloadOrPrint())),
    Case(9, "the police, where others are named", C, "3(a) 3(c)(i)", NZ_POLICE, (agencies("NZ-FISHERIES"),)),
    Case(
        9,
        "the police, whom one of two caveats leaves out",
        C,
        "3(a) 3(c)(i)",
        NZ_POLICE,
        (agencies("NZ-POLICE"), agencies("NZ-FISHERIES")),
    ),
    Case(9, "the police, not to law enforcement", C, "3(a) 3(c)(i)", NZ_POLICE, (NotToLawEnforcement(),)),
    Case(9, "the prosecutors, not to law enforcement", C, "3(a) 3(c)(i)", NZ_PROSECUTOR, (NotToLawEnforcement(),)),
    Case(9, "the police, consent first", C, "3(a) 3(c)(i)", NZ_POLICE, (ConsentBeforeDisclosure(),)),
    Case(
        9,
        "the police, who are named, but consent first",
        C,
        "3(a) 3(c)(i)",
        NZ_POLICE,
        (agencies("NZ-POLICE"), ConsentBeforeDisclosure()),
    ),
    # 10. Everything else: consent.
    Case(10, "the police, for a purpose it was not provided for", C, "3(c)(ii)", use={"purpose": "detection"}),
    Case(
        10, "the police, for a purpose that a caveat leaves out", C, "3(c)(ii)", NZ_POLICE, (purposes("prosecution"),)
    ),
    Case(10, "the police, provided for no purpose", C, "3(c)(ii)", information={"purposes": frozenset()}),
    Case(
        10,
        "a caveat does not add a purpose",
        C,
        "3(c)(ii)",
        NZ_POLICE,
        (purposes("detection"),),
        {"purpose": "detection"},
    ),
    Case(10, "another authority of the own country", C, "3(c)(ii)", to=NZ_MINISTRY),
    Case(10, "another authority, though a caveat names it", C, "3(c)(ii)", NZ_MINISTRY, (agencies("NZ-MBIE"),)),
    Case(10, "a court outside criminal proceedings, which no law obliges", C, "3(c)(ii)", to=NZ_COURT),
    Case(10, "another country's customs", C, "3(c)(ii)", to=AU_CUSTOMS),
    Case(10, "another country's police", C, "3(c)(ii)", to=AU_POLICE),
    Case(10, "another country's police, not to law enforcement", C, "3(c)(ii)", AU_POLICE, (NotToLawEnforcement(),)),
    Case(10, "a private body", C, "3(c)(ii)", to=NZ_BANK),
    Case(10, "the public", C, "3(c)(ii)", to=NEWSPAPER),
)
