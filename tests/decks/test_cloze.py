"""Gaps, blanks and the formulas around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.card import Cloze
from cardgrad.decks.cloze import ClozeError, read_cloze


def test_a_gap_may_hold_a_formula_with_braces() -> None:
    assert read_cloze("entry {{e: $z_{ij}$}} of Z") == {
        "e": Cloze("entry ____ of Z", "$z_{ij}$", "entry $z_{ij}$ of Z")
    }


def test_a_gap_inside_a_formula_shows_the_formula_as_code() -> None:
    assert read_cloze("so $dL/dw = {{up: dL/da}} * {{in: x}}$ here") == {
        "up": Cloze("so `dL/dw = ____ * x` here", "$dL/da$", "so $dL/dw = dL/da * x$ here"),
        "in": Cloze("so `dL/dw = dL/da * ____` here", "$x$", "so $dL/dw = dL/da * x$ here"),
    }


def test_an_escaped_dollar_opens_no_formula() -> None:
    assert read_cloze(r"costs \$5 or {{ten}}")[""].question == r"costs \$5 or ____"


def test_one_name_at_two_places_is_one_card() -> None:
    assert read_cloze("{{a: x}} and {{a: y}}") == {"a": Cloze("____ and ____", "x, y", "x and y")}


@pytest.mark.parametrize(
    "text", ["none", "{{", "{{}}", "{{a: }}", "{{a {{b}} }}", "}} {{a}}", "{{A: b}}", "$x {{a$ b}}"]
)
def test_what_cannot_be_gaps_is_refused(text: str) -> None:
    with pytest.raises(ClozeError):
        read_cloze(text)


words = st.text(alphabet="abc xyz,.", min_size=1).filter(str.strip)


@given(st.lists(st.tuples(words, st.sampled_from(["", "one", "two"]), words), min_size=1))
def test_blanks_filled_with_the_answers_give_the_whole_text(pieces: list[tuple[str, str, str]]) -> None:
    text = "".join(f"{before}{{{{{f'{name}: ' if name else ''}{gap}}}}}" for before, name, gap in pieces)
    cards = read_cloze(text)
    assert set(cards) == {name for _, name, _ in pieces}
    for name, card in cards.items():
        filled = card.question
        for _, _, gap in (piece for piece in pieces if piece[1] == name):
            filled = filled.replace("____", gap.strip(), 1)
        assert filled == card.full
