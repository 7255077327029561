# mypy: disable-error-code="comparison-overlap"
from fractions import Fraction
from pathlib import Path

import pytest

from cardgrad.errors import CardgradError
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.feedback import given_text
from cardgrad.quizzes.item_mark import ItemMark, decimal_points
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.printing.words import words_of
from cardgrad.quizzes.record import Question, loads

RECORD = loads((Path(__file__).parent / "sample.record.json").read_text(encoding="utf-8"))
A, B = RECORD.forms


def question(item: str) -> Question:
    return next(one for one in A.questions if one.item == item)


def mark(item: str, *cells: str, decisions: tuple[Decision, ...] = ()) -> ItemMark:
    return Paper(A, decisions).mark(question(item), cells)


def states(found: ItemMark) -> list[str]:
    return [part.state for part in found.parts]


def test_every_key_of_every_form_has_full_points() -> None:
    for form in RECORD.forms:
        paper = Paper(form)
        for one in form.questions:
            cells = [part.points if part.kind == "prose" else part.key for part in one.parts]
            assert paper.mark(one, cells).points == Fraction(one.points), one.item


def test_every_predicted_mistake_is_named_and_costs_points() -> None:
    for one in A.questions:
        if one.kind == "numeric":
            for mistake in one.mistakes:
                found = Paper(A).mark(one, mistake.answer)
                assert found.mistake == (one.card, mistake.id.partition("@")[0])
                assert found.points is not None
                assert found.points < found.of


def test_a_blank_sheet_has_no_points_and_no_mistakes() -> None:
    for one in A.questions:
        for sign in ("", ".", "?", "-", "—"):
            found = Paper(A).mark(one, [sign] * len(one.parts))
            assert (found.points, found.mistake, set(states(found))) == (0, None, {"blank"})


def test_one_right_part_of_two_is_half_of_the_points() -> None:
    found = mark("q1", "-14", "99")
    assert (found.points, states(found)) == (1, ["right", "wrong"])


def test_what_follows_rightly_from_an_earlier_error_has_its_points() -> None:
    found = mark("q2", "6", "-30")
    assert (found.points, states(found)) == (1, ["wrong", "carried forward"])
    assert "follows rightly from" in found.remark


def test_a_right_part_beside_a_blank_one_is_no_mistake() -> None:
    found = mark("q2", "5", ".")
    assert (found.points, states(found), found.mistake, found.remark) == (1, ["right", "blank"], None, "")


def test_some_right_entries_of_an_array_are_a_share_of_its_points() -> None:
    found = mark("q8", "-23 -18")
    assert (found.points, states(found)) == (Fraction(1, 2), ["partly right"])


def test_equal_values_in_other_forms_are_right() -> None:
    assert mark("q1", "−28/2", "1.8e1").points == 2


def test_an_option_tells_its_mistake_and_its_sentence() -> None:
    found = mark("q3", "a")
    assert (found.points, found.mistake) == (0, ("gates/loss", "power-not-lowered"))
    assert "exponent" in found.message


@pytest.mark.parametrize("sign", ["-", "?", ".", "–"])
def test_a_sign_that_is_the_answer_is_no_blank(sign: str) -> None:
    asked = question("q5")
    for part in (asked.parts[0]._replace(key=sign), asked.parts[0]._replace(accepted=(sign,))):
        found = Paper(A).mark(asked._replace(parts=(part,)), [sign])
        assert found.points == 1
        assert given_text(found, asked, words_of("en")) == sign
    assert mark("q5", sign).parts[0].state == "blank"


def test_words_are_compared_as_in_study() -> None:
    assert [mark("q5", word).points for word in ("Summed.", "ADDED UP", "multiplied")] == [1, 1, 0]


def test_an_order_counts_by_places() -> None:
    assert [mark("q6", text).points for text in ("bcda", "b, c, d, a", "b c a d", "a b c d")] == [2, 2, 1, 0]


def test_prose_gets_the_points_that_a_person_gives() -> None:
    assert [mark("q7", text).points for text in ("2", "0.5", "1,5", "0")] == [2, Fraction(1, 2), Fraction(3, 2), 0]


@pytest.mark.parametrize(
    ("item", "cells", "said"),
    [
        ("q1", ("x +", "18"), "q1_dx"),
        ("q3", ("e",), "a to d"),
        ("q6", ("aab",), "each once"),
        ("q7", ("good",), "0 to 2"),
        ("q7", ("3",), "0 to 2"),
        ("q8", ("1 2 3",), "q8"),
    ],
)
def test_what_cannot_be_read_has_no_points_rather_than_none_at_all(
    item: str, cells: tuple[str, ...], said: str
) -> None:
    found = mark(item, *cells)
    assert found.points is None
    assert found.parts[0].state == "unreadable"
    assert said in " ".join(map(" ".join, found.faults))


def test_a_dropped_item_gives_everybody_its_points() -> None:
    drop = Decision("q3", why="it was misprinted")
    for cell in ("a", "b", "", "zzz"):
        found = mark("q3", cell, decisions=(drop,))
        assert (found.points, found.mistake, found.faults) == (1, None, ())
        assert found.remark == "Full points for everybody: it was misprinted."


def test_one_box_of_an_item_can_be_dropped() -> None:
    drop = Decision("q1", part="q1_dx")
    assert mark("q1", "1", "18", decisions=(drop,)).points == 2
    assert mark("q1", "1", "1", decisions=(drop,)).points == 1


def test_an_accepted_formula_is_worked_out_at_each_forms_own_numbers() -> None:
    accept = Decision("q1", part="q1_dx", accept="upstream * x", points=Fraction(1, 2))
    for form, answer, key in ((A, "18", "18"), (B, "20", "20")):
        one = form.questions[0]
        found = Paper(form, (accept,)).mark(one, (answer, key))
        assert (found.points, found.parts[0].state) == (Fraction(3, 2), "accepted")
        assert Paper(form, (accept,)).mark(one, ("17", key)).points == 1


def test_an_accepted_answer_never_costs_points() -> None:
    accept = Decision("q2", part="q2_f", accept="-25", points=Fraction(0))
    assert mark("q2", "5", "-25", decisions=(accept,)).points == 2


def test_further_words_and_options_can_be_accepted() -> None:
    assert mark("q5", "superposed", decisions=(Decision("q5", accept="superposed"),)).points == 1
    assert mark("q4", "a", decisions=(Decision("q4", accept="adds", points=Fraction(1, 2)),)).points == Fraction(1, 2)
    assert mark("q4", "b", decisions=(Decision("q4", accept="adds"),)).points == 0


def test_a_decision_about_one_form_leaves_the_others_alone() -> None:
    accept = Decision("q4", accept="a", form="A")
    assert Paper(A, (accept,)).mark(question("q4"), ["a"]).points == 1
    assert Paper(B, (accept,)).mark(B.questions[3], ["b"]).points == 0


def test_a_formula_with_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(CardgradError, match="q1 cannot accept zz: "):
        mark("q1", "1", "1", decisions=(Decision("q1", part="q1_dx", accept="zz"),))


def test_points_are_written_with_two_places_at_most() -> None:
    assert [decimal_points(Fraction(value)) for value in ("0", "10", "7/3", "1/200", "99.995")] == [
        "0", "10", "2.33", "0.01", "100",
    ]  # fmt: skip


@pytest.mark.parametrize(("cell", "points"), [("g(x)", 1), ("f(x", 0), ("no idea", 0), ("1,5", None)])
def test_words_where_a_formula_is_wanted_are_wrong_and_a_comma_is_asked_about(cell: str, points: int | None) -> None:
    part = question("q5").parts[0]._replace(key="$g(x)$", accepted=())
    asked = question("q5")._replace(parts=(part,), prompt="Where is $g(x)$?")
    assert Paper(A).mark(asked, [cell]).points == points


def test_an_accepted_answer_is_told_with_its_reason_and_is_no_mistake_any_more() -> None:
    mistake = next(one for one in question("q1").mistakes)
    before = mark("q1", *mistake.answer)
    assert before.mistake is not None
    accept = (
        Decision("q1", part="q1_dx", accept=mistake.answer[0], why="said so in the lecture."),
        Decision("q1", part="q1_dy", accept=mistake.answer[1]),
    )
    found = mark("q1", *mistake.answer, decisions=accept)
    assert (found.points, found.mistake, found.message) == (2, None, "")
    assert found.remark == "This answer is accepted, too: said so in the lecture."
    half = mark("q1", *mistake.answer, decisions=accept[:1])
    assert half.mistake == before.mistake
    assert half.remark == f"{before.remark} {found.remark}"


def test_another_order_is_accepted_on_every_form_by_numbers_that_count_as_in_the_key() -> None:
    accept = Decision("q6", accept="2 1 3 4")
    for form in (A, B):
        asked = next(one for one in form.questions if one.item == "q6")
        key = asked.parts[0].key.replace(" ", "")
        swapped = "".join([key[1], key[0], *key[2:]])
        assert Paper(form, [accept]).mark(asked, [swapped]).points == Fraction(asked.points)
        assert Paper(form).mark(asked, [swapped]).points != Fraction(asked.points)


@pytest.mark.parametrize("wanted", ["$?y - y_hat$", "y - y_hat", "y-y_hat"])
def test_an_option_is_accepted_by_what_it_says(wanted: str) -> None:
    first, *others = question("q4").options
    asked = question("q4")._replace(options=(first._replace(text="$?y - y_hat$", right=False), *others))
    assert Paper(A, [Decision("q4", accept=wanted)]).mark(asked, ["a"]).points == 1
    assert Paper(A).mark(asked, ["a"]).points == 0
