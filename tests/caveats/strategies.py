"""Generated caveats and questions, for the laws that hold for all of them."""

from datetime import date

from hypothesis import strategies as st

from caveats import kinds
from caveats.policy import Holder, Information, Kind, Recipient, State, Use

DAYS = st.dates(date(2026, 3, 10), date(2026, 3, 20))
PURPOSES = st.sampled_from(["prevention", "detection", "investigation", "prosecution", "punishment"])
ANY_PURPOSE = st.one_of(PURPOSES, st.sampled_from(["tax", ""]))
AGENCIES = st.sampled_from(["NZ-POLICE", "NZ-FISHERIES", "NZ-CROWN-LAW"])
OFFICIALS = st.sampled_from(["aroha", "wiremu", "tama"])
COUNTRIES = st.sampled_from(["NZ", "JP", "AU"])


def some(codes: st.SearchStrategy[str]) -> st.SearchStrategy[frozenset[str]]:
    """Sets of codes, the empty one among them: it is what two lists without a common member leave."""
    return st.frozensets(codes, max_size=3)


CAVEATS: st.SearchStrategy[kinds.Caveat] = st.one_of(
    some(PURPOSES).map(kinds.PurposesOnly),
    st.just(kinds.HolderOnly()),
    some(AGENCIES).map(kinds.NamedAgenciesOnly),
    st.just(kinds.NotToLawEnforcement()),
    st.just(kinds.ConsentBeforeDisclosure()),
    st.just(kinds.NoticeBeforeDisclosure()),
    st.just(kinds.NoUseInProceedings()),
    some(OFFICIALS).map(kinds.NamedOfficialsOnly),
    st.just(kinds.NoDownloadOrPrint()),
    DAYS.map(kinds.ReturnOrDestroyBy),
    st.sampled_from(["", "1/0", "2/3"]).map(kinds.FreeText),
)
SETS = st.lists(CAVEATS, max_size=6).map(tuple)

INFORMATION = st.builds(
    Information,
    provider=st.sampled_from(["JP", "JP", "JP", "NZ"]),
    purposes=some(PURPOSES),
    caveats=SETS,
    state=st.sampled_from([State.HELD, State.HELD, State.HELD, *State]),
    marking=st.sampled_from(["", "SENSITIVE"]),
)
RECIPIENTS = st.builds(
    Recipient,
    country=COUNTRIES,
    kind=st.sampled_from(Kind),
    code=st.one_of(AGENCIES, st.just("OTHER")),
    is_cleared=st.booleans(),
)
USES = st.builds(
    Use,
    purpose=ANY_PURPOSE,
    legal_basis=st.sampled_from(["", "", "Customs and Excise Act 2018, s 316"]),
    in_proceedings=st.sampled_from([False, False, True]),
    official=st.one_of(OFFICIALS, st.just("")),
    priority=st.sampled_from(["urgent", "priority", "routine"]),
)
HOLDER = Holder(participant="NZ", country="NZ")
