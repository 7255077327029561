"""The gaps of a cloze card are found again from what the card shows."""

from hypothesis import example, given
from hypothesis import strategies as st

from cardgrad.decks.card import BLANK
from cardgrad.decks.cloze import ClozeError, read_cloze
from cardgrad.decks.gaps import gaps_of

_WORDS = st.text("ab, _x", min_size=1, max_size=6)
_PIECES = st.lists(st.one_of(_WORDS, st.tuples(st.sampled_from(("", "a: ", "b: ")), _WORDS)), min_size=1, max_size=7)


def written(pieces: list[str | tuple[str, str]]) -> str:
    return "".join(piece if isinstance(piece, str) else f"{{{{{piece[0]}{piece[1]}}}}}" for piece in pieces)


@given(_PIECES)
@example(["x", ("", "a, b"), ", ", ("", "a"), "____", ("a: ", "x")])
def test_blanking_what_was_found_gives_the_question_again(pieces: list[str | tuple[str, str]]) -> None:
    try:
        cards = read_cloze(written(pieces))
    except ClozeError:
        return
    for cloze in cards.values():
        places = gaps_of(cloze)
        if "_" not in cloze.full:
            assert places is not None
        if places is None:
            continue
        question = cloze.full
        for start, end in reversed(places):
            question = question[:start] + BLANK + question[end:]
        assert question == cloze.question
        assert ", ".join(cloze.full[start:end] for start, end in places) == cloze.answer


def test_a_gap_inside_a_formula_has_no_place() -> None:
    (cloze,) = read_cloze("so $y = {{x}} + 1$ holds").values()
    assert gaps_of(cloze) is None


def test_many_gaps_take_no_time() -> None:
    text = " ".join("{{a, b, c}}" for _ in range(90))
    (cloze,) = read_cloze(text).values()
    found = gaps_of(cloze)
    assert found is not None
    assert len(found) == 90
    (cloze,) = read_cloze("{{" + ", ".join("a" for _ in range(20_000)) + "}}").values()
    assert gaps_of(cloze) is None
