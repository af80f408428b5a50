"""References are said over the telephone and say nothing. Para 3(g)."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from requests.values.reference import check_digit, draw, is_reference, normalise


def test_a_drawn_reference_has_the_form_and_its_check_digit() -> None:
    reference = draw("NZ", "JP", 2026)
    assert reference.startswith("NZ-JP-2026-")
    assert is_reference(reference)


@given(st.from_regex(r"[0-9]{5}", fullmatch=True), st.integers(0, 5), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(digits: str, place: int, off: int) -> None:
    right = digits + check_digit(digits)
    wrong = right[:place] + str((int(right[place]) + off) % 10) + right[place + 1 :]
    assert is_reference(f"NZ-JP-2026-{right}")
    assert not is_reference(f"NZ-JP-2026-{wrong}")


@given(st.from_regex(r"[0-9]{5}", fullmatch=True), st.integers(0, 4))
def test_every_swap_of_neighbours_is_found(digits: str, place: int) -> None:
    right = digits + check_digit(digits)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if swapped != right:
        assert not is_reference(f"NZ-JP-2026-{swapped}")


def test_however_it_was_typed_it_is_the_same_reference() -> None:
    for typed in (
        "nz-jp-2026-482137",
        " NZ JP 2026 482137 ",
        "ＮＺ－ＪＰ－２０２６－４８２１３７",
        "NZ–JP–2026–482137",
        "NZーJPー2026ー482137",
    ):
        assert normalise(typed) == "NZ-JP-2026-482137"


@given(st.text(max_size=40))
def test_anything_at_all_may_be_asked_for(text: str) -> None:
    normalise(text)
    assert is_reference(text) in (True, False)


def test_numbers_of_a_channel_do_not_run() -> None:
    """A running number would tell how many cases there are that one does not know."""
    drawn = [int(draw("NZ", "JP", 2026)[-6:-1]) for _ in range(50)]
    steps = {after - before for before, after in itertools.pairwise(drawn)}
    assert len(steps) > 40
